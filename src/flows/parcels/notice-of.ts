import Big from "big.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import type { Shipment } from "../../store/shipment.js";
import type { StoredOrder } from "../../store/writes/order.js";

/** A parcel that has left, beside the other parcels of its order. */
interface Left {
  readonly shipment: Shipment;
  readonly others: readonly Shipment[];
  readonly order: StoredOrder;
  /** The order as its sender has stated it. */
  readonly stated: CanonicalOrder;
}

type ShippedLine = ShipNotice["packages"][number]["lines"][number];

/** What a partner is told of a parcel of its order: its own numbers, and what is in the parcel as far as it is known. */
export function noticeOf(left: Left): ShipNotice {
  const { shipment, order, stated } = left;
  const { trackingNumber, shippedAt, estimatedDelivery } = shipment;
  const lines = linesOf(left);
  return {
    externalId: numberOf(left),
    purpose: "ORIGINAL",
    orders: [
      {
        externalId: order.externalId,
        number: order.number,
        poNumber: stated.poNumber ?? stated.externalNumber ?? order.externalId,
      },
    ],
    carrier: { code: null, name: shipment.carrier, service: null },
    trackingNumbers: trackingNumber === null ? [] : [trackingNumber],
    // The label says where the parcel goes; where nobody has shown it, the order does.
    shipTo: shipment.shipTo ?? order.shipTo,
    shipToCode: null,
    issuedAt: null,
    dispatchedAt: shippedAt?.toISOString() ?? null,
    estimatedDelivery,
    packages: lines.length === 0 ? [] : [{ id: null, parent: null, trackingNumber, lines }],
  };
}

/** The shortest of what the formats hold (BSN02). */
const NUMBER_CHARS_MAX = 30;

/**
 * The number of a notice, one for each parcel: our number of the order with the system's of the parcel. Where two
 * systems have given out the same one, or it is too long, it is the hub's own id of the parcel.
 */
function numberOf({ shipment, others, order }: Left): string {
  const number = `${order.number}-${shipment.externalId}`;
  const isOnly = others.every(({ externalId }) => externalId !== shipment.externalId);
  if (isOnly && number.length <= NUMBER_CHARS_MAX && /^[\w.-]+$/.test(number)) return number;
  return BigInt(`0x${shipment.id.replaceAll("-", "")}`)
    .toString(36)
    .toUpperCase();
}

/** A parcel without a packing list holds the whole order if it is the only one; else nobody knows what. */
export const holdsAll = (shipment: Shipment, others: readonly Shipment[]): boolean =>
  shipment.lines.length === 0 && others.every(({ status }) => status === "CANCELED");

/**
 * What of each line is in the parcel. A line that neither the order nor its sender knows means nothing to the sender.
 */
function linesOf({ shipment, others, order, stated }: Left): ShippedLine[] {
  const packed = holdsAll(shipment, others) ? order.lines : shipment.lines;
  const sums = new Map<string, Big>();
  for (const { lineNumber, quantity } of packed) {
    sums.set(lineNumber, (sums.get(lineNumber) ?? new Big(0)).plus(quantity));
  }
  const known = new Map([...stated.lines, ...order.lines].map((line) => [line.lineNumber, line]));
  return [...sums].flatMap(([lineNumber, quantity]) => {
    const line = known.get(lineNumber);
    if (line === undefined || quantity.lte(0)) return [];
    const { sku, description, unit } = line;
    return [{ order: 0, lineNumber, sku, description, quantity: quantity.toFixed(), unit }];
  });
}
