import type { PostalAddress } from "../../domain/address.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt } from "../reading/xml/findings.js";
import { addressOf } from "./address.js";
import { dayIn } from "./moment.js";
import { nameOfItem } from "./order-lines.js";
import type { CxmlReading } from "./reading.js";

export interface DeliveryReading {
  readonly shipTo: PostalAddress | null;
  readonly requestedDate: string | null;
  /** What single lines want otherwise, in words. */
  readonly notes: readonly string[];
}

/** Where and when the goods are wanted: by the header, else by the items if they agree. */
export function deliveryOf(
  header: XmlElement | null,
  items: readonly XmlElement[],
  reading: CxmlReading,
): DeliveryReading {
  const { findings } = reading;
  const places = placesOf(header, items);
  const keys = new Set(places.map(({ address }) => JSON.stringify(address)));
  if (keys.size === 0) addDoubt(findings, nowhere(find(header, "ShipTo", "Address")));
  if (keys.size > 1)
    addDoubt(findings, `The order goes to ${keys.size} different places; the hub keeps one for an order.`);
  const days = daysOf(header, items, reading);
  const dates = new Set(days.map(({ day }) => day));
  if (dates.size > 1)
    addDoubt(
      findings,
      `The order wants goods on ${dates.size} different days; the hub keeps one day for an order.`,
    );
  return {
    shipTo: places[0]?.address ?? null,
    requestedDate: [...dates].sort()[0] ?? null,
    notes: [
      ...(keys.size > 1
        ? places.flatMap(({ line, address }) =>
            line === null ? [] : [`Line ${line}: to ${shown(address)}.`],
          )
        : []),
      ...(dates.size > 1
        ? days.flatMap(({ line, day, quantity }) =>
            line === null
              ? []
              : [`Line ${line}: ${quantity === null ? "" : `${quantity} `}wanted on ${day}.`],
          )
        : []),
    ],
  };
}

/** Some buyers send the number of a place, or its name, and expect the address to be known. */
function nowhere(address: XmlElement | null): string {
  const place = attributeOf(address, "addressID") ?? textOf(address, "Name");
  return place === null
    ? "The order names no delivery address."
    : `The goods are for the place ${place}, whose address it does not state.`;
}

const shown = ({ recipient, lines, postalCode, city }: PostalAddress): string =>
  [recipient, ...lines, postalCode, city].filter((part) => part !== null).join(", ");

function placesOf(header: XmlElement | null, items: readonly XmlElement[]) {
  const ofHeader = addressOf(find(header, "ShipTo", "Address"));
  const ofItems = items.flatMap((item, index) => {
    const address = addressOf(find(item, "ShipTo", "Address"));
    return address === null ? [] : [{ line: nameOfItem(item, index), address }];
  });
  return ofHeader === null ? ofItems : [{ line: null, address: ofHeader }, ...ofItems];
}

/** When a line is wanted; one that comes in parts says so part by part. */
function daysOf(header: XmlElement | null, items: readonly XmlElement[], reading: CxmlReading) {
  const ofHeader = dayIn(header, "requestedDeliveryDate", reading);
  const ofItems = items.flatMap((item, index) => {
    const line = nameOfItem(item, index);
    const scheduled = findAll(item, "ScheduleLine").flatMap((part) => {
      const day = dayIn(part, "requestedDeliveryDate", reading);
      return day === null ? [] : [{ line, day, quantity: attributeOf(part, "quantity") }];
    });
    if (scheduled.length > 0) return scheduled;
    const day = dayIn(item, "requestedDeliveryDate", reading);
    return day === null ? [] : [{ line, day, quantity: null }];
  });
  return ofHeader === null ? ofItems : [{ line: null, day: ofHeader, quantity: null }, ...ofItems];
}
