import { findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import type { Findings } from "../reading/xml/findings.js";
import { fittingText } from "../reading/xml/findings.js";

/** Which of an item's numbers is ours: we are the seller, and a GTIN is everybody's. */
const IDENTIFICATIONS = [
  "SellersItemIdentification",
  "StandardItemIdentification",
  "BuyersItemIdentification",
  "ManufacturersItemIdentification",
  "CatalogueItemIdentification",
] as const;

const DESCRIPTION_CHARS_MAX = 2000;

/** The article number, and the element it was taken from. */
export function articleOf(item: XmlElement | null): { sku: string; field: string } | null {
  for (const field of IDENTIFICATIONS) {
    const sku = textOf(item, field, "ID");
    if (sku !== null) return { sku, field };
  }
  return null;
}

/** An item in words: its name, what the description adds to it, and what is particular about this one. */
export function descriptionOf(
  item: XmlElement | null,
  particulars: readonly string[],
  findings: Findings,
): string | null {
  if (item === null) return null;
  const name = textOf(item, "Name");
  const parts = [name, ...textsOf(item, "Description").filter((text) => text !== name)];
  const words = parts.filter((part) => part !== null).join(" - ");
  const all = particulars.length === 0 ? words : `${words} (${particulars.join("; ")})`.trim();
  return all === ""
    ? null
    : fittingText(all, DESCRIPTION_CHARS_MAX, "The description of an item", findings, item);
}

/** True if the item says more of itself than its name. */
export const isSpecified = (item: XmlElement | null): boolean =>
  textsOf(item, "Description").some((text) => text !== textOf(item, "Name")) ||
  findAll(item, "AdditionalItemProperty").length > 0;

/** Words that stand where a property has no name or no value. */
const NOTHING = "NA";

/** What was chosen of an item: its color, its size, and the lot where it has to be a certain one. */
export function choicesOf(item: XmlElement | null): string[] {
  const chosen = findAll(item, "AdditionalItemProperty").flatMap((property) => {
    const name = textOf(property, "Name");
    const value = textOf(property, "Value") ?? textOf(property, "ValueQuantity");
    return name === null || name === NOTHING || value === null || value === NOTHING
      ? []
      : [`${name}: ${value}`];
  });
  return [...chosen, ...instancesOf(item)];
}

/** Which pieces they are: lots, how long they keep, and serial numbers. */
export function instancesOf(item: XmlElement | null): string[] {
  const expiry = textsOf(item, "ItemInstance", "LotIdentification", "ExpiryDate").map(
    (day) => `Expires: ${day}`,
  );
  const best = textsOf(item, "ItemInstance", "BestBeforeDate").map((day) => `Best before: ${day}`);
  const lots = textsOf(item, "ItemInstance", "LotIdentification", "LotNumberID").map((lot) => `Lot: ${lot}`);
  const serials = textsOf(item, "ItemInstance", "SerialID").map((serial) => `Serial no.: ${serial}`);
  return [...new Set([...lots, ...expiry, ...best, ...serials])];
}
