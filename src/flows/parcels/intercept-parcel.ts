import type { Intercept, InterceptRequest } from "../../connectors/intercept.js";
import { addressLine, deliveryPointKey } from "../../domain/address.js";
import { canceledKey } from "../../domain/canceled-goods.js";
import { messageOf, transient } from "../../domain/errors.js";
import { hasLeft } from "../../domain/fulfillment.js";
import type { DivergenceStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { ShipToDivergence } from "../../store/fulfillment-order.js";
import { askedOf, forgetAsked, noteAsked } from "../../store/writes/asked.js";
import { divergenceById } from "../../store/writes/divergence.js";
import { setDivergence } from "../../store/writes/execution.js";
import { orderById, type StoredOrder } from "../../store/writes/order.js";
import { parcelsOf } from "../../store/writes/progress.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";
import { ATTEMPTS_MAX } from "../delivering/receiver.js";
import type { Hub } from "../work/hub.js";
import type { Claim, Work } from "../work/work.js";

/** How often a carrier is asked what has become of an intercept. */
const LOOK_AGAIN_MS = 300_000;
/** The number of tries that marks a request which is not made again. */
const GIVEN_UP = ATTEMPTS_MAX + 1;

type Parcel = Awaited<ReturnType<typeof parcelsOf>>[number];

/** One parcel, and the carrier that may still stop it. */
interface Chase {
  readonly hub: Hub;
  readonly carrier: string;
  readonly intercept: Intercept<Readonly<Record<string, unknown>>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly order: StoredOrder;
  readonly divergence: ShipToDivergence;
  readonly trackingNumber: string;
  /** The mark that it was asked for, and the key of every repeat. */
  readonly key: string;
}

/**
 * Has a parcel that left for a wrong address redirected by its carrier, or brought back if the order is canceled.
 * Asked once: before a request leaves it is noted, and one whose fate is unknown is looked up before it is
 * repeated. Where the carrier will not or cannot, a person has to talk to the customer.
 */
export const interceptParcels: Work = async (hub, claim) => {
  for (const fact of claim.facts) await interceptOne(hub, claim, fact);
};

async function interceptOne(hub: Hub, claim: Claim, fact: Claim["facts"][number]): Promise<void> {
  for (const chase of await chasesOf(hub, fact.subjectId)) await take(chase);
  await hub.store.transaction((tx) => claim.finish(tx, [fact]));
}

/** The parcels of a divergence that are still on their way with a carrier that can be asked. */
async function chasesOf(hub: Hub, divergenceId: string): Promise<Chase[]> {
  const { pool } = hub.store;
  const divergence = await divergenceById(pool, divergenceId);
  const order = divergence === null ? null : await orderById(pool, divergence.orderId);
  if (divergence === null || order === null) return [];
  if (divergence.status !== "ESCAPED" && divergence.status !== "INTERCEPT_REQUESTED") return [];
  if (wishFor(order, divergence) === null) return [];
  return (await parcelsOf(pool, order.id))
    .filter((parcel) => isMeant(parcel, divergence))
    .flatMap(({ carrier, trackingNumber }): Chase[] => {
      const connection = carrier === null ? undefined : interceptorOf(hub, carrier);
      const intercept = connection?.connector.intercept;
      if (connection === undefined || intercept === undefined || trackingNumber === null) return [];
      const { id, settings } = connection;
      const key = `intercept:${divergence.id}:${trackingNumber}`;
      return [{ hub, carrier: id, intercept, settings, order, divergence, trackingNumber, key }];
    });
}

const isMeant = ({ id, status, shipTo }: Parcel, { aspect, foundKey }: ShipToDivergence): boolean =>
  hasLeft(status) &&
  status !== "DELIVERED" &&
  status !== "RETURNED" &&
  (aspect !== "SHIP_TO" || (shipTo !== null && deliveryPointKey(shipTo) === foundKey)) &&
  (aspect !== "CANCELED" || canceledKey({ id }) === foundKey);

/** Carriers name themselves in many ways: `UPS`, `ups`, `UPS Ground`. */
const interceptorOf = (hub: Hub, carrier: string) =>
  hub
    .connections()
    .filter(({ connector }) => connector.intercept !== undefined)
    .find(({ connector }) => carrier.toLowerCase().split(/[^a-z0-9]+/)[0] === connector.id);

/** What the carrier is to do; null if nothing that it can do would help. */
function wishFor(order: StoredOrder, { aspect }: ShipToDivergence): InterceptRequest["wish"] | null {
  if (order.status === "CANCELED") return { kind: "RETURN_TO_SENDER" };
  return aspect === "SHIP_TO" && order.shipTo !== null ? { kind: "REDIRECT", shipTo: order.shipTo } : null;
}

async function take(chase: Chase): Promise<void> {
  const { hub, carrier, key } = chase;
  const asked = await askedOf(hub.store.pool, carrier, key);
  const tries = (asked?.tries ?? 0) + 1;
  if (tries > GIVEN_UP || (asked !== null && (await follow(chase)))) return;
  if (asked?.accepted === true) throw pending(chase, "it has not been made yet");
  if (tries > ATTEMPTS_MAX) return giveUp(chase, "nobody knows whether it was asked");
  await request(chase, tries);
}

/** Looks what has become of it; true if it has come to an end. */
async function follow(chase: Chase): Promise<boolean> {
  const { intercept, settings, trackingNumber } = chase;
  const state = await intercept.state(settings, trackingNumber).catch((error: unknown) => {
    throw pending(chase, messageOf(error));
  });
  switch (state.status) {
    case "DONE":
      await chase.hub.store.transaction((tx) =>
        settle(tx, chase, "PROPAGATED", "the carrier has intercepted the parcel"),
      );
      return true;
    case "FAILED":
      await giveUp(chase, state.nativeMessage ?? "it did not work");
      return true;
    case "REQUESTED":
      throw pending(chase, state.nativeMessage ?? "it is under way");
    case "NONE":
      return false;
  }
}

async function request(chase: Chase, tries: number): Promise<void> {
  const { hub, carrier, intercept, settings, order, divergence, trackingNumber, key } = chase;
  const wish = wishFor(order, divergence);
  if (wish === null) return;
  const { store } = hub;
  await store.transaction((tx) => noteAsked(tx, carrier, key, { accepted: false, tries }));
  const answer = await intercept.request(settings, { idempotencyKey: key, trackingNumber, wish });
  switch (answer.outcome) {
    case "ACCEPTED":
      await store.transaction(async (tx) => {
        await noteAsked(tx, carrier, key, { accepted: true, tries });
        await setDivergence(tx, divergence.id, "INTERCEPT_REQUESTED");
      });
      throw pending(chase, answer.nativeMessage ?? "it said yes");
    case "REFUSED":
      return giveUp(chase, answer.nativeMessage);
    case "RETRY":
      await store.transaction((tx) => forgetAsked(tx, carrier, key));
      throw transient("CARRIER_BUSY", answer.nativeMessage, answer.afterMs);
    case "UNCERTAIN":
      throw transient("INTERCEPT_UNKNOWN", answer.nativeMessage);
  }
}

const pending = ({ carrier, trackingNumber }: Chase, words: string) =>
  transient(
    "INTERCEPT_PENDING",
    `${carrier} is to intercept parcel ${trackingNumber}: ${words}`,
    LOOK_AGAIN_MS,
  );

async function settle(tx: Tx, { divergence }: Chase, status: DivergenceStatus, words: string): Promise<void> {
  await setDivergence(tx, divergence.id, status);
  await closeOvertaken(tx, "SHIP_TO", divergence.id, words);
}

/** Nobody can stop it any more: somebody has to tell the customer. It is not asked for again. */
async function giveUp(chase: Chase, words: string): Promise<void> {
  const { hub, carrier, order, divergence, trackingNumber, key } = chase;
  const where = divergence.found === null ? "" : ` to ${addressLine(divergence.found)}`;
  const what = order.status === "CANCELED" ? "is on its way though the order is canceled" : `goes${where}`;
  await hub.store.transaction(async (tx) => {
    await noteAsked(tx, carrier, key, { accepted: false, tries: GIVEN_UP });
    await settle(tx, chase, "ESCAPED", "overtaken: the carrier cannot stop it");
    await openTasks(tx, [
      {
        kind: "SHIP_TO",
        subjectKey: `${divergence.id}:contact:${trackingNumber}`,
        title: `Contact the customer of order ${order.number}: parcel ${trackingNumber} ${what}, and ${carrier} cannot intercept it`,
        details: { system: carrier, nativeMessage: words, found: divergence.found, expected: order.shipTo },
        ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
      },
    ]);
  });
}
