import { isCompany, isDepartment, isPersonName } from "./order-words.js";
import { foundIn, type Span, trimmed, within } from "./text-lines.js";

/** "Moser, Karin", as address books have it. */
const LAST_NAME_FIRST = /^([^,]{1,60}), ([^,]{1,60})$/;

/** A person and no company. */
export const isPerson = (text: string): boolean =>
  isPersonName(text.replace(LAST_NAME_FIRST, "$2 $1")) && !isCompany(text);

/** "Yunfan Tech (YF-0071)", "深圳市云帆科技有限公司 采购部": a name with more behind it. */
export function partsOf(span: Span | undefined) {
  const none = { name: null, code: null, department: null, span: null as Span | null };
  if (span === undefined) return none;
  const code =
    /\s*[(（[]\s*(?:(?:[Cc]ustomer|[Aa]ccount|[Cc]ust\.?|[Kk]unden|[Kk]d\.?|[Kk]lant|[Cc]liente?)[ -]?)?(?:[Nn]o\.?|[Nn]r\.?|[Nn]umber|[Cc]ode|[Ii][Dd]|[Nn]ummer|n°)?\s*:?\s*((?=[^()]*\d)[\p{Lu}\d][\p{Lu}\d-]{2,19})\s*[)）\]]\s*$/u.exec(
      span.text,
    );
  const plain = code === null ? span : within(span, 0, code.index);
  const pieces = pieceSpans(plain);
  const department =
    pieces.length > 1 ? pieces.find((piece, at) => at > 0 && isDepartment(piece.text)) : undefined;
  const [first] = pieces;
  const withAddress =
    pieces.length > 1 && first !== undefined && (isCompany(first.text) || department !== undefined);
  const nameSpan = withAddress ? first : trimmed(plain);
  const codeAt = code === null ? -1 : span.text.lastIndexOf(code[1] ?? "");
  return {
    name: nameSpan.text === "" ? null : foundIn(nameSpan, "label customerName"),
    code:
      code === null
        ? null
        : foundIn(within(span, codeAt, codeAt + (code[1] ?? "").length), "code behind the name"),
    department: department === undefined ? null : foundIn(department, "department behind the name"),
    span: nameSpan,
  };
}

/** A name's comma before "Ltd." is part of it; any other comma, slash or bar ends it. */
function pieceSpans(span: Span): Span[] {
  const pieces: Span[] = [];
  let from = 0;
  for (const gap of span.text.matchAll(
    /\s*[,，](?!\s*(?:ltd|inc|llc|gmbh)\b)\s*|\s+[/|–-]\s+|(?<=(?:公司|学校|医院))\s+/giu,
  )) {
    pieces.push(within(span, from, gap.index));
    from = gap.index + gap[0].length;
  }
  pieces.push(within(span, from));
  return pieces.map(trimmed).filter(({ text }) => text !== "");
}
