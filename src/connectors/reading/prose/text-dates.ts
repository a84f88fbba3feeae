import type { PostalAddress } from "../../../domain/address.js";
import { readAddress } from "../values/address-text.js";
import { type DateContext, readDate } from "../values/dates.js";
import type { Found } from "./found.js";
import type { LabeledValue } from "./labeled-values.js";
import { isBlank, type Span, within } from "./text-lines.js";

/** Words that make of a day the day of delivery. */
const DELIVERY =
  /(?<!\p{L})(?:deliver\w*|ship\w*|need\w*|arriv\w*|require\w*|due|by|before|until|latest|bis|spätestens|liefer\w*|geliefert|brauch\w*|benötig\w*|necesit\w*|precis\w*|livr\w*|avant|besoin|consegn\w*|entreg\w*|entro|lever\w*|dostaw\w*|dostarcz\w*)(?!\p{L})|送达|抵达|送货|交货|到货|发货|送到|需要|之前|以前|送貨|交貨|到貨|出貨|寄出/iu;
/** Sentences about a day that is past or not of this delivery. */
const OTHER_DAY =
  /(?<!\p{L})(?:invoice|paid|payment|ordered on|order date|order of|dated|bestellt am|vom|rechnung|holiday|vacation|urlaub|call(?:ed)?|spoke)(?!\p{L})|日期|下单/iu;

export interface RequestedDate {
  readonly found: Found<string> | null;
  readonly doubts: readonly string[];
  /** "Delivery: 27 Otley Road, Leeds": a label that announced a place and not a day. */
  readonly address: Found<PostalAddress> | null;
}

/** The day of delivery that the text asks for, labeled or in a sentence. */
export function requestedDateIn(
  lines: readonly Span[],
  values: readonly LabeledValue[],
  end: number,
  context: DateContext,
): RequestedDate {
  const labeled = values.filter(({ label, value }) => label === "requestedDate" && value.text !== "");
  const address = placeIn(labeled, context.country);
  const days = labeled.filter(({ value }) => value.start !== address?.range[0]);
  const spans =
    days.length > 0
      ? days.map(({ value }) => value)
      : [...sentences(lines.slice(0, end), values), ...behindPlaces(values)];
  const rule = days.length > 0 ? "label requestedDate" : "day in a sentence";
  const found: Found<string>[] = [];
  const doubts: string[] = [];
  for (const span of spans) {
    const reading = readDate(span.text, context);
    if (reading === null) continue;
    const range: [number, number] = [span.start + reading.range[0], span.start + reading.range[1]];
    if (reading.kind === "date") found.push({ value: reading.date, range, rule });
    else doubts.push(`The requested day is not certain: "${reading.text}".`);
  }
  const asked = new Set(found.map(({ value }) => value));
  if (asked.size > 1)
    doubts.push(`The text asks for more than one day of delivery: ${[...asked].join(", ")}.`);
  return { found: asked.size === 1 ? (found[0] ?? null) : null, doubts: [...new Set(doubts)], address };
}

function placeIn(labeled: readonly LabeledValue[], country: string | null): Found<PostalAddress> | null {
  for (const { value } of labeled) {
    const address = readAddress([value.text], country);
    if (address !== null)
      return { value: address, range: [value.start, value.end], rule: "label requestedDate" };
  }
  return null;
}

const LIMIT =
  /(?<!\p{L})(?:by|before|until|(?:no|not) later than|bis|spätestens|uiterlijk|entro|avant le|senast|senest|do dnia)\s.*$/iu;

/** "Deliver to: …, 20097 Hamburg, no later than 10 December": the day behind a place. */
const behindPlaces = (values: readonly LabeledValue[]): Span[] =>
  values.flatMap(({ label, value }) => {
    const limit = label === "shipTo" ? LIMIT.exec(value.text) : null;
    return limit === null ? [] : [within(value, limit.index)];
  });

/** Sentences that speak of a delivery, without those that a label has claimed. */
function sentences(lines: readonly Span[], values: readonly LabeledValue[]): Span[] {
  const labeled = new Map<number, number>();
  for (const { bare, label, line, labelSpan } of values)
    if (!bare && label !== "note")
      labeled.set(line, Math.min(labelSpan.start, labeled.get(line) ?? labelSpan.start));
  return lines.flatMap((whole, at) => {
    // In front of a label a sentence may have ended: "Delivery wanted on 8 December. Contact: Ann Lee".
    const line = within(whole, 0, (labeled.get(at) ?? whole.end) - whole.start);
    if (isBlank(line)) return [];
    const found: Span[] = [];
    let from = 0;
    for (const stop of line.text.matchAll(/(?<=[^\d\s]{3})[.!?](?=\s|$)|[。！？;；]|$/gu)) {
      found.push(within(line, from, stop.index));
      from = stop.index + stop[0].length;
    }
    return found.filter(({ text }) => DELIVERY.test(text) && !OTHER_DAY.test(text));
  });
}
