import { HubError, messageOf } from "../domain/errors.js";

/** Results go to stdout, and only results. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON document and nothing else. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** What is going on goes to stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Shows progress on one line of a terminal, and stays silent in a pipe. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

/** Takes the progress line away before something else is printed. */
export function clearProgress(): void {
  progress("");
}

/** What went wrong, where, why, and how to mend it. */
export function complain(error: unknown): void {
  clearProgress();
  say(`hub: ${messageOf(error)}`);
  if (error instanceof HubError && error.mend !== null) say(`     ${error.mend}`);
  if (!(error instanceof HubError) && error instanceof Error && error.stack !== undefined) say(error.stack);
}

/** Names beside values, the names in one column. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(String(cell)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const pad = (cell: string | number, width: number): string => {
  const space = " ".repeat(Math.max(0, width - widthOf(String(cell))));
  return typeof cell === "number" ? space + cell : cell + space;
};

/** Han characters and full-width forms take two columns of a terminal. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, letter) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        letter,
      )
        ? 2
        : 1),
    0,
  );
