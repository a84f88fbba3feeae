/**
 * Papers that look like orders, with articles, quantities and prices, and order nothing: what they call themselves. A
 * quotation is not among them: signed and sent back it is an order.
 */
const TITLES: readonly (readonly [name: string, words: string])[] = [
  [
    "an invoice",
    "(?:(?:tax|retail|sales|commercial|pro[- ]?forma|copy|kopie|vat) )?invoices?(?:/bill)?|rechnung|facture|fattura|factura|(?:kopie )?factuur|发票|發票|账单",
  ],
  ["a credit note", "credit (?:note|memo)|gutschrift|avoir|nota di credito|creditnota"],
  [
    "a delivery note",
    "delivery (?:note|slip)|packing (?:list|slip)|lieferschein|bon de livraison|送货单|装箱单",
  ],
  ["a statement of account", "statement(?: of account)?|kontoauszug|对账单"],
];

/** Numbers and days that only such a paper has. */
const LABELS: readonly (readonly [name: string, words: string])[] = [
  [
    "an invoice",
    "invoice (?:no|number|nr|date|#)|rechnungs(?:nummer|nr|datum)|(?:n°|numéro) (?:de )?facture|factuur ?(?:nummer|datum)|发票号码?",
  ],
];

/** What an order calls itself, with or without its number. A heading "P.O. number" names only one. */
const ORDER =
  /^(?:(?:purchase|fax|standing|repeat|rush|our|new) order(?: form)?|order form|bestell(?:ung|schein|formular)|auftrag|bon de commande|ordine d'acquisto|orden de compra|采购订?单|採購單|订货?单|訂單)(?: ?(?:no\.?|nr\.?|number|#|n°|号|號)?\s*[:：#]?\s*\S*\d\S*)?$/iu;
/** The same as the only words of a line. */
const ORDER_ALONE = /^(?:order|p\.?o\.?|commande|ordine|pedido|bestelling)$/iu;

const LINES_MAX = 40;

/** What a paper calls itself if that is no order; null if it is one, or does not say. */
export function otherPaper(text: string): { readonly name: string; readonly words: string } | null {
  const lines = text.split("\n").slice(0, LINES_MAX).map(piecesOf);
  const isOrder = (pieces: readonly string[]): boolean =>
    pieces.some((piece) => ORDER.test(piece)) || (pieces.length === 1 && ORDER_ALONE.test(pieces[0] ?? ""));
  if (lines.some(isOrder)) return null;
  const pieces = lines.flat();
  for (const piece of pieces) {
    const title = TITLES.find(([, words]) => whole(words).test(piece));
    const label = LABELS.find(([, words]) => start(words).test(piece));
    const [name] = title ?? label ?? [];
    if (name !== undefined) return { name, words: piece.slice(0, WORDS_MAX) };
  }
  return null;
}

const piecesOf = (line: string): string[] =>
  line
    .split(/\s{2,}|\t/)
    .map((piece) => piece.trim().replace(/[:：]+$/u, ""))
    .filter((piece) => piece !== "");

const WORDS_MAX = 60;
const whole = (words: string): RegExp => new RegExp(`^(?:${words})\\s*[:：]?$`, "iu");
const start = (words: string): RegExp => new RegExp(`^(?:${words})(?![\\p{L}])`, "iu");
