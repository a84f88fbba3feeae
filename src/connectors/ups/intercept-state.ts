import { z } from "zod";
import { transient } from "../../domain/errors.js";
import { excerptOf, jsonIn } from "../execution-client.js";
import type { InterceptState } from "../intercept.js";
import { valuesAt } from "../reading/json/tree-path.js";
import { optionalText } from "../reading/values/clean-text.js";
import { addressOf, type Send, tokenFor, wordsIn } from "./api.js";
import type { Eligibility } from "./eligibility.js";
import type { UpsSettings } from "./settings.js";

const activity = z.object({
  date: optionalText,
  time: optionalText,
  status: z.object({ type: optionalText, code: optionalText, description: optionalText }),
});
export type Activity = z.infer<typeof activity>;

/** What happened to a parcel, newest first, as UPS's Track API lists it. */
export async function activitiesOf(
  settings: UpsSettings,
  look: Send,
  trackingNumber: string,
): Promise<Activity[]> {
  const token = await tokenFor(settings, look);
  const answer = await look({
    method: "GET",
    url: addressOf(settings, `/api/track/v1/details/${trackingNumber}?locale=en_US`),
    headers: {
      ...{ accept: "application/json", authorization: `Bearer ${token}` },
      ...{ transid: trackingNumber, transactionsrc: "throughline" },
    },
  });
  const body = jsonIn(answer);
  if (answer.status === 404) return [];
  const packages = valuesAt(body, "trackResponse.shipment.package");
  if (answer.status !== 200 || packages.length === 0) {
    throw transient(
      "CARRIER_UNREADABLE",
      `UPS does not show the parcel: ${wordsIn(body) ?? excerptOf(answer)}`,
    );
  }
  return valuesAt(packages, "activity").flatMap((one) => {
    const read = activity.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

/** UPS's words for the course of an intercept: it has no field for that. Failure first, since it names the wish, too. */
const WORDS: readonly (readonly [RegExp, InterceptState["status"]])[] = [
  [
    /(?:intercept|delivery change|redirect|reroute).{0,80}(?:fail|unsuccessful|could not|unable|cancel|not (?:be )?(?:made|completed|possible))/i,
    "FAILED",
  ],
  [/(?:unable|could not|failed).{0,60}(?:intercept|delivery change|redirect|reroute)/i, "FAILED"],
  [
    /(?:returned|returning|being returned|will be returned).{0,40}(?:sender|shipper)|return to (?:sender|shipper)/i,
    "DONE",
  ],
  [
    /(?:intercept|delivery change|redirect|reroute).{0,60}(?:completed|successful|was made|has been made)|has been (?:redirected|rerouted)/i,
    "DONE",
  ],
  [/intercept|delivery change|redirect|reroute/i, "REQUESTED"],
];

const DELIVERED = "D";
/** UPS's own type for what goes back. */
const RETURNING = "RS";

/**
 * How far an intercept is, from what happened and from what could still be undone. A parcel that was delivered while
 * one was only asked for was too fast for it.
 */
export function stateOf(activities: readonly Activity[], eligibility: Eligibility): InterceptState {
  for (const { status } of activities) {
    const words = status.description ?? "";
    const found = status.type === RETURNING ? "DONE" : WORDS.find(([pattern]) => pattern.test(words))?.[1];
    if (found === undefined) continue;
    const isTooLate = found === "REQUESTED" && activities.some(({ status: { type } }) => type === DELIVERED);
    return { status: isTooLate ? "FAILED" : found, nativeMessage: words };
  }
  const delivered = activities.find(({ status: { type } }) => type === DELIVERED);
  if (delivered !== undefined) return { status: "NONE", nativeMessage: delivered.status.description };
  const isPending =
    eligibility.ok && [...eligibility.features.values()].some(({ cancel, modify }) => cancel || modify);
  const [latest] = activities;
  return {
    status: isPending ? "REQUESTED" : "NONE",
    nativeMessage: isPending ? "UPS would let the request be canceled" : (latest?.status.description ?? null),
  };
}
