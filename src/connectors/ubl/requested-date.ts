import { isoDay } from "../reading/values/iso-time.js";
import { find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml/findings.js";
import { nameOfLine } from "./price.js";
import type { UblReading } from "./reading.js";

export interface DateReading {
  /** The first day that suits the customer. */
  readonly date: string | null;
  /** The wishes of header and lines in words, as far as one day does not say it all. */
  readonly notes: readonly string[];
}

/** When the goods are wanted: by the header, else by the lines if they agree. */
export function requestedDateOf(reading: UblReading): DateReading {
  const { root, findings } = reading;
  const ofHeader = findAll(root, "Delivery").flatMap((delivery) => wishOf(delivery, reading) ?? []);
  const [header = null, ...others] = new Map(ofHeader.map((wish) => [wish.words, wish])).values();
  const ofLines = findAll(root, "OrderLine", "LineItem").flatMap((line) => wishesOfLine(line, reading));
  const days = new Set([...ofHeader, ...ofLines.map(({ wish }) => wish)].map(({ day }) => day));
  const own = ofLines.filter(({ wish }) => wish.words !== header?.words);
  if (days.size > 1) {
    addDoubt(
      findings,
      `The order wants goods on ${days.size} different days; the hub keeps one day for an order.`,
    );
  }
  const agreed = new Set(own.map(({ wish }) => wish.words));
  return {
    date: [...days].sort()[0] ?? null,
    notes: [
      ...(header !== null && (header.isRange || others.length > 0)
        ? [header, ...others].map(({ words }) => `Delivery wanted ${words}.`)
        : []),
      ...(header === null && agreed.size === 1 && own.some(({ wish }) => wish.isRange)
        ? [`Delivery wanted ${[...agreed][0]}.`]
        : []),
      ...(days.size > 1 || (header !== null && own.length > 0)
        ? own.map(({ line, part, wish }) => `Line ${line}: delivery${part} wanted ${wish.words}.`)
        : []),
    ],
  };
}

/** What a line wants; one that comes in several deliveries says how much each of them brings. */
function wishesOfLine(line: XmlElement, reading: UblReading) {
  const deliveries = findAll(line, "Delivery");
  return deliveries.flatMap((delivery) => {
    const wish = wishOf(delivery, reading);
    const quantity = deliveries.length > 1 ? textOf(delivery, "Quantity") : null;
    const part = quantity === null ? "" : ` of ${quantity}`;
    return wish === null ? [] : [{ line: nameOfLine(line), part, wish }];
  });
}

/** A day or days that something is wanted on. */
export interface Wish {
  readonly day: string;
  readonly words: string;
  readonly isRange: boolean;
}

/** One period or day that a delivery is wanted in; null if it names none. */
export function wishOf(delivery: XmlElement, { findings }: UblReading): Wish | null {
  const period = find(delivery, "RequestedDeliveryPeriod");
  const start = dayIn(period, "StartDate", findings.warnings);
  const end = dayIn(period, "EndDate", findings.warnings);
  const latest = dayIn(delivery, "LatestDeliveryDate", findings.warnings);
  const day = start ?? end ?? latest;
  if (day === null) return null;
  const last = end ?? latest;
  if (start !== null && last !== null && last !== start) {
    return {
      day,
      words: `from ${start}${clock(period, "StartTime")} to ${last}${clock(period, "EndTime")}`,
      isRange: true,
    };
  }
  const time = start === null ? clock(period, "EndTime") : clock(period, "StartTime");
  return {
    day,
    words: `${start === null ? "until" : "on"} ${day}${time}`,
    isRange: start === null || time !== "",
  };
}

function dayIn(
  element: XmlElement | null,
  name: string,
  warnings: UblReading["findings"]["warnings"],
): string | null {
  const found = find(element, name);
  const text = textOf(found);
  const day = isoDay(text);
  if (day === null && text !== null && found !== null) {
    addFinding(warnings, "DATE_NOT_READ", `${quoted(text)} is no date.`, found);
  }
  return day;
}

const clock = (period: XmlElement | null, name: string): string => {
  const time = /^\d{2}:\d{2}/.exec(textOf(period, name) ?? "")?.[0];
  return time === undefined || time === "00:00" ? "" : ` ${time}`;
};
