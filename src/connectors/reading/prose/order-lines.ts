import type { DecimalMark } from "../../../domain/decimal.js";
import { groupBy } from "../../../domain/group-by.js";
import { headingsOver, ruledPieces } from "../tables/ruled-row.js";
import type { LabeledValue } from "./labeled-values.js";
import { type Label, LINE_LABELS } from "./labels.js";
import { type LinePieces, type LineReading, lineFrom, namedArticle } from "./line-draft.js";
import { NUMBER, SKU, UNIT } from "./order-words.js";
import { announces, besideGoods, readProse } from "./prose-lines.js";
import { patternPieces } from "./row-patterns.js";
import { isBlank, type Span, trimmed, within } from "./text-lines.js";
import { readTextTables } from "./text-tables.js";

export interface OrderLines {
  /** Lines of tables and of labeled items. */
  readonly readings: readonly LineReading[];
  /** Days of delivery that stand in tables. */
  readonly days: readonly Span[];
  /** Rows of tables that could not be read. */
  readonly doubts: readonly string[];
  /** True if the line of text belongs to the goods, so that no address reaches into it. */
  isGoods(line: Span): boolean;
  /** Lines in sentences and bare rows, outside the lines of text that speak of something else. */
  proseOutside(taken: ReadonlySet<number>): readonly LineReading[];
}

/** Finds the order lines of a text: in tables, in labels, in sentences. */
export function readOrderLines(
  lines: readonly Span[],
  values: readonly LabeledValue[],
  mark: DecimalMark | null,
): OrderLines {
  const tables = readTextTables(lines, mark);
  const inTables = new Set(tables.flatMap(({ taken }) => taken));
  const rows = rowsWithLabels(lines, values);
  const apart = values.filter(({ line }) => !inTables.has(line) && !rows.has(line));
  const items = labeledItems(apart, mark);
  const labeled = new Set(
    apart.filter(({ bare, value }) => !bare && value.text !== "").map(({ line }) => line),
  );
  const ahead = goodsAhead(lines, apart);
  const announced = announcedLines(lines);
  const headings = headingsOver(lines);
  const quoted = values
    .filter(({ bare }) => bare)
    .map(({ labelSpan, value }) => ({ start: labelSpan.start, end: value.end }));
  const goodsStarts = new Set([...inTables].map((at) => lines[at]?.start));
  return {
    days: tables.flatMap(({ days }) => days),
    doubts: tables.flatMap(({ doubts }) => doubts),
    readings: [...tables.flatMap(({ readings }) => readings), ...items],
    isGoods: (line) =>
      goodsStarts.has(line.start) || COUNTED_ARTICLE.test(line.text) || patternPieces(line, null) !== null,
    proseOutside(taken) {
      const isOther = (line: Span, at: number): boolean =>
        inTables.has(at) || labeled.has(at) || taken.has(at) || isBlank(line);
      const found = lines.map((whole, at): readonly LineReading[] => {
        const line = ahead.get(at) ?? whole;
        if (!ahead.has(at) && isOther(line, at)) return [];
        const ruled = ruledPieces(line, headings[at] ?? []);
        if (ruled === "OTHER") return [];
        if (ruled !== null) return doubted(line, [lineFrom(ruled, "row", mark)]);
        const row = patternPieces(line, null);
        if (row !== null && !isSentence(row.description?.text ?? ""))
          return doubted(line, [lineFrom(row, "row", mark)]);
        const read = sentencesOf(without(line, quoted)).flatMap((sentence) => readProse(sentence, mark));
        return read.length > 0 ? doubted(line, read) : unreadItem(line, mark);
      });
      const hasGoods = (at: number): boolean => inTables.has(at) || (found[at]?.length ?? 0) > 0;
      return lines.flatMap((line, at): readonly LineReading[] => {
        const read = found[at] ?? [];
        if (read.length > 0 || isOther(line, at)) return read;
        return announced.has(at) || hasGoods(at - 1) || hasGoods(at + 1) ? besideGoods(line, mark) : [];
      });
    },
  };
}

/** "We order 5 x TL-1001. Delivery address: …": what stands ahead of a label, on lines whose labels speak of no goods. */
function goodsAhead(lines: readonly Span[], values: readonly LabeledValue[]): ReadonlyMap<number, Span> {
  const ahead = new Map<number, Span>();
  for (const [at, ofLine] of groupBy(values, ({ line }) => line)) {
    const line = lines[at];
    const [first] = ofLine.filter(({ bare }) => !bare);
    if (line === undefined || first === undefined || ofLine.some(({ label }) => isItemLabel(label))) continue;
    const before = within(line, 0, Math.max(0, first.labelSpan.start - line.start));
    if (ARTICLE.test(before.text) && /[.!?;,。；，]\s*$/u.test(before.text)) ahead.set(at, before);
  }
  return ahead;
}

/** Words that take one value back and put another in its place. */
const TAKEN_BACK =
  /->|=>|→|➜|(?<!\p{L})(?:instead of|rather than|statt|anstatt|anstelle|au lieu de|en lugar de)(?!\p{L})|改为|改成|改為/iu;

/** Words by which somebody does not want goods. */
const NOT_WANTED =
  /(?<!\p{L})(?:(?:do not|don['’]?t|not|no longer) (?:\p{L}+ ){0,2}(?:ship|send|order|deliver|need|want|supply|require)|(?:nicht|keine?n?)(?: \S+){0,4} (?:liefern|senden|schicken|bestellen|benötigt?|benötigen|brauchen)|cancel\p{L}*|storn\p{L}*|annul\p{L}*)(?!\p{L})|不要|取消/iu;

/** "10 cartons -> 12 cartons", "do not ship TL-1 x 5 yet": what is meant, a person has to say. */
function doubted(line: Span, readings: readonly LineReading[]): readonly LineReading[] {
  const isTakenBack = TAKEN_BACK.test(line.text);
  if (!isTakenBack && !NOT_WANTED.test(line.text)) return readings;
  const doubt = `"${trimmed(line).text}" ${isTakenBack ? "says two things" : "may say that goods are not wanted"}.`;
  return readings.map((reading) => ({ ...reading, doubts: [...reading.doubts, doubt] }));
}

/** "1) CG-2000 - Copper gasket - Qty: 12": the labels of such a line say how many there are of what stands before them. */
function rowsWithLabels(lines: readonly Span[], values: readonly LabeledValue[]): ReadonlySet<number> {
  const byLine = groupBy(
    values.filter(({ bare }) => !bare),
    ({ line }) => line,
  );
  const rows = [...byLine].filter(([at, ofLine]) => {
    const [first] = ofLine;
    const line = lines[at];
    if (first === undefined || line === undefined || !ofLine.every(({ label }) => COUNTS.has(label)))
      return false;
    const before = line.text.slice(0, first.labelSpan.start - line.start);
    return /[\p{L}\p{N}]{3}/u.test(before) || ofLine.some(({ value }) => ARTICLE.test(value.text));
  });
  return new Set(rows.map(([at]) => at));
}

const ARTICLE = new RegExp(SKU, "u");
/** "5 Stück TL-1001" at the head of a line. */
const COUNTED_ARTICLE = new RegExp(`^\\s*(?:[-*•·]\\s*)?(?:${NUMBER})\\s*(?:[x×]|${UNIT})\\s*${SKU}`, "iu");
const COUNTS: ReadonlySet<Label> = new Set(["quantity", "unit", "unitPrice"]);

/** The lines right under one that announces a list, up to the next empty one. */
function announcedLines(lines: readonly Span[]): ReadonlySet<number> {
  const announced = new Set<number>();
  let list: "none" | "due" | "begun" = "none";
  for (const [at, line] of lines.entries()) {
    if (isBlank(line)) {
      if (list === "begun") list = "none";
      continue;
    }
    if (list !== "none") {
      announced.add(at);
      list = "begun";
    }
    if (announces(line)) list = "due";
  }
  return announced;
}

/** An item of a list or a row that begins with an article, and nobody knows how many of it. */
const ITEM = new RegExp(
  `^\\s*(?:[-*•·]\\s*)?(?:\\d{1,4}[.)]\\s+)?(?<sku>${SKU})(?:\\s{2,}|\\t|\\s*[|–]|\\s+-\\s|\\s*$)`,
  "u",
);

/** An item of a list with marks that names an article anywhere: whatever else it says, it is not passed over. */
const MARKED_ITEM = new RegExp(`^\\s*[-*•·]\\s.*?(?<sku>${SKU})`, "u");

function unreadItem(line: Span, mark: DecimalMark | null): LineReading[] {
  const sku = (ITEM.exec(line.text) ?? MARKED_ITEM.exec(line.text))?.groups?.sku;
  if (sku === undefined) return [];
  const at = line.text.indexOf(sku);
  return [lineFrom({ sku: within(line, at, at + sku.length) }, "row", mark)];
}

const isSentence = (description: string): boolean =>
  READS_AS_SENTENCE.test(description) || COUNTS_ANOTHER.test(description);

/** A "description" with these in it swallowed a quantity or a price: the line is a sentence. */
const READS_AS_SENTENCE =
  /[,;:@，；：]|(?<!\p{L})(?:qty|quantity|menge|anzahl|数量|x|×|at|à|je|zu)\.?\s*$|(?<!\p{L})(?:at|à|á|je|zu|for)\s+\S*\s?\d/iu;
/** Nor does one name another article with its count: "TL-1001 / 5 x TL-1002". */
const COUNTS_ANOTHER = new RegExp(`(?<![\\p{L}\\p{N}.,-])\\d+\\s*(?:[x×]\\s*)?(?:${UNIT}\\s*)?${SKU}`, "u");

/** The line with labels and their values blanked out: "PO HSB-7718" is no article. */
function without(line: Span, quoted: readonly Pick<Span, "start" | "end">[]): Span {
  const inside = quoted.filter(({ start, end }) => start >= line.start && end <= line.end);
  const text = inside.reduce((kept, { start, end }) => {
    const [from, to] = [start - line.start, end - line.start];
    return kept.slice(0, from) + ";".padEnd(to - from, " ") + kept.slice(to);
  }, line.text);
  return { ...line, text };
}

/** The dot of "réf. TL-1001", "Art.-Nr. TL-1001" or "10 St. TL-1001" ends no sentence. */
const SENTENCE_END =
  /(?<=[\p{L}\d)]{2})(?<!(?<!\p{L})(?:[Rr]éf|[Rr]ef|[Cc]od|[Aa]rt|[Nn]r|[Nn]o|[Ss]tk|[Pp]os|St(?:c?k)?|[Pp]cs?|[Cc]tns?|Krt|Kt|Pck|[Uu]ds?|[Pp]z|[Ss]zt|ks|шт))[.!?](?=\s+\p{Lu}|\s*$)|[。！？]/gu;

function sentencesOf(line: Span): Span[] {
  const sentences: Span[] = [];
  let from = 0;
  for (const stop of line.text.matchAll(SENTENCE_END)) {
    sentences.push(within(line, from, stop.index));
    from = stop.index + stop[0].length;
  }
  return [...sentences, within(line, from)].filter((sentence) => !isBlank(sentence));
}

type ItemLabel = Extract<Label, "sku" | "description" | "quantity" | "unit" | "unitPrice">;

/** Items written as labels, one under the other: "Item: TL-1001", "Qty: 3", "Price: 18.50". */
function labeledItems(values: readonly LabeledValue[], mark: DecimalMark | null): LineReading[] {
  const items: Partial<Record<ItemLabel, Span>>[] = [];
  for (const { label, value } of values) {
    if (!isItemLabel(label) || value.text === "") continue;
    const current = items.at(-1);
    if (current === undefined || current[label] !== undefined) items.push({ [label]: value });
    else current[label] = value;
  }
  return items
    .filter(
      (item) => item.quantity !== undefined && (item.sku !== undefined || item.description !== undefined),
    )
    .map(withUnit)
    .map((item) => (item.description === undefined ? { ...item, ...namedArticle(item.sku) } : item))
    .map((item) => lineFrom(item, "labels", mark));
}

const COUNTED = new RegExp(`^\\s*(?:${NUMBER})\\s*(?<unit>${UNIT})\\s*$`, "diu");

/** "Quantity: 3 pcs" states the unit as well. */
function withUnit(item: Partial<Record<ItemLabel, Span>>): LinePieces {
  const unit = COUNTED.exec(item.quantity?.text ?? "")?.indices?.groups?.unit;
  if (item.quantity === undefined || item.unit !== undefined || unit === undefined) return item;
  return { ...item, unit: within(item.quantity, ...unit) };
}

function isItemLabel(label: Label): label is ItemLabel {
  return LINE_LABELS.has(label);
}
