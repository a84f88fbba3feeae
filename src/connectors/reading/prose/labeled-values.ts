import { BLOCK_LABELS, LABEL_BARE, LABEL_COLON, type Label, labelOf } from "./labels.js";
import { cellsOf, isBlank, type Span, trimmed, within } from "./text-lines.js";

/** A label that stood in the text, and what stood after it. */
export interface LabeledValue {
  readonly label: Label;
  readonly labelSpan: Span;
  /** The rest of the line or cell; empty if the value is on the lines below. */
  readonly value: Span;
  /** Index of its line. */
  readonly line: number;
  /** Cell of that line, when several labels share it: their blocks stand side by side. */
  readonly cell: number;
  readonly bare: boolean;
}

/** Labels this short or this common only count at the start of a line or cell. */
const ONLY_AT_START: ReadonlySet<Label> = new Set([
  "vendor",
  "sender",
  "ignored",
  "sku",
  "unit",
  "description",
]);
const SHORT_LABEL_CHARS_MAX = 2;

/** Labels whose value runs on to the end of the line, gaps or not. */
const RUNS_ON: ReadonlySet<Label> = new Set(["note"]);

/** Every labeled value of the text, in order. */
export function labeledValuesOf(lines: readonly Span[]): LabeledValue[] {
  return lines.flatMap((line, index) => {
    if (isBlank(line)) return [];
    const withColon = colonValues(line, index);
    const taken = withColon.length > 0 ? withColon : cellValues(line, index);
    const bare = bareValues(line, index, taken);
    return [...taken.flatMap((value) => nameAndPhone(withoutPhone(value, bare))), ...bare];
  });
}

/** "Contact: Lars Holm Tel +45 33 55 01 20": the number is no part of the name. */
function withoutPhone(value: LabeledValue, bare: readonly LabeledValue[]): LabeledValue {
  const inside = bare.find(({ labelSpan }) => isInside(labelSpan, value.value));
  if (value.label !== "contactName" || inside === undefined) return value;
  const { start } = value.value;
  return { ...value, value: bareEnd(within(value.value, 0, inside.labelSpan.start - start)) };
}

const NAME_AND_PHONE = /^(?<name>.*\p{L}\.?)[,;，；]?\s+(?<phone>\+?[\d(][\d ()/.-]{6,22}\d)$/u;

/** "Contact: Claire Dubois, 04 78 00 11 22": both in one. */
function nameAndPhone(value: LabeledValue): LabeledValue[] {
  const { name, phone } = NAME_AND_PHONE.exec(value.value.text)?.groups ?? {};
  if (value.label !== "contactName" || name === undefined || phone === undefined) return [value];
  const span = within(value.value, value.value.text.length - phone.length);
  return [
    { ...value, value: within(value.value, 0, name.length) },
    { ...value, label: "phone", value: span },
  ];
}

const isInside = (inner: Span, outer: Span): boolean => inner.start > outer.start && inner.end <= outer.end;

/** "Re: Our order 4711" names the order, as the subject of a letter does. */
const SUBJECT = /^(?:re|subject|betreff|objet|oggetto|asunto|assunto|temat)\s*[:：]$/iu;

const mayHold = (outer: LabeledValue, label: Label): boolean =>
  (label === "phone" && outer.label === "contactName") ||
  (label === "poNumber" && SUBJECT.test(outer.labelSpan.text));

function colonValues(line: Span, index: number): LabeledValue[] {
  const marks = [...line.text.matchAll(LABEL_COLON)].flatMap((match) => {
    const label = labelOf(match[1] ?? "");
    if (label === null) return [];
    const before = line.text.slice(0, match.index);
    const atStart = /(?:^|[\t|｜]|\s{2})\s*(?:[-*•·>]\s*|\d{1,2}[.)]\s+)?$/.test(before);
    const short = (match[1] ?? "").length <= SHORT_LABEL_CHARS_MAX && !/\p{Script=Han}/u.test(match[1] ?? "");
    const isCommon = ONLY_AT_START.has(label) && !/\p{Script=Han}/u.test(match[1] ?? "");
    if (!atStart && (short || isCommon || !/[\s,;.)）/，；。]$/u.test(before))) return [];
    return [{ label, from: match.index, valueFrom: match.index + match[0].length }];
  });
  return marks.map(({ label, from, valueFrom }, at) => {
    const rest = within(line, valueFrom, marks[at + 1]?.from ?? line.text.length);
    const value = RUNS_ON.has(label) ? trimmed(rest) : upToGap(rest);
    return {
      label,
      labelSpan: within(line, from, valueFrom),
      value: bareEnd(value),
      line: index,
      cell: at,
      bare: false,
    };
  });
}

/** A form without colons: one cell is exactly a label, and the next is its value. */
function cellValues(line: Span, index: number): LabeledValue[] {
  const all = cellsOf(line);
  // "PURCHASE ORDER   PO Number   4711": the title is no label, though it is the same word.
  const isTitled =
    all.length > 2 && labelOf(all[0]?.text ?? "") === "poNumber" && labelOf(all[1]?.text ?? "") !== null;
  const cells = isTitled ? all.slice(1) : all;
  const labels = cells.map((cell) => (cell.text === "" ? null : labelOf(cell.text)));
  if (
    labels.filter((label) => label !== null).length >= 2 &&
    labels.every((label) => label === null || !BLOCK_LABELS.has(label))
  ) {
    // Two labels side by side without colons head a table; a form alternates labels and values.
    if (labels[0] === null || labels[1] !== null) return [];
  }
  return labels.flatMap((label, at): LabeledValue[] => {
    const labelSpan = cells[at];
    if (label === null || labelSpan === undefined) return [];
    const next = cells[at + 1];
    if (cells.length === 1 ? !BLOCK_LABELS.has(label) || label === "sender" : isLast(labels, at)) return [];
    const value = next === undefined || labels[at + 1] !== null ? within(line, line.text.length) : next;
    return [{ label, labelSpan, value, line: index, cell: at, bare: false }];
  });
}

/** Nothing stands behind the last cell, and under it only beside other blocks: "Vendor   Ship to". */
function isLast(labels: readonly (Label | null)[], at: number): boolean {
  const isBlock = (label: Label | null | undefined): boolean => label != null && BLOCK_LABELS.has(label);
  return at === labels.length - 1 && !(isBlock(labels[at]) && isBlock(labels[at - 1]));
}

function bareValues(line: Span, index: number, taken: readonly LabeledValue[]): LabeledValue[] {
  return LABEL_BARE.flatMap(([label, shape]) =>
    [...line.text.matchAll(shape)].flatMap((match): LabeledValue[] => {
      const [whole, value = ""] = match;
      const at = match.index + whole.length - value.length;
      const span = within(line, at, at + value.length);
      const overlaps = taken.some(
        (other) => other.labelSpan.start < span.end && span.start < other.value.end && !mayHold(other, label),
      );
      if (overlaps) return [];
      return [
        { label, labelSpan: within(line, match.index, at), value: span, line: index, cell: 0, bare: true },
      ];
    }),
  );
}

/** The value up to the next column of the page. A value that starts after a gap keeps that gap out. */
function upToGap(span: Span): Span {
  const inner = trimmed(span);
  const cleaned = /^[|｜]\s*/.exec(inner.text)?.[0].length ?? 0;
  const value = within(inner, cleaned);
  const gap = /\s*(?:[\t|｜]|[ \u00a0]{3,})/.exec(value.text);
  return gap === null ? value : within(value, 0, gap.index);
}

/** Separators between two labeled values on one line belong to neither. */
function bareEnd(value: Span): Span {
  const kept = value.text.replace(/[\s,;，；|]+$/u, "");
  return within(value, 0, kept.length);
}

const BLOCK_LINES_MAX = 8;

/**
 * The lines under a label, up to an empty line, the next label or whatever `stops` says. When other
 * blocks stand beside this one, only its own column is taken.
 */
export function blockUnder(
  lines: readonly Span[],
  head: LabeledValue,
  values: readonly LabeledValue[],
  stops: (line: Span) => boolean,
): Span[] {
  const beside = values.filter(
    (other) => other.line === head.line && BLOCK_LABELS.has(other.label) && !other.bare,
  );
  const column = beside.indexOf(head);
  const labeled = new Set(
    values
      .filter(({ label, bare }) => !bare && label !== "phone" && label !== "email" && label !== "contactName")
      .map(({ line }) => line),
  );
  const block: Span[] = [];
  for (let at = head.line + 1; at < lines.length && block.length < BLOCK_LINES_MAX; at++) {
    const line = lines[at];
    if (line === undefined || labeled.has(at) || (isBlank(line) && (block.length > 0 || at > head.line + 1)))
      break;
    if (isBlank(line)) continue;
    if (stops(line)) break;
    const part = beside.length > 1 ? inColumn(line, beside, column) : trimmed(line);
    if (part !== null && part.text !== "") block.push(part);
  }
  return block;
}

/** Values this far in stand beside a column of labels. */
const INDENT_MIN = 8;

/**
 * The lines above a label that its value began on: a label may stand in the middle of the cell beside it. They are
 * indented as the value is. `below` is the first line under the label.
 */
export function besideAbove(
  lines: readonly Span[],
  head: LabeledValue,
  values: readonly LabeledValue[],
  below: Span | undefined,
): Span[] {
  const line = lines[head.line];
  if (line === undefined || head.cell > 0) return [];
  const lineBelow = lines.find(
    ({ start, end }) => below !== undefined && start <= below.start && below.start < end,
  );
  const first = head.value.text === "" ? below : head.value;
  const column = (first?.start ?? 0) - (head.value.text === "" ? (lineBelow?.start ?? 0) : line.start);
  if (first === undefined || column < INDENT_MIN) return [];
  const labeled = new Set(values.filter(({ bare }) => !bare).map((value) => value.line));
  const found: Span[] = [];
  for (let at = head.line - 1; at >= 0 && found.length < BLOCK_LINES_MAX; at--) {
    const above = lines[at];
    const indent = /^\s*/.exec(above?.text ?? "")?.[0].length ?? 0;
    if (above === undefined || isBlank(above) || labeled.has(at) || Math.abs(indent - column) > 1) break;
    found.unshift(trimmed(above));
  }
  return found;
}

/** The cell of a line that stands under the label of that column. */
function inColumn(line: Span, beside: readonly LabeledValue[], column: number): Span | null {
  const cells = cellsOf(line);
  if (cells.length === beside.length) return cells[column] ?? null;
  const offsets = beside.map(({ labelSpan }) => labelSpan.start);
  const lineStartOf = offsets[0] ?? 0;
  return (
    cells.find((cell) => {
      const at = cell.start - line.start;
      const distances = offsets.map((offset) => Math.abs(offset - lineStartOf - at));
      return distances.indexOf(Math.min(...distances)) === column;
    }) ?? null
  );
}
