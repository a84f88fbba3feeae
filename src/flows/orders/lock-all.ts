import { z } from "zod";
import type { CanonicalDocument } from "../../connectors/connector.js";
import type { Tx } from "../../store/database.js";
import { lockOrders, ordersBySource } from "../../store/writes/order.js";
import { ordersByTracking } from "../../store/writes/parcel.js";
import { type BesideOrders, type OrdersOfDocument, ordersOf } from "../receiving/apply-document.js";
import type { Arriving } from "../receiving/arriving.js";
import { keyOf, sourceOf } from "./apply-orders.js";

type ArrivingA<K extends CanonicalDocument["kind"]> = Arriving<Extract<CanonicalDocument, { kind: K }>>;

/** Orders that are locked until the end of the transaction. */
export interface LockedOrders {
  readonly ids: ReadonlySet<string>;
  /** Those that documents name by their source, with `keyOf` the source as key. */
  readonly bySource: ReadonlyMap<string, string>;
  /** Those that parcels belong to, by the parcel's number. */
  readonly byTracking: ReadonlyMap<string, string>;
  /** Those that documents beside orders speak of, in the order of the document's list. */
  readonly beside: ReadonlyMap<Arriving, OrdersOfDocument>;
}

/** Locks every order that these documents speak of, in id order, before any of them is applied. */
export async function lockAll(
  tx: Tx,
  orders: readonly ArrivingA<"ORDER">[],
  events: readonly ArrivingA<"EXECUTION">[],
  documents: readonly Arriving<BesideOrders>[],
): Promise<LockedOrders> {
  const known = await ordersBySource(tx, orders.map(sourceOf));
  const beside = new Map<Arriving, OrdersOfDocument>();
  for (const one of documents) beside.set(one, await ordersOf(tx, one));
  const said = events.map(({ document }) => document.event);
  const references = said.flatMap((event) => ("reference" in event ? [event.reference] : []));
  const numbers = said.flatMap((event) => ("trackingNumber" in event ? [event.trackingNumber] : []));
  const parcels = await ordersByTracking(
    tx,
    numbers.filter((number) => number !== null),
  );
  const ids = [
    ...known.map(({ id }) => id),
    ...references.filter((id) => z.uuid().safeParse(id).success),
    ...[...beside.values()].flat(2),
    ...parcels.map(({ orderId }) => orderId),
  ];
  return {
    ids: await lockOrders(tx, [...new Set(ids)]),
    byTracking: new Map(parcels.map(({ trackingNumber, orderId }) => [trackingNumber, orderId])),
    bySource: new Map(known.map((order) => [keyOf(order), order.id])),
    beside,
  };
}
