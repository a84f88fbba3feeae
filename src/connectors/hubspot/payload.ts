import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

/** HubSpot answers with the properties that were asked for, all of them as text. */
const object = z.object({
  id: optionalText,
  properties: z.record(z.string(), optionalText),
  createdAt: optionalText,
  updatedAt: optionalText,
  archived: z.boolean().nullish(),
});
export type HubspotObject = z.infer<typeof object>;

/** An order with what it is associated with, as one document: HubSpot keeps each of them as an object of its own. */
export const hubspotOrder = z.object({
  order: object,
  lineItems: z.array(object).max(10_000),
  contact: object.nullish(),
  company: object.nullish(),
  /** Among how many of each the choice was, where it was made by the hub. */
  candidates: z.object({ contacts: z.int(), companies: z.int() }).nullish(),
});
export type HubspotOrder = z.infer<typeof hubspotOrder>;
