import type { PostalAddress } from "../../../domain/address.js";
import { isClosingText } from "../tables/closing-row.js";
import { readAddress } from "../values/address-text.js";
import { CHATTER, isCompany, isDepartment, isPersonName, isRole } from "./order-words.js";
import { patternPieces } from "./row-patterns.js";
import { isBlank, type Span, trimmed, within } from "./text-lines.js";

/** What the block under the greeting tells about the writer. */
export interface Signature {
  /** Index of the closing line: nothing from there on is part of the order. */
  readonly from: number;
  readonly contactName: Span | null;
  readonly company: Span | null;
  readonly department: Span | null;
  readonly phones: readonly Span[];
  readonly emails: readonly Span[];
  readonly address: { readonly value: PostalAddress; readonly span: Span } | null;
}

/** How people close a letter. Regular-expression sources, matched without case at the start of a line. */
const FAREWELLS = [
  "(?:with )?(?:(?:best|kind|warm|many) )?(?:regards|wishes)|best",
  "many thanks|thx|ta|thanks(?: a lot| so much| in advance| and regards| again)?|thank you(?: very much| in advance)?",
  "sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|rgds|br",
  "(?:(?:vielen )?dank|danke) und (?:viele|beste|freundliche|liebe) gr(?:ü|ue)(?:ß|ss)e|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|freundliche|liebe|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|vielen dank|danke",
  "(?:belle|bonne) (?:journée|réception|soirée)|à bientôt|(?:bien )?cordialement|bien à vous|merci(?: d'avance)?|salutations distinguées",
  "(?:cordiali|distinti) saluti|grazie(?: e saluti)?|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|muchas gracias|atenciosamente|(?:com os )?(?:melhores )?cumprimentos|obrigad[oa]",
  "met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|(?:med )?v[eä]n(?:n)?lig(?:a)? (?:hilsen|hälsning(?:ar)?)|mvh|hilsen|tack(?: på förhand)?",
  "pozdrawiam|z poważaniem|dziękuję|s pozdravem|děkuji|ďakujem|с уважением|спасибо|з повагою",
];
const FAREWELLS_HAN =
  "此致|敬礼|敬禮|谢谢|謝謝|多谢|祝商祺|よろしくお願い(?:いた|致)?します|顺祝商祺|順頌商祺|商祺|祝好";
const CLOSING = new RegExp(
  `^\\s*(?:--+|_{3,}|(?:${FAREWELLS.join("|")})(?!-?[\\p{L}\\p{N}])|(?:${FAREWELLS_HAN}))(?<mark>[\\s,，.!！。—-]*)(?<name>.{0,60})$`,
  "iu",
);

const SIGNATURE_LINES_MAX = 14;
const COMPANY_WORDS_MAX = 5;

export const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const PHONE =
  /(?<label>(?:tel(?:efon|ephone)?|phone|mobile|mobil|handy|cell|office|t|m|p|电话|電話|手机|手機)[.:：\s]*)?(?<number>\+?\(?\d[\d ()/.–-]{6,22}\d)/giu;

/** Reads the signature of a text, found by the last closing formula that something stands under. */
export function readSignature(lines: readonly Span[], country: string | null): Signature | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    const name = closingAt(lines, at);
    if (name === null) continue;
    const under = lines
      .slice(at + 1)
      .map(trimmed)
      .filter((line) => !isBlank(line));
    if (under.length > SIGNATURE_LINES_MAX || under.some(isGoods)) return null;
    // A line drawn above the sum closes no letter.
    if (under.some(({ text }) => isClosingText(text))) continue;
    const block = [...(name.text === "" ? [] : [name]), ...under];
    if (block.length > 0)
      return readBlock(
        block.filter((line) => !CHATTER.test(line.text)),
        at,
        country,
      );
  }
  return closelessSignature(lines, country);
}

/** No closing formula: a last paragraph that begins with a person and names a company or a number. */
function closelessSignature(lines: readonly Span[], country: string | null): Signature | null {
  const last = lines.findLastIndex((line) => !isBlank(line) && !CHATTER.test(line.text));
  const gap = lines.slice(0, last + 1).findLastIndex(isBlank);
  const paragraph = lines.slice(gap + 1, last + 1).map(trimmed);
  // A sentence may stand right above the name.
  const from = paragraph.findIndex(
    (line, at) =>
      isPersonName(partsOf(line)[0]?.text ?? "") &&
      (at === 0 || /[.!?]$/.test(paragraph[at - 1]?.text ?? "")),
  );
  // A company with somebody of it below, as Chinese letters end.
  const isOfCompany =
    isCompany(paragraph[0]?.text ?? "") &&
    paragraph.slice(1).some((line) => partsOf(line).some(({ text }) => isPersonName(text)));
  const block = paragraph.slice(Math.max(0, from));
  const [first] = block;
  if (gap < 1 || first === undefined || !(isOfCompany || from >= 0) || block.length > SIGNATURE_LINES_MAX)
    return null;
  const isSigned =
    isOfCompany || block.slice(1).some((line) => isCompany(line.text) || phonesIn(line, true).length > 0);
  return isSigned && !block.some(isGoods) ? readBlock(block, gap + 1 + Math.max(0, from), country) : null;
}

/** The name behind a closing formula, perhaps empty; null if the line is none ("Thanks for the goods"). */
function closingAt(lines: readonly Span[], at: number): Span | null {
  const line = lines[at];
  const groups = line === undefined ? undefined : CLOSING.exec(line.text)?.groups;
  if (line === undefined || groups === undefined) return null;
  const { mark = "", name = "" } = groups;
  const isName = /[,，—-]/.test(mark) || isPersonName(name) || /^\p{Lu}\p{Ll}+$/u.test(name.trim());
  return name === "" || isName ? within(line, line.text.length - name.length) : null;
}

/** Goods under a "Thanks!" mean that the letter has only begun. */
function isGoods(line: Span): boolean {
  return patternPieces(line, null) !== null || /(?:^|\s)\d+\s*[x×]\s/.test(line.text);
}

interface Draft {
  contactName: Span | null;
  company: Span | null;
  department: Span | null;
  phones: Span[];
  emails: Span[];
  /** Lines that may be an address. */
  places: Span[];
}

function readBlock(block: readonly Span[], from: number, country: string | null): Signature {
  const draft: Draft = {
    contactName: null,
    company: null,
    department: null,
    phones: [],
    emails: [],
    places: [],
  };
  for (const line of block) readLine(line, draft);
  const { places, ...known } = draft;
  const [first] = places;
  const value =
    first === undefined
      ? null
      : readAddress(
          places.map(({ text }) => text),
          country,
        );
  const last = places.at(-1);
  const span =
    first === undefined || last === undefined ? null : { text: "", start: first.start, end: last.end };
  return { ...known, from, address: value === null || span === null ? null : { value, span } };
}

function readLine(line: Span, draft: Draft): void {
  const emails = spansOf(line, EMAIL);
  draft.emails.push(...emails);
  const isFax = /^(?:tele)?fax|^传真|^傳真/iu.test(line.text);
  const phones = isFax ? [] : phonesIn(line, true);
  draft.phones.push(...phones);
  if (emails.length > 0 || phones.length > 0 || isFax) return;
  // "Sr. Executive - Purchase": what somebody is called there is no company.
  const all = partsOf(line);
  const isTitle = all.some(({ text }) => isRole(text));
  const parts = isTitle ? all.filter(({ text }) => isCompany(text) || isPersonName(text)) : all;
  const named = parts.map((part) => assign(part, draft, parts.length));
  if (named.includes(false)) draft.places.push(line);
}

/** Gives one piece of the block its meaning; false if it may be part of an address. */
function assign(part: Span, draft: Draft, partsOnLine: number): boolean {
  // A name that is printed again under the address is no line of it.
  if (part.text === draft.contactName?.text) return true;
  if (draft.contactName === null && isPersonName(part.text)) {
    draft.contactName = part;
  } else if (isDepartment(part.text)) {
    draft.department ??= part;
  } else if (isRole(part.text)) {
    return true;
  } else if ((isCompany(part.text) || part.text.includes("&")) && !/^\d/.test(part.text)) {
    draft.company ??= part;
  } else if (draft.contactName === null && draft.company === null && isShortName(part.text)) {
    draft.contactName = part;
  } else if (
    draft.company === null &&
    draft.places.length === 0 &&
    isShortName(part.text) &&
    partsOnLine <= 4
  ) {
    draft.company = part;
  } else {
    return false;
  }
  return true;
}

function isShortName(text: string): boolean {
  return !/\d/.test(text) && text.split(/\s+/).length <= COMPANY_WORDS_MAX && /^\p{L}/u.test(text);
}

/** Pieces of a signature line. "Co., Ltd." and "Inc., Denver" part at the right comma only. */
function partsOf(line: Span): Span[] {
  const parts: Span[] = [];
  let from = 0;
  for (const gap of line.text.matchAll(
    /\s*[,，](?!\s*(?:ltd|inc|llc|gmbh)\b)\s*|\s+[|·•/–-]\s+|\s{3,}|\u3000|(?<=[部科处處课課]) (?=\p{Script=Han})/giu,
  )) {
    parts.push(within(line, from, gap.index));
    from = gap.index + gap[0].length;
  }
  parts.push(within(line, from));
  return parts.map(trimmed).filter(({ text }) => text !== "");
}

/** Phone numbers of a line; a fax number beside them is none. */
export function phonesIn(line: Span, alone = false): Span[] {
  return [...line.text.matchAll(PHONE)].flatMap((match) => {
    const { label = "", number = "" } = match.groups ?? {};
    const before = line.text.slice(0, match.index + label.length);
    const digits = number.replace(/\D/g, "").length;
    if (/(?:fax|传真|傳真)[.:：\s]*$/iu.test(before) || digits < 7 || digits > 15) return [];
    const isLabeled = label !== "" && !/\p{L}$/u.test(line.text.slice(0, match.index));
    const isWholeLine = alone && digits >= 9 && number.length === line.text.trim().length;
    if (!isLabeled && !isWholeLine && !number.startsWith("+") && !/^\(?0\d/.test(number)) return [];
    const at = match.index + match[0].length - number.length;
    return [within(line, at, at + number.length)];
  });
}

function spansOf(line: Span, shape: RegExp): Span[] {
  return [...line.text.matchAll(shape)].map((match) =>
    within(line, match.index, match.index + match[0].length),
  );
}
