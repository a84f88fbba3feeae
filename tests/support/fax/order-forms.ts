import type { Mark } from "./draw-page.js";

/** Label and value side by side, one below the other. */
export function fields(
  x: number,
  y: number,
  indent: number,
  rows: readonly (readonly [label: string, value: string])[],
  step = 52,
): Mark[] {
  return rows.flatMap(([label, value], index) => [
    { text: label, x, y: y + index * step },
    { text: value, x: x + indent, y: y + index * step },
  ]);
}

export function paragraph(x: number, y: number, rows: readonly string[], step = 50): Mark[] {
  return rows.map((text, index) => ({ text, x, y: y + index * step }));
}

export interface Column {
  readonly title: string;
  readonly x: number;
  readonly alignRight?: boolean;
}

const ROW_HEIGHT = 64;

/** A table of lines: ruled all around, ruled under its head, or not ruled at all. */
export function table(
  y: number,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  look: { readonly rules: "grid" | "head" | "none"; readonly left: number; readonly right: number },
): Mark[] {
  const { left, right } = look;
  const cell = (text: string, column: Column, row: number, bold: boolean): Mark => ({
    text,
    x: column.x,
    y: y + row * ROW_HEIGHT,
    bold,
    alignRight: column.alignRight ?? false,
  });
  const marks: Mark[] = columns.map((column) => cell(column.title, column, 0, true));
  rows.forEach((row, index) => {
    columns.forEach((column, at) => {
      const text = row[at] ?? "";
      if (text !== "") marks.push(cell(text, column, index + 1, false));
    });
  });
  const top = y - 44;
  const line = (row: number): Mark => ({
    rule: [left, top + row * ROW_HEIGHT, right, top + row * ROW_HEIGHT],
  });
  if (look.rules === "head") marks.push(line(0), line(1), line(rows.length + 1));
  if (look.rules === "grid") {
    const bottom = top + (rows.length + 1) * ROW_HEIGHT;
    for (let row = 0; row <= rows.length + 1; row += 1) marks.push(line(row));
    const edges = columns.slice(1).map((column) => gutterBefore(column));
    for (const edge of [left, ...edges, right]) marks.push({ rule: [edge, top, edge, bottom] });
  }
  return marks;
}

/** Right-aligned columns state their right edge; the rule stands clear of the widest number. */
const NUMBER_WIDTH = 230;
const GUTTER = 20;

function gutterBefore({ x, alignRight }: Column): number {
  return alignRight === true ? x - NUMBER_WIDTH - GUTTER : x - GUTTER;
}
