import type { Explanation } from "../flows/explaining/explaining.js";

/** With blocks and colors for a terminal; in plain characters for a pipe or a file. */
export type Style = "terminal" | "plain";

const BAR_WIDTH = 30;
const SIGNS = {
  terminal: { more: "█", less: "▒", zero: "│", link: "┊" },
  plain: { more: "#", less: "-", zero: "|", link: ":" },
} as const;
const GREEN = "\u001b[32m";
const RED = "\u001b[31m";
const RESET = "\u001b[0m";

interface Line {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/**
 * The sum step by step: what each piece of evidence adds, the sum so far, a bar from the one sum to the
 * next, and the reason in words. The upright marks are zero and the score from which records are linked.
 */
export function waterfall(explanation: Explanation, style: Style): string {
  const { prior, steps, linkAt, score } = explanation;
  const lines: Line[] = [
    { from: 0, to: prior, words: "before any evidence" },
    ...steps.map(({ total, weight, words }) => ({ from: total - weight, to: total, words })),
  ];
  const sums = [0, linkAt, score, ...lines.map(({ to }) => to)];
  const scale = { min: Math.min(...sums), max: Math.max(...sums) };
  const shown = lines.map(
    (line) =>
      `${number(line.to - line.from)}  ${number(line.to)}  ${bar(line, linkAt, scale, style)}  ${line.words}`,
  );
  const head = `${"adds".padStart(NUMBER_WIDTH)}  ${"sum".padStart(NUMBER_WIDTH)}`;
  return [head, ...shown, ...blendLines(explanation), explanation.words].join("\n");
}

function blendLines({ blend, score }: Explanation): string[] {
  if (blend === null) return [];
  const { mean, voices } = blend;
  const who =
    voices.length === 0
      ? "what the customer's other records made of it"
      : `the mean of the ${voices.length} records that stand for the customer`;
  return [
    `${" ".repeat(NUMBER_WIDTH)}  ${number(mean)}  ${" ".repeat(BAR_WIDTH)}  ${who}`,
    `${" ".repeat(NUMBER_WIDTH)}  ${number(score)}  ${" ".repeat(BAR_WIDTH)}  half the best record, half that mean`,
  ];
}

const NUMBER_WIDTH = 7;
const number = (value: number): string =>
  `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`.padStart(NUMBER_WIDTH);

function bar(
  { from, to }: Line,
  linkAt: number,
  { min, max }: { readonly min: number; readonly max: number },
  style: Style,
): string {
  const signs = SIGNS[style];
  const column = (value: number): number =>
    max === min ? 0 : Math.round(((value - min) / (max - min)) * (BAR_WIDTH - 1));
  const [left, right] = [column(Math.min(from, to)), column(Math.max(from, to))];
  const sign = to >= from ? signs.more : signs.less;
  const cells = Array.from({ length: BAR_WIDTH }, (_, at) => {
    if (at >= left && at <= right && from !== to) return sign;
    if (at === column(0)) return signs.zero;
    return at === column(linkAt) ? signs.link : " ";
  });
  const text = cells.join("");
  if (style === "plain" || from === to) return text;
  const color = to >= from ? GREEN : RED;
  return text.slice(0, left) + color + text.slice(left, right + 1) + RESET + text.slice(right + 1);
}
