import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { exceptionsOf } from "../domain/parcel-state.js";
import { parcelSettingsOf } from "../flows/work/hub.js";
import { TrackedOrder, type TrackedParcel } from "../schema/tracked-order.js";
import type { TrackableOrder, TrackedParcelRows } from "../store/reads/tracking.js";
import type { ApiContext } from "./context.js";
import { healthFor, heardOf, shownOutlook, silenceFor } from "./parcel-health.js";
import { looksLikeToken, provesByContact, provesByToken } from "./tracking-proof.js";
import { tooManyTries } from "./tries.js";

const NUMBER_LENGTH_MAX = 100;
const PROOF_LENGTH_MAX = 320;

@Resolver()
export class TrackingResolver {
  @Query(() => TrackedOrder, {
    nullable: true,
    description:
      "Follows an order without an account. Null for a wrong proof and for an unknown order alike; a few tries are free.",
  })
  async trackOrder(
    @Arg("number", () => String, { description: "The order's number." }) number: string,
    @Arg("proof", () => String, {
      description: "E-mail address or phone number given with the order, or the token of its tracking link.",
    })
    proof: string,
    @Ctx() context: ApiContext,
  ): Promise<TrackedOrder | null> {
    if (number.length > NUMBER_LENGTH_MAX || proof.length > PROOF_LENGTH_MAX) return null;
    const keys = [`number ${number.trim().toUpperCase()}`, `address ${context.remoteAddress}`];
    const free = context.tries.take(keys);
    // A tracking link keeps working whoever guesses at the number: nobody can guess the link's token.
    if (!free && !looksLikeToken(proof)) throw tooManyTries();
    const orders = await context.tracking.trackableOrders(number);
    const proven = orders.filter(
      (order) => provesByToken(proof, context.secret, order.id) || (free && provesByContact(proof, order)),
    );
    const [order] = proven;
    if (order === undefined) {
      if (!free) throw tooManyTries();
      return null;
    }
    if (free) context.tries.giveBack(keys);
    return narrow(order, context);
  }
}

/** Only what somebody at the door needs; the address is masked, because a number and a phone are soon known. */
async function narrow(order: TrackableOrder, context: ApiContext): Promise<TrackedOrder> {
  const [parcels, returns] = await Promise.all([
    context.tracking.parcels(order.id),
    context.tracking.returnsOf(order.id),
  ]);
  const days = parcels.flatMap(({ shipment }) => shipment.estimatedDelivery ?? []).sort();
  const { city = null, country = null } = order.shipTo ?? {};
  return {
    ...{ number: order.number, status: order.status, fulfillmentStatus: order.fulfillmentStatus },
    ...{ returnStatus: order.returnStatus, placedAt: order.placedAt, requestedDate: order.requestedDate },
    estimatedDelivery: days.at(-1) ?? null,
    shipToCity: city ? `${[...city][0] ?? ""}•••` : null,
    shipToCountry: country,
    parcels: await Promise.all(parcels.map((parcel) => narrowParcel(parcel, order, context))),
    returns: returns.map(({ number, kind, status, trackingNumber }) => ({
      ...{ number, kind, status, trackingNumber },
    })),
  };
}

async function narrowParcel(
  { shipment, events, sightings, estimates }: TrackedParcelRows,
  order: TrackableOrder,
  { tracking, hub }: ApiContext,
): Promise<TrackedParcel> {
  const now = new Date();
  const { status, carrier, trackingNumber, estimatedDelivery } = shipment;
  const outlook = shownOutlook(estimates, { ...order, createdAt: order.placedAt }, now);
  const exceptions = exceptionsOf(heardOf(events, sightings));
  const measured = carrier === null ? null : await tracking.silenceOf(carrier);
  const silence = silenceFor(parcelSettingsOf(hub), carrier, measured);
  const { health, since: healthSince } = healthFor(shipment, outlook, exceptions, silence, now);
  return {
    ...{ status, carrier, trackingNumber, estimatedDelivery, health, healthSince, exceptions },
    slipDays: outlook?.slipDays ?? null,
    events: events
      .filter(({ corrects, correctedAt }) => corrects === null && correctedAt === null)
      .map((event) => ({
        ...{ status: event.status, reason: event.reason },
        ...{ occurredAt: event.occurredAt, zoneUnknown: event.zoneUnknown },
      })),
  };
}
