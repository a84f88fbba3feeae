import { z } from "zod";

export const tradacomsSettings = z.object({
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("Name of the system that gave out the customer numbers which buyers quote as the supplier's."),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country of the addresses, which this format never names, e.g. `GB`."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of the prices, which this format never names, e.g. `GBP`."),
});
export type TradacomsSettings = z.infer<typeof tradacomsSettings>;
