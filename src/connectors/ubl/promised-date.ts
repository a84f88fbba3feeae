import { isoDay } from "../reading/values/iso-time.js";
import { findAll, textOf, type XmlElement } from "../reading/xml/element.js";

/** The day that is promised: the first of the promised period. */
export function promisedIn(delivery: XmlElement | null): string | null {
  const days = findAll(delivery, "PromisedDeliveryPeriod").flatMap(
    (period) => isoDay(textOf(period, "StartDate")) ?? isoDay(textOf(period, "EndDate")) ?? [],
  );
  return days[0] ?? null;
}
