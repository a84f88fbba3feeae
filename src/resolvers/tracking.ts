import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { TrackedOrder } from "../schema/tracked-order.js";
import type { TrackableOrder } from "../store/reads/tracking.js";
import type { ApiContext } from "./context.js";
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
    return narrow(order, await context.tracking.parcels(order.id));
  }
}

type Parcels = Awaited<ReturnType<ApiContext["tracking"]["parcels"]>>;

/** Only what somebody at the door needs; the address is masked, because a number and a phone are soon known. */
function narrow(order: TrackableOrder, parcels: Parcels): TrackedOrder {
  const days = parcels.flatMap(({ shipment }) => shipment.estimatedDelivery ?? []).sort();
  return {
    number: order.number,
    status: order.status,
    fulfillmentStatus: order.fulfillmentStatus,
    returnStatus: order.returnStatus,
    placedAt: order.placedAt,
    requestedDate: order.requestedDate,
    estimatedDelivery: days.at(-1) ?? null,
    shipToCity: order.shipTo?.city ? `${[...order.shipTo.city][0] ?? ""}•••` : null,
    shipToCountry: order.shipTo?.country ?? null,
    parcels: parcels.map(({ shipment, events }) => ({
      status: shipment.status,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      estimatedDelivery: shipment.estimatedDelivery,
      events: events.map(({ status, reason, occurredAt }) => ({ status, reason, occurredAt })),
    })),
  };
}
