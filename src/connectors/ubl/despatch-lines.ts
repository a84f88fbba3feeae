import Big from "big.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding } from "../reading/xml/findings.js";
import { articleOf, descriptionOf, instancesOf } from "./item.js";
import type { UblReading } from "./reading.js";
import { numberIn, type OrderList, orderOfLine } from "./reference.js";

/** A line of a despatch advice, and how much of it has been found in packages so far. */
export interface DespatchLine {
  readonly id: string;
  readonly element: XmlElement;
  readonly shipped: ShipNotice["packages"][number]["lines"][number];
  packed: Big;
}

/** The lines that bring goods; what is said to be left over becomes a warning. */
export function despatchLinesOf(orders: OrderList, reading: UblReading): DespatchLine[] {
  return findAll(reading.root, "DespatchLine").flatMap((element, index) => {
    const id = textOf(element, "ID") ?? String(index + 1);
    warnOfRest(id, element, reading);
    const delivered = find(element, "DeliveredQuantity");
    const quantity = exactDecimal(textOf(delivered));
    if (quantity === null || new Big(quantity.value).eq(0)) {
      addFinding(reading.findings.warnings, "NOTHING_DELIVERED", `Line ${id} delivers nothing.`, element);
      return [];
    }
    const reference = find(element, "OrderLineReference");
    const item = find(element, "Item");
    const shipped = {
      order: orderOfLine(reference, orders),
      lineNumber: numberIn(reference, "LineID"),
      sku: articleOf(item)?.sku ?? null,
      description: descriptionOf(item, instancesOf(item), reading.findings),
      quantity: quantity.value,
      unit: attributeOf(delivered, "unitCode"),
    };
    return [{ id, element, shipped, packed: new Big(0) }];
  });
}

/** Quantities of a line that do not come with this delivery, and where the reason stands. */
const RESTS = [
  ["OutstandingQuantity", "OutstandingReason", "outstanding"],
  ["BackorderQuantity", "BackorderReason", "on back order"],
  ["OversupplyQuantity", "OversupplyReason", "more than ordered"],
] as const;

function warnOfRest(id: string, element: XmlElement, { findings }: UblReading): void {
  for (const [name, reasonName, words] of RESTS) {
    const rest = find(element, name);
    const quantity = exactDecimal(textOf(rest))?.value;
    if (rest === null || quantity === undefined || Number(quantity) === 0) continue;
    const reason = textsOf(element, reasonName).join("; ");
    const unit = attributeOf(rest, "unitCode");
    const amount = unit === null ? quantity : `${quantity} ${unit}`;
    const message = `Line ${id}: ${amount} ${words}${reason === "" ? "." : `: ${reason}`}`;
    addFinding(findings.warnings, "QUANTITY_OUTSTANDING", message, rest);
  }
}
