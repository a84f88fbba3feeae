import { z } from "zod";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

export const asteriskSettings = z.object({
  timeZone: timeZoneSetting,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country of numbers that are dialed without one, e.g. `DE`."),
  columns: z
    .array(z.string().min(1).max(60))
    .max(60)
    .default([])
    .describe("Columns of a log without a heading that has an order of its own, by Asterisk's names."),
});
export type AsteriskSettings = z.infer<typeof asteriskSettings>;
