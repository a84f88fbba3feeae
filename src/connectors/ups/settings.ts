import { z } from "zod";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

const shipFrom = z.object({
  line: z.string().min(1).max(50),
  city: z.string().min(1).max(30),
  state: z.string().max(5).optional(),
  postalCode: z.string().max(16),
  country: z.string().regex(/^[A-Z]{2}$/),
});

export const upsSettings = z.object({
  credential: z
    .string()
    .min(16)
    .optional()
    .describe(
      "The credential that the Track Alert subscription was made with; without one, only files are read.",
    ),
  timeZone: timeZoneSetting,
  url: z
    .url({ protocol: /^https?$/ })
    .default("https://onlinetools.ups.com")
    .describe("Address of UPS's APIs; `https://wwwcie.ups.com` is the one for trying out."),
  clientId: z
    .string()
    .optional()
    .describe("Client id of an app with Delivery Intercept and Tracking; without one, no parcel is stopped."),
  clientSecret: z.string().optional().describe("Secret of that app."),
  requester: z
    .object({
      name: z.string().min(1).max(30),
      telephone: z.string().regex(/^\+\d{1,13}$/),
      emailAddress: z.string().max(50).optional(),
    })
    .optional()
    .describe('Who asks, for UPS to call back: `{ "name": "Dispatch", "telephone": "+4940123456" }`.'),
  returnReason: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default("FA")
    .describe("UPS's code for why a parcel goes back; FA is an address that could not be put right."),
  chargeMax: z
    .object({ amount: z.string().regex(/^\d{1,7}(\.\d{1,2})?$/), currency: z.string().regex(/^[A-Z]{3}$/) })
    .optional()
    .describe(
      "The most that an intercept may cost. It is then asked for beforehand; left out, UPS's charges are accepted.",
    ),
  shipFrom: shipFrom
    .optional()
    .describe(
      "Where parcels leave, with line, city, postalCode and country: UPS needs it to say what a change costs.",
    ),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(20_000)
    .describe("How long to wait for an answer before its effect counts as unknown, in milliseconds."),
});
export type UpsSettings = Readonly<z.infer<typeof upsSettings>>;
