import { z } from "zod";

/** What every shop that is read beside its webhooks has to be told. */
export const pulledShop = {
  placedSince: z.iso
    .date()
    .optional()
    .describe(
      "First day, in UTC, of the orders that are read from the shop; without it, the first pass takes every order there is.",
    ),
  pollSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Seconds between two passes over the shop's orders."),
};
