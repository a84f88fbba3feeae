import type { Found } from "./found.js";
import { foundIn, isBlank, type Span, within } from "./text-lines.js";

/** A title stands at the top. */
const TITLE_LINES_MAX = 12;

const KINDS =
  "(?:purchase |supplier |works )?order|(?:liefer)?bestellung|auftrag|(?:bon de )?commande|pedido(?: de compra)?|orden de compra|ordine(?: fornitore| d['’]acquisto| di acquisto)?|(?:inkoop)?bestelling|encomenda|zamówienie|objednávka|inköpsorder|beställning|bestilling|ordre|replenishment order|indkøbsordre|innkjøpsordre|注文書|発注書|采购订单|採購單";
const TITLE = new RegExp(
  `^\\s*(?:(?:new|neue|nouvelle|nueva|nuovo|nieuwe)\\s)?(?:${KINDS})[\\s:：]*(?:n(?:o|r|°|º|um(?:ber|mer|ero))?\\.?|#|№|č\\.)?[\\s:：#]*(?<number>(?=[\\p{L}\\d/_.-]*\\d)[\\p{L}\\d][\\p{L}\\d/_.-]{2,29})(?:[\\s,(–-]+(?:del?|vom|of|dated?|du|dd|from|z dnia|ze dne)(?!\\p{L}).{0,40})?\\s*$`,
  "iu",
);
const TITLE_ALONE = new RegExp(`^\\s*(?:${KINDS})\\s*$`, "iu");
const NUMBER_BELOW =
  /^\s*(?:n(?:o|r|°|º|um(?:ber|mer|ero)|uméro)?\.?|#|№)[\s:：]*(?<number>(?=[\p{L}\d/_.-]*\d)[\p{L}\d][\p{L}\d/_.-]{2,29})\s*$/iu;
/** A number that could be nothing else: letters, marks and digits. */
const CODE_BELOW = /^\s*(?<number>[A-Z]{1,6}(?:[-/][A-Z0-9]{1,8}){0,3}[-/]\d{2,10})\s*$/u;
const DAY = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;

/** Every number that a title anywhere in the text gives to an order, each once: more than one is more than one order. */
export const titleNumbers = (lines: readonly Span[]): string[] => [
  ...new Set(
    lines.flatMap((line) => {
      const number = TITLE.exec(line.text)?.groups?.number;
      return number === undefined || DAY.test(number) ? [] : [number];
    }),
  ),
];

/**
 * The number behind what the page calls itself, or right below: "ORDER KC/5521", "Ordine fornitore n. 2026/0871 del
 * 19/11/2026", "BON DE COMMANDE" over "N° BC-2026-118".
 */
export function titleNumber(lines: readonly Span[]): Found<string> | null {
  const top = lines.filter((line) => !isBlank(line)).slice(0, TITLE_LINES_MAX);
  for (const [index, line] of top.entries()) {
    const isBelow = TITLE_ALONE.test(top[index - 1]?.text ?? "");
    const below = isBelow ? (NUMBER_BELOW.exec(line.text) ?? CODE_BELOW.exec(line.text)) : null;
    const shape = below ?? TITLE.exec(line.text);
    const number = shape?.groups?.number;
    if (number === undefined || DAY.test(number)) continue;
    const at = line.text.indexOf(number);
    return foundIn(within(line, at, at + number.length), "title");
  }
  return null;
}
