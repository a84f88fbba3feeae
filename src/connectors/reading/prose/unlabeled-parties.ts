import type { PostalAddress } from "../../../domain/address.js";
import { readAddress } from "../values/address-text.js";
import type { Found } from "./found.js";
import { isCompany, isPersonName, isRole } from "./order-words.js";
import { foundIn, isBlank, type Span, squeezed, trimmed, within } from "./text-lines.js";

const LETTERHEAD_LINES_MAX = 6;

/** A company's name at the top of the page, with its address under it. */
export function readLetterhead(
  lines: readonly Span[],
  taken: ReadonlySet<number>,
  end: number,
  country: string | null,
  isOurs: (text: string) => boolean,
) {
  const top = lines
    .flatMap((line, at) => (at < end && !isBlank(line) ? [{ line: trimmed(line), at }] : []))
    .slice(0, LETTERHEAD_LINES_MAX);
  const isAddressee = (index: number): boolean =>
    ADDRESSEE.test(top[index - 1]?.line.text ?? "") ||
    HONORED.test(top[index + 1]?.line.text ?? "") ||
    isOurs(top[index]?.line.text ?? "");
  const head = top.findIndex(
    ({ line, at }, index) => !taken.has(at) && isLetterhead(line.text) && !isAddressee(index),
  );
  const first = top[head];
  // In the window of an envelope the sender's own line stands above who gets the letter.
  const sender = inOneLine(first === undefined ? top : top.slice(0, head), taken, country);
  if (first === undefined || sender !== null) return sender;
  const below = top.slice(head + 1).filter(({ line, at }) => !taken.has(at) && !/[:：]\s*$/.test(line.text));
  const stop = below.findIndex(({ line }) => /[:：]\s/.test(line.text) || TITLE.test(line.text));
  const under = stop < 0 ? below : below.slice(0, stop);
  for (let count = Math.min(3, under.length); count > 0; count--) {
    const part = under.slice(0, count);
    const value = readAddress(
      part.map(({ line }) => line.text),
      country,
    );
    const [from] = part;
    const to = part.at(-1);
    if (value === null || from === undefined || to === undefined) continue;
    const address: Found<PostalAddress> = {
      value,
      range: [from.line.start, to.line.end],
      rule: "letterhead",
    };
    return { name: foundIn(first.line, "letterhead"), address, lines: [first, ...part].map(({ at }) => at) };
  }
  return { name: foundIn(first.line, "letterhead"), address: null, lines: [first.at] };
}

/** What stands above the name of who gets the letter. */
const ADDRESSEE =
  /^(?:an(?: die)?|firma|spett\.?(?:le)?(?: ditta)?|messrs\.?|to|à l['’]attention de)[:：]?$/iu;

/** "営業部 御中" under a company: it is written to. */
const HONORED = /(?:御中|様|殿)$/u;

/** What the page is stands under the letterhead, and in no address. */
const TITLE =
  /^(?:purchase order|order|bestellung|auftrag|bon de commande|commande|ordine|pedido|bestelling|fax|telefax)(?!\p{L})/iu;

/** "Rossi Srl - Via Emilia 120 - 40133 Bologna": name and address beside each other. */
function inOneLine(
  top: readonly { readonly line: Span; readonly at: number }[],
  taken: ReadonlySet<number>,
  country: string | null,
) {
  for (const { line, at } of top) {
    const [name = "", ...rest] = line.text.split(/\s+[-–·•|]\s+/);
    if (taken.has(at) || rest.length === 0 || !isLetterhead(name)) continue;
    const value = readAddress(rest, country);
    if (value === null) continue;
    const address: Found<PostalAddress> = {
      value,
      range: [line.start + line.text.indexOf(rest[0] ?? ""), line.end],
      rule: "letterhead",
    };
    return { name: foundIn(within(line, 0, name.length), "letterhead"), address, lines: [at] };
  }
  return null;
}

const LETTERHEAD_CHARS_MAX = 80;

function isLetterhead(text: string): boolean {
  const plain = squeezed(text);
  if (plain.length > LETTERHEAD_CHARS_MAX || !isCompany(plain) || /[?!:：;。]|\d{4,}|@|御中$|様$/.test(plain))
    return false;
  // "Zoe Marsh | Studio Manager | Marsh & Vale Ltd" is how somebody signs.
  if (plain.split(/\s[|·•]\s/).some((part) => isRole(part) || isPersonName(part))) return false;
  return !/(?<!\p{L})(?:we|please|our|your|dear|hello|hi|wir|bitte|ihre?|sehr geehrte\w*|order|bestellung)(?!\p{L})|请|您好|你好|尊敬|订/iu.test(
    plain,
  );
}

const DELIVERED_TO =
  /(?<!\p{L})(?:(?:deliver|ship|send)(?: (?:it|them|this|everything|all|the goods|goods))? to(?: (?:us|our \w+))?(?: at)?|(?:liefern|lieferung|versand)(?: \w+)? an|livrer (?:à|au))[:\s]+(?<en>.*\d.*)$|(?<!\p{L})(?:an|to) (?:unsere|die|our) (?:\p{L}{1,20} )?(?:adresse|anschrift|address)[:\s]+(?<de>.*\d.*?)(?: (?:liefern|senden|schicken))?[.!]?$|(?<!\p{L})(?:presso|na morada|na adres|en la dirección|all['’]indirizzo)[:\s]+(?<it>.*\d.*)$|(?:送到|送至|寄到|发到|发往|送往|寄往|送貨到)[:：\s]*(?<zh>.*\p{Script=Han}.*)$/iu;

/** The same with the goods in between: "send 10 x TL-1001 to 27 Otley Road, Leeds LS6 3AA by Friday". */
const GOODS_TO =
  /(?<!\p{L})(?:deliver|ship|send|supply)\s(?<what>[^.!?]{1,160}?)\sto(?: us at| our \p{L}{1,20} at)?\s(?<en>.*\d.*)$|(?<!\p{L})(?:bitte|senden sie|schicken sie|liefern sie)\s(?<was>[^!?]{1,160}?)\san\s(?<de>.*\d.*?)(?: (?:liefern|senden|schicken|zu liefern))?[.!]?$/iu;
/** What is sent that is no goods. */
const PAPERS =
  /(?<!\p{L})(?:invoices?|bills?|quotes?|quotation|offer|confirmation|copy|copies|reply|answer|e-?mail|rechnung(?:en)?|angebot|bestätigung|kopie|antwort)(?!\p{L})/iu;
/** The day behind an address is no part of it. */
const DAY_BEHIND =
  /[,\s]+(?:by|until|before|no later than|not later than|bis|spätestens|(?:on|am)(?=\s\d))\s.*$/iu;

/** A line that a person has written is no longer. */
const SENTENCE_CHARS_MAX = 500;

function goodsTo(text: string): string | undefined {
  if (text.length > SENTENCE_CHARS_MAX) return undefined;
  const { what = "", was = what, en, de = en } = GOODS_TO.exec(text)?.groups ?? {};
  return PAPERS.test(was) ? undefined : de?.replace(DAY_BEHIND, "");
}

/** The address that a sentence begins with: up to the first end of one by which it is whole, "ul." and "St." being none. */
function placeIn(written: string, country: string | null): PostalAddress | null {
  const ends = [...written.matchAll(/[.。!！](?=\s|$)/gu)].map(({ index }) => index);
  for (const end of ends) {
    const address = readAddress([written.slice(0, end)], country);
    if (address !== null && address.city !== null && address.postalCode !== null) return address;
  }
  return readAddress([written.replace(/[.。!！]\s*(?:\p{L}.*)?$/u, "")], country);
}

/** Codes that stand once in an address. */
const POSTAL_CODE =
  /(?<![\p{L}\d-])(?:\d{5}|\d{3}-\d{4}|\d{4}-\d{3}|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![\p{L}\d-])/gu;

/** "The same place as last time" is no address, whatever stands behind it. */
const KNOWN_PLACE =
  /^(?:the |our |my |your )?(?:same|usual)(?!\p{L})|^(?:die|unsere) (?:gleiche|übliche|bekannte)/iu;

interface SaidPlace {
  readonly address: Found<PostalAddress> | null;
  /** What a sentence says instead of one address that can be read: two of them. */
  readonly unread: string | null;
}

/** "Please ship 5 x TL-1001 to:" has the address on the lines below. */
const LEADS_BELOW =
  /(?<!\p{L})(?:deliver|ship|send|supply|order|liefer\p{L}*|schick\p{L}*|send\p{L}*|livr\p{L}*|envoy\p{L}*|envi\p{L}*|consegn\p{L}*)(?!\p{L})(?<what>[^.!?]{0,200}?)(?<!\p{L})(?:to|an|à|a)\s*[:：]?\s*$|[发送寄發][^。！？]{0,80}[到至]\s*[:：]?\s*$/iu;
const PLACE_LINES_MAX = 7;

function placeBelow(lines: readonly Span[], at: number, country: string | null): Found<PostalAddress> | null {
  const text = lines[at]?.text ?? "";
  const leads = text.length > SENTENCE_CHARS_MAX ? null : LEADS_BELOW.exec(text);
  if (leads === null || PAPERS.test(leads.groups?.what ?? "")) return null;
  const from = at + 1 + (isBlank(lines[at + 1] ?? BLANK) ? 1 : 0);
  const gap = lines.slice(from, from + PLACE_LINES_MAX).findIndex(isBlank);
  const block = untilSentence(
    lines.slice(from, from + (gap < 0 ? PLACE_LINES_MAX : gap)).map(trimmed),
    ({ text }) => text,
  );
  for (let count = block.length; count > 0; count--) {
    const part = block.slice(0, count);
    const value = readAddress(
      part.map((line) => line.text),
      country,
    );
    const last = part.at(-1);
    if (value === null || value.city === null || last === undefined) continue;
    const range: [number, number] = [part[0]?.start ?? last.start, last.end];
    return { value, range, rule: "delivery address below a sentence" };
  }
  return null;
}

/** The lines of an address up to one on which somebody speaks on. */
export function untilSentence<Line>(block: readonly Line[], textOf: (line: Line) => string): readonly Line[] {
  const end = block.findIndex((line, at) => at > 0 && SPOKEN.test(textOf(line).trim()));
  return end < 0 ? block : block.slice(0, end);
}

const SPOKEN = /^(?:\S+\s+){4}.*\p{L}{3}[.!?]$/u;

const BLANK: Span = { text: "", start: 0, end: 0 };

/** "Please deliver to 27 Otley Road, Leeds LS6 3AA": an address inside a sentence. */
export function deliveredTo(lines: readonly Span[], country: string | null): SaidPlace {
  for (const [lineAt, line] of lines.entries()) {
    const below = placeBelow(lines, lineAt, country);
    if (below !== null) return { address: below, unread: null };
    const groups = DELIVERED_TO.exec(line.text)?.groups;
    // "to our new address: 27 Otley Road": what stands before the colon leads up to the address.
    const said = groups?.en ?? groups?.de ?? groups?.zh ?? groups?.it ?? goodsTo(line.text);
    const written = said?.replace(/^[^\d:：]{0,60}[:：]\s*/u, "");
    if (written === undefined || KNOWN_PLACE.test(written)) continue;
    if ([...written.matchAll(POSTAL_CODE)].length > 1) return { address: null, unread: squeezed(written) };
    const value = placeIn(written, country);
    const at = line.start + line.text.lastIndexOf(written);
    if (value === null) continue;
    return {
      address: { value, range: [at, line.end], rule: "delivery address in a sentence" },
      unread: null,
    };
  }
  return { address: null, unread: null };
}
