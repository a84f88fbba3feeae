import type { DecimalMark } from "../../../domain/decimal.js";
import { COUNT, countOf, isArticleWord } from "./count-words.js";
import { type LinePieces, type LineReading, lineFrom } from "./line-draft.js";
import { INTRODUCED_SKU, isOrderNumber, LETTER, NUMBER, SHORT_SKU, SKU, UNIT, VAGUE } from "./order-words.js";
import {
  AFTER,
  ASKING,
  BEFORE,
  BEFORE_DESCRIBED,
  BEFORE_LABELED,
  BEFORE_NAMED,
  CALLED,
  CURRENCY,
  NO_ARTICLE,
  OF,
  OTHER_NUMBER,
  PRICE,
  PRICE_EACH,
  TIMES,
} from "./prose-patterns.js";
import { type Span, trimmed, within } from "./text-lines.js";

/** What is an article by its shape alone comes first; then one that is called so. */
const ARTICLES = [new RegExp(SKU, "gu"), new RegExp(INTRODUCED_SKU, "giu"), new RegExp(SHORT_SKU, "gu")];

/** Reads the order lines of one line of running text. */
export function readProse(line: Span, mark: DecimalMark | null): LineReading[] {
  const articles = ARTICLES.reduce<Span[]>(
    (found, shape) => (found.length > 0 ? found : articlesIn(line, shape)),
    [],
  );
  if (articles.length === 0) return nameless(line, mark);
  const asks = ASKING.test(line.text);
  const used: number[] = [];
  const readings = articles.flatMap((sku, at): LineReading[] => {
    const from = at === 0 ? line.start : (articles[at - 1]?.end ?? line.start);
    const to = articles[at + 1]?.start ?? line.end;
    const before = within(line, from - line.start, sku.start - line.start);
    const after = untilNextItem(
      within(line, sku.end - line.start, to - line.start),
      at + 1 < articles.length,
    );
    const pieces = withSureCount(around(before, sku, after), before, asks);
    const isCounted = pieces.quantity !== undefined || pieces.vague !== undefined;
    if (!isCounted && (!asks || OTHER_NUMBER.test(before.text))) return [];
    used.push(sku.start, pieces.quantity?.start ?? sku.start);
    return [lineFrom(pieces, "sentence", mark)];
  });
  return [...readings, ...namelessBeside(line, used, mark)];
}

/**
 * A count that is written out counts where somebody asks for goods, where a unit follows it, or at the head of an item;
 * an article such as "ein" only before a unit.
 */
function withSureCount(pieces: LinePieces, before: Span, asks: boolean): LinePieces {
  const { quantity, unit, ...others } = pieces;
  if (quantity === undefined || unit !== undefined || countOf(quantity.text) === null) return pieces;
  const isHead = /^[\s\-*•·]*$/.test(before.text.slice(0, Math.max(0, quantity.start - before.start)));
  return (asks || isHead) && !isArticleWord(quantity.text) ? pieces : others;
}

const articlesIn = (line: Span, shape: RegExp): Span[] =>
  [...line.text.matchAll(shape)]
    .filter(([sku]) => !isOrderNumber(sku))
    .map((match) => within(line, match.index, match.index + match[0].length));

/** "3 x TL-1001 and some pallet wrap": goods without a number beside goods that have one. */
function namelessBeside(line: Span, used: readonly number[], mark: DecimalMark | null): LineReading[] {
  if (used.length === 0) return [];
  const readings: LineReading[] = [];
  for (const match of line.text.matchAll(
    /(?:^|,|;|，|、|(?<!\p{L})(?:and|und|plus|et|also)(?!\p{L})|以及|和)\s*([^,;，、]+?)(?=,|;|，|、|(?<!\p{L})(?:and|und|plus|et|also)(?!\p{L})|以及|$)/giu,
  )) {
    const [whole, item = ""] = match;
    const span = within(line, match.index + whole.length - item.length, match.index + whole.length);
    const isTaken = used.some((at) => at >= span.start && at < span.end);
    if (!isTaken && NAMELESS_START.test(span.text)) readings.push(...nameless(span, mark, true));
  }
  return readings;
}

const NAMELESS_START = new RegExp(`^\\s*(?:${VAGUE}|(?:${COUNT})\\s*(?:[x×]|${UNIT}))(?!\\p{L})`, "iu");

/** "3 x TL-1001 and 2 x TL-1002": the second quantity belongs to the second article. */
function untilNextItem(after: Span, hasNext: boolean): Span {
  if (!hasNext) return after;
  const ahead = BEFORE.exec(after.text)?.indices?.groups ?? {};
  const named = BEFORE_NAMED.exec(after.text)?.indices?.groups ?? {};
  const starts = [ahead.vague, ahead.quantity, named.quantity].flatMap((index) => index?.slice(0, 1) ?? []);
  return starts.length === 0 ? after : within(after, 0, Math.min(...starts));
}

function around(before: Span, sku: Span, after: Span): LinePieces {
  const priced = PRICE.exec(after.text) ?? PRICE_EACH.exec(after.text);
  const price = priced?.indices?.groups?.price;
  const unitPrice = pieceAt(after, price);
  const described = BEFORE_DESCRIBED.exec(before.text)?.indices?.groups;
  if (described !== undefined) return { sku, unitPrice, ...namedAhead(before, described) };
  const ahead = (BEFORE_LABELED.exec(before.text) ?? BEFORE.exec(before.text))?.indices?.groups ?? {};
  const counted = pieceAt(before, ahead.quantity);
  const quantity = counted !== undefined && isPosition(before, counted) ? undefined : counted;
  const vague = pieceAt(before, ahead.vague)?.text;
  if (quantity !== undefined || vague !== undefined) {
    const unit = pieceAt(before, ahead.unit);
    return { sku, quantity, vague, unit, unitPrice, description: describing(after, after.text.length) };
  }
  const named = BEFORE_NAMED.exec(before.text)?.indices?.groups;
  const goods = named === undefined ? undefined : namedAhead(before, named);
  if (goods !== undefined && !isNoCount(goods)) return { sku, unitPrice, ...goods };
  const priceFrom = priced?.index ?? after.text.length;
  const { description = calledAhead(before), ...rest } = behind(after, priceFrom);
  return { sku, unitPrice, description, ...rest };
}

const namedAhead = (before: Span, groups: Readonly<Record<string, [number, number]>>): LinePieces => ({
  quantity: pieceAt(before, groups.quantity),
  unit: pieceAt(before, groups.unitA ?? groups.unitB),
  description: pieceAt(before, groups.description),
});

/** "Two Rivers labels" is a name, and "one question about TL-1001" counts no goods. */
const isNoCount = ({ quantity, description }: LinePieces): boolean =>
  countOf(quantity?.text ?? "") !== null &&
  (/^\p{Lu}/u.test(quantity?.text ?? "") ? /^\p{Lu}/u : ABOUT).test(description?.text ?? "");

const ABOUT =
  /(?<!\p{L})(?:about|regarding|concerning|on|for|from|with|to|in|zu[mr]?|über|für|mit|bezüglich|sur|pour|avec|sobre|con|para|per|su)(?!\p{L})/iu;

/** "Pos 1: TL-1001", "2) TL-1002": the place of a line is no count. */
const isPosition = (before: Span, number: Span): boolean =>
  /^\s*[:：.)）]/.test(before.text.slice(number.end - before.start)) ||
  /(?<!\p{L})(?:pos(?:ition|\.)?|item|line|zeile|ligne|no\.?|nr\.?|#)\s*$/iu.test(
    before.text.slice(0, number.start - before.start),
  );

/** "Steel washer M8 (SW-8) x 40", "2. Steel washer (art. no. SW-8), 40 pieces": the name ahead of its number in brackets. */
const NAME_AHEAD = new RegExp(
  `^\\s*(?:[-*•·]\\s*)?(?:\\d{1,3}[.)]\\s+)?(?<description>\\p{L}[^,;:()（）[\\]［］]{1,100}?)\\s*[([（［]\\s*${CALLED}?$`,
  "diu",
);

/** "1、标签打印机 TL-1001，3台": Chinese has the name right ahead of the number. */
const HAN_AHEAD =
  /(?:^|[，,；;：:])\s*(?:\d{1,2}[、.)）]\s*)?(?<description>\p{Script=Han}[\p{Script=Han}\w]{1,20})\s*[(（]?$/du;

function calledAhead(before: Span): Span | undefined {
  const named = NAME_AHEAD.exec(before.text) ?? HAN_AHEAD.exec(before.text);
  const name = pieceAt(before, named?.indices?.groups?.description);
  return name === undefined || ASKING.test(name.text) ? undefined : name;
}

/** Quantity and description behind the article number, in either order with the price. */
function behind(after: Span, priceFrom: number): LinePieces {
  const match = AFTER.exec(after.text.slice(0, priceFrom)) ?? AFTER.exec(after.text);
  const groups = match?.indices?.groups ?? {};
  const quantity = pieceAt(after, groups.a ?? groups.b ?? groups.c ?? groups.d);
  const vague = pieceAt(after, groups.vagueA ?? groups.vagueC)?.text;
  const unit = pieceAt(after, groups.unitA ?? groups.unitB ?? groups.unitC);
  return { quantity, vague, unit, description: describing(after, match?.index ?? after.text.length) };
}

const DESCRIPTION_END =
  /\s*(?:[,;:：，；。!?！？()（）@]|\.(?:\s|$)|(?<!\p{L})(?:qty|quantity|menge|and|und|et|ainsi|at|à|zu|zum|bis|je|please|bitte|by|for|from|to|plus|as well|is|are|was|were|ist|sind|na adres|asap|deliver(?:y|ed)?|liefer\p{L}*|para|pour)(?!\p{L})|数量|和|以及|\s(?:y|i|og|och)\s(?=\d)|\sy\s|\s[–-]\s|$)/iu;

/** The words right behind an article number, up to whatever ends a description. */
function describing(after: Span, limit: number): Span | undefined {
  const from = /^[\s(（,:：–-]*/u.exec(after.text)?.[0].length ?? 0;
  // "(pair)" and "(box)" belong to the name of an article; an open bracket ends it.
  const text = after.text
    .slice(from, Math.max(from, limit))
    .replace(/\([^()]{1,30}\)/g, (note) => (PRICED.test(note) ? note : "x".repeat(note.length)));
  const end = DESCRIPTION_END.exec(text)?.index ?? text.length;
  const span = trimmed(within(after, from, from + end));
  return /\p{L}{2}/u.test(span.text) && !AMOUNT.test(span.text) ? span : undefined;
}

/** "(7,20 EUR/Karton)" is no part of a name. */
const PRICED = new RegExp(`${CURRENCY}\\s*\\d|\\d\\s*${CURRENCY}`, "iu");

/** "$18.50 each" describes no article. */
const AMOUNT = new RegExp(`^${CURRENCY}\\s*\\d|^(?:${NUMBER})\\s*${CURRENCY}`, "iu");

/** "2.5 kg bag of cement": how much one of them holds stands ahead of the name. */
const MEASURE = "\\d{1,4}(?:[.,]\\d{1,2})?\\s?(?:kg|g|ml|cl|l|mm|cm|m)";

const NAMELESS = new RegExp(
  `(?:(?<vague>(?<![\\p{L}])(?:${VAGUE}))|(?<![${LETTER}\\p{N}.,/-])(?<quantity>${COUNT})\\s*(?:${TIMES}(?=\\s)|(?<unit>${UNIT})))\\s*(?:${UNIT}\\s+(?:of|von|de)(?=\\s))?${OF}\\s*(?<description>(?:${MEASURE}\\s)?\\p{L}[^,;.!?@()\\n]{2,80})`,
  "diu",
);

const NAMELESS_ITEM = new RegExp(
  `^\\s*(?:[-*•·]\\s*)?(?:\\d{1,3}[.)]\\s+)?(?:(?<sku>\\d{4,}(?:-\\d+)*)\\s*[-–:,]?\\s+)?(?<description>\\p{L}[^;!?@\\n]{2,80}?)` +
    `(?:\\s*[,:–-]?\\s*(?<![\\p{L}\\p{N}])[x×]\\s*(?<a>${NUMBER})\\s*(?<unitA>${UNIT})?|\\s*[,:：–-]?\\s+(?<b>${NUMBER})\\s*(?<unitB>${UNIT})` +
    `|[\\s,:–-]+(?:qty|quantity|menge|anzahl|quantité|数量)\\s*[:：.=]?\\s*(?<c>${NUMBER})\\s*(?<unitC>${UNIT})?)\\s*$`,
  "diu",
);

/** "- 12 A4 paper 80g": an item of a list that begins with a count. */
const COUNTED_ITEM = new RegExp(
  `^\\s*[-*•·]\\s*(?<quantity>${COUNT})\\s+(?!${NO_ARTICLE})(?<description>\\p{L}[^;!?@\\n]{2,80})$`,
  "diu",
);

/** A line beside lines of goods that counts something, too: "Bolt M8x30 x 100". It is ordered, whatever its number is. */
export function besideGoods(line: Span, mark: DecimalMark | null): LineReading[] {
  const groups = NAMELESS_ITEM.exec(line.text)?.indices?.groups;
  if (groups === undefined && NAMELESS_START.test(line.text)) return nameless(line, mark, true);
  if (groups === undefined) {
    const item = COUNTED_ITEM.exec(line.text)?.indices?.groups;
    const pieces = { quantity: pieceAt(line, item?.quantity), description: pieceAt(line, item?.description) };
    return item === undefined ? [] : [lineFrom(pieces, "row", mark)];
  }
  const sku = pieceAt(line, groups.sku);
  const description = pieceAt(line, groups.description);
  const quantity = pieceAt(line, groups.a ?? groups.b ?? groups.c);
  const unit = pieceAt(line, groups.unitA ?? groups.unitB ?? groups.unitC);
  return [lineFrom({ sku, description, quantity, unit }, "row", mark)];
}

/** True of words that announce a list: "please send us:". */
export const announces = (line: Span): boolean => /[:：]\s*$/.test(line.text) && ASKING.test(line.text);

/** "5 boxes of thermal labels": goods without an article number. Only where somebody asks for them. */
function nameless(line: Span, mark: DecimalMark | null, asked = false): LineReading[] {
  const isItem = /^\s*(?:[-*•·]\s*)?\d+\s*(?:[x×]\s|\p{L})/u.test(line.text);
  if (!asked && !isItem && !ASKING.test(line.text)) return [];
  const groups = NAMELESS.exec(line.text)?.indices?.groups;
  if (groups === undefined) return [];
  const named = pieceAt(line, groups.description);
  const description = named === undefined ? undefined : describing(named, named.text.length);
  if (description === undefined) return [];
  const vague = pieceAt(line, groups.vague)?.text;
  const quantity = pieceAt(line, groups.quantity);
  return [lineFrom({ description, vague, quantity, unit: pieceAt(line, groups.unit) }, "sentence", mark)];
}

function pieceAt(span: Span, index: readonly [number, number] | undefined): Span | undefined {
  if (index === undefined) return undefined;
  const piece = trimmed(within(span, index[0], index[1]));
  return piece.text === "" ? undefined : piece;
}
