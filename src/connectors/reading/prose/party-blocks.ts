import type { PostalAddress } from "../../../domain/address.js";
import { readAddress } from "../values/address-text.js";
import type { Found } from "./found.js";
import { besideAbove, blockUnder, type LabeledValue } from "./labeled-values.js";
import { BLOCK_LABELS, type Label } from "./labels.js";
import { SKU } from "./order-words.js";
import type { Signature } from "./signature.js";
import type { Span } from "./text-lines.js";

/** A labeled party: the lines under "Ship to:", "Customer:", "Lieferadresse:". */
export interface Block {
  readonly label: Label;
  readonly spans: readonly Span[];
  readonly lines: readonly number[];
  readonly address: Found<PostalAddress> | null;
}

/** Labeled parties that are looked at; no order has more. */
const BLOCKS_MAX = 30;

/** The labeled parties of a text, in order. */
export function blocksOf(
  lines: readonly Span[],
  values: readonly LabeledValue[],
  signature: Signature | null,
  isGoods: (line: Span) => boolean,
  country: string | null,
): Block[] {
  // Who signs right under an address is no part of it.
  const body = lines.slice(0, signature?.from);
  return values
    .filter(({ label, bare }) => BLOCK_LABELS.has(label) && !bare)
    .slice(0, BLOCKS_MAX)
    .map((head) => blockOf(head.line < body.length ? body : lines, head, values, isGoods, country));
}

/** "Go ahead with 24 x TL-3001, and note the new address:" speaks of goods before it speaks of a party. */
const isBehindGoods = (line: Span, { labelSpan }: LabeledValue): boolean =>
  ARTICLE.test(line.text.slice(0, Math.max(0, labelSpan.start - line.start)));

const ARTICLE = new RegExp(SKU, "u");

function blockOf(
  lines: readonly Span[],
  head: LabeledValue,
  values: readonly LabeledValue[],
  isGoods: (line: Span) => boolean,
  country: string | null,
): Block {
  const own = head.value.text === "" ? [] : [head.value];
  const complete = own.length > 0 && readAddress([head.value.text], country) !== null;
  const under = complete ? [] : blockUnder(lines, head, values, isGoods);
  const above = complete ? [] : besideAbove(lines, head, values, under[0]);
  // A value of its own with no address below it ("Customer: Yunfan Tech") stands alone.
  const both = [...above, ...own, ...under];
  const whole =
    own.length > 0 &&
    readAddress(
      both.map(({ text }) => text),
      country,
    ) === null
      ? own
      : both;
  const address = readAddress(
    whole.map(({ text }) => text),
    country,
  );
  const [first] = whole;
  const last = whole.at(-1);
  const startLine = head.line;
  return {
    label: head.label,
    spans: whole,
    lines: lines.flatMap((line, at) =>
      (at === startLine && !isBehindGoods(line, head)) ||
      whole.some(({ start }) => start >= line.start && start <= line.end)
        ? [at]
        : [],
    ),
    address:
      address === null || first === undefined || last === undefined
        ? null
        : { value: address, range: [first.start, last.end], rule: `label ${head.label}` },
  };
}
