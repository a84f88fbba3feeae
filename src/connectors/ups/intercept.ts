import { HubError } from "../../domain/errors.js";
import { converse, jsonIn, lookUp, type NotTaken, type Talk } from "../execution-client.js";
import type { Intercept, InterceptAnswer, InterceptRequest } from "../intercept.js";
import { firstText } from "../reading/json/tree-path.js";
import { forgetToken, interceptRequest, tokenFor } from "./api.js";
import { tooDear } from "./charges.js";
import { eligibilityOf, type Feature, REDIRECT, RETURN } from "./eligibility.js";
import { activitiesOf, stateOf } from "./intercept-state.js";
import { faultOfAddress, upsAddress } from "./new-address.js";
import { refusalOf, refusedBy } from "./refusals.js";
import type { UpsSettings } from "./settings.js";

/**
 * UPS's Delivery Intercept: another address, or back to the sender. UPS knows no idempotency, so what may be done is
 * looked up before it is asked for: a wish that stands there already is not asked for again.
 */
export const upsIntercept: Intercept<UpsSettings> = {
  async request(settings, request) {
    const fault = faultOf(settings, request);
    if (fault !== null) return fault;
    return converse<InterceptAnswer>(settings.timeoutMs, (talk) => ask(settings, talk, request));
  },
  async state(settings, trackingNumber) {
    if (settings.clientId === undefined || settings.clientSecret === undefined) {
      throw new HubError("CARRIER_DENIED", "this connection has no client id and secret to ask UPS with");
    }
    const look = (request: Parameters<typeof lookUp>[0]) => lookUp(request, settings.timeoutMs);
    const eligibility = await eligibilityOf(settings, look, trackingNumber, `state:${trackingNumber}`);
    return stateOf(await activitiesOf(settings, look, trackingNumber), eligibility);
  },
};

/** Why UPS need not be asked. */
function faultOf(
  { clientId, clientSecret, requester }: UpsSettings,
  request: InterceptRequest,
): NotTaken | null {
  const { trackingNumber, wish } = request;
  if (clientId === undefined || clientSecret === undefined || requester === undefined)
    return refused("UNSUPPORTED", "this connection has no client id, secret and requester to ask UPS with");
  if (!/^1Z[A-Z0-9]{16}$/.test(trackingNumber))
    return refused("UNSUPPORTED", `UPS intercepts no parcel with the number ${trackingNumber}`);
  const fault = wish.kind === "REDIRECT" ? faultOfAddress(wish.shipTo) : null;
  return fault === null ? null : refused("VALIDATION", fault);
}

async function ask(settings: UpsSettings, talk: Talk, request: InterceptRequest): Promise<InterceptAnswer> {
  const { trackingNumber, idempotencyKey, wish } = request;
  const eligibility = await eligibilityOf(settings, talk.look, trackingNumber, `look:${idempotencyKey}`);
  if (!eligibility.ok) return refused(refusalOf(eligibility.words), eligibility.words);
  const feature = eligibility.features.get(wish.kind === "REDIRECT" ? REDIRECT : RETURN);
  const standing = await standingOf(settings, talk, request, feature);
  if (standing !== null) return standing;
  const price = await tooDear(settings, talk.look, request);
  if (price !== null) return price;
  const token = await tokenFor(settings, talk.look);
  const path = `${wish.kind === "REDIRECT" ? "redirect/address" : "return"}/${trackingNumber}`;
  const body = bodyOf(settings, request, feature);
  const answer = await talk.act(interceptRequest(settings, token, idempotencyKey, path, body));
  if (answer.status === 401) forgetToken(settings);
  const reference = firstText(jsonIn(answer), ["transactionId", "response.transactionId"]);
  return refusedBy(answer) ?? { outcome: "ACCEPTED", reference, nativeMessage: null };
}

/** The answer where there is nothing to ask for; null if the wish can be asked for. */
async function standingOf(
  settings: UpsSettings,
  talk: Talk,
  { trackingNumber, wish }: InterceptRequest,
  feature: Feature | undefined,
): Promise<InterceptAnswer | null> {
  if (feature?.create === true || (feature?.modify === true && wish.kind === "REDIRECT")) return null;
  if (feature?.cancel === true && wish.kind === "RETURN_TO_SENDER")
    return { outcome: "ACCEPTED", reference: null, nativeMessage: "UPS has been asked for this before" };
  // It would not say for which address, so this may be our own wish or somebody else's.
  if (feature?.cancel === true)
    return {
      outcome: "UNCERTAIN",
      nativeMessage: "UPS has been asked for another address before, and does not say which",
    };
  const [latest] = await activitiesOf(settings, talk.look, trackingNumber);
  const words = latest?.status.description ?? "UPS does not intercept this parcel";
  const isLate =
    latest?.status.type === "D" || latest?.status.type === "O" || /delivered|out for delivery/i.test(words);
  return refused(isLate ? "CUTOFF_PASSED" : "UNSUPPORTED", words);
}

function bodyOf(settings: UpsSettings, { wish }: InterceptRequest, feature: Feature | undefined): object {
  const requesterContactInfo = settings.requester;
  if (wish.kind === "REDIRECT")
    return { requestType: "AA", requesterContactInfo, newDeliveryAddress: upsAddress(wish.shipTo, settings) };
  const [offered] = feature?.reasons ?? [];
  const isOffered = offered === undefined || feature?.reasons.includes(settings.returnReason) === true;
  return {
    requestType: "RS",
    requesterContactInfo,
    reasonForReturn: isOffered ? settings.returnReason : offered,
  };
}

const refused = (
  refusal: Extract<NotTaken, { outcome: "REFUSED" }>["refusal"],
  nativeMessage: string,
): Extract<NotTaken, { outcome: "REFUSED" }> => ({ outcome: "REFUSED", refusal, nativeMessage });
