import { isoDay } from "../reading/iso-time.js";
import { find, findAll, textOf, type XmlElement } from "../reading/xml-element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml-findings.js";
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
  const header = findAll(root, "Delivery").flatMap((delivery) => wishOf(delivery, reading) ?? [])[0] ?? null;
  const ofLines = findAll(root, "OrderLine", "LineItem").flatMap((line) => {
    const wish = findAll(line, "Delivery").flatMap((delivery) => wishOf(delivery, reading) ?? [])[0];
    return wish === undefined ? [] : [{ line: nameOfLine(line), wish }];
  });
  const days = new Set([...(header === null ? [] : [header.day]), ...ofLines.map(({ wish }) => wish.day)]);
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
      ...(header?.isRange ? [`Delivery wanted ${header.words}.`] : []),
      ...(header === null && agreed.size === 1 && own.some(({ wish }) => wish.isRange)
        ? [`Delivery wanted ${[...agreed][0]}.`]
        : []),
      ...(days.size > 1 || (header !== null && own.length > 0)
        ? own.map(({ line, wish }) => `Line ${line}: delivery wanted ${wish.words}.`)
        : []),
    ],
  };
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
