import { z } from "zod";
import { transient } from "../../domain/errors.js";
import { excerptOf, jsonIn } from "../execution-client.js";
import { optionalText } from "../reading/values/clean-text.js";
import { forgetToken, interceptRequest, type Send, tokenFor, wordsIn } from "./api.js";
import type { UpsSettings } from "./settings.js";

const yes = z
  .string()
  .nullish()
  .transform((word) => word?.toUpperCase() === "ELIGIBLE");
const feature = z.object({
  interceptFeature: z.string(),
  eligibilityValue: z.object({
    createEligibility: yes,
    modifyEligibility: yes,
    cancelEligibility: yes,
    reasonOptionsForRTS: z.array(z.object({ id: optionalText })).nullish(),
  }),
});
const eligibility = z.object({
  response: z.object({ success: z.literal(true), commonEligibilityMap: z.array(feature) }),
});

/** UPS's features that we use. */
export const REDIRECT = "RD";
export const RETURN = "RTS";

export interface Feature {
  readonly create: boolean;
  readonly modify: boolean;
  /** True where there is one to cancel: somebody has asked for it before. */
  readonly cancel: boolean;
  readonly reasons: readonly string[];
}

/** What may be done with a parcel, by feature; or UPS's words why that cannot be told. */
export type Eligibility =
  | { readonly ok: true; readonly features: ReadonlyMap<string, Feature> }
  | { readonly ok: false; readonly words: string };

export async function eligibilityOf(
  settings: UpsSettings,
  look: Send,
  trackingNumber: string,
  transaction: string,
): Promise<Eligibility> {
  const token = await tokenFor(settings, look);
  const answer = await lookWithToken(settings, look, token, trackingNumber, transaction);
  const body = jsonIn(answer);
  const read = eligibility.safeParse(body);
  if (read.success) {
    const features = read.data.response.commonEligibilityMap.map(
      ({ interceptFeature, eligibilityValue: value }) => {
        const { createEligibility: create, modifyEligibility: modify, cancelEligibility: cancel } = value;
        const reasons = (value.reasonOptionsForRTS ?? []).flatMap(({ id }) => id ?? []);
        return [interceptFeature, { create, modify, cancel, reasons }] as const;
      },
    );
    return { ok: true, features: new Map(features) };
  }
  const words = wordsIn(body);
  if (words !== null && answer.status < 500 && !/^5\d\d\b/.test(words)) return { ok: false, words };
  throw transient("CARRIER_UNREADABLE", `UPS does not say what may be done: ${words ?? excerptOf(answer)}`);
}

async function lookWithToken(
  settings: UpsSettings,
  look: Send,
  token: string,
  trackingNumber: string,
  transaction: string,
) {
  const path = `eligibility/intercept/${trackingNumber}`;
  try {
    return await look(interceptRequest(settings, token, transaction, path));
  } catch (error) {
    // A token may be taken back before its time; with a new one it is either that or the right that is missing.
    forgetToken(settings);
    if (!/HTTP 401/.test(String(error))) throw error;
    return look(interceptRequest(settings, await tokenFor(settings, look), transaction, path));
  }
}
