import Big from "big.js";
import type { ShipmentEvent } from "../../domain/execution.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";

type ShippedLine = ShipNotice["packages"][number]["lines"][number];

/**
 * The parcels of one order in a ship notice: one for each tracking number, or one for the notice where it
 * names none or does not say what is in which. `at` is the order's place in the notice's list.
 */
export function shipmentsOf(
  notice: ShipNotice,
  at: number,
  orderLines: readonly CanonicalOrderLine[],
  reference: string,
): ShipmentEvent[] {
  const isOnly = notice.orders.length === 1;
  const isOurs = ({ order }: ShippedLine): boolean => order === at || (order === null && isOnly);
  const byNumber = new Map<string | null, ShippedLine[]>();
  for (const { trackingNumber, lines } of notice.packages) {
    const ours = lines.filter(isOurs);
    if (ours.length === 0) continue;
    byNumber.set(trackingNumber, [...(byNumber.get(trackingNumber) ?? []), ...ours]);
  }
  const [single, second] = notice.trackingNumbers;
  const given = second === undefined ? (single ?? null) : null;
  if (byNumber.size === 0) byNumber.set(given, []);
  return [...byNumber].map(([packed, lines]) => {
    const trackingNumber = packed ?? given;
    return {
      type: "SHIPMENT" as const,
      externalId: packed === null ? notice.externalId : `${notice.externalId}/${packed}`,
      fulfillmentOrderExternalId: notice.externalId,
      reference,
      status: notice.purpose === "CANCEL" ? ("CANCELED" as const) : ("IN_TRANSIT" as const),
      carrier: notice.carrier.code ?? notice.carrier.name,
      trackingNumber,
      shipTo: notice.shipTo,
      estimatedDelivery: notice.estimatedDelivery,
      lines: quantitiesOf(lines, orderLines),
      occurredAt: notice.dispatchedAt ?? notice.issuedAt ?? EARLIEST,
    };
  });
}

/** A notice without any date never moves what is known back. */
const EARLIEST = "1970-01-01T00:00:00Z";

/** What of each order line is in the parcel: by its number, or by the article where the notice numbers its own lines. */
function quantitiesOf(
  lines: readonly ShippedLine[],
  orderLines: readonly CanonicalOrderLine[],
): ShipmentEvent["lines"] {
  const sums = new Map<string, Big>();
  for (const line of lines) {
    const lineNumber = orderLineOf(line, orderLines);
    if (lineNumber !== null) sums.set(lineNumber, (sums.get(lineNumber) ?? new Big(0)).plus(line.quantity));
  }
  return [...sums].map(([lineNumber, quantity]) => ({ lineNumber, quantity: quantity.toFixed() }));
}

function orderLineOf(
  { lineNumber, sku }: ShippedLine,
  orderLines: readonly CanonicalOrderLine[],
): string | null {
  const numbered = orderLines.find((line) => line.lineNumber === lineNumber);
  if (numbered !== undefined && (sku === null || numbered.sku === null || numbered.sku === sku)) {
    return numbered.lineNumber;
  }
  const named = sku === null ? [] : orderLines.filter((line) => line.sku === sku);
  return named.length === 1 ? (named[0]?.lineNumber ?? null) : (numbered?.lineNumber ?? lineNumber);
}
