import { z } from "zod";
import { pulledShop } from "../reading/sources/pulled-shop.js";

export const shopifySettings = z
  .object({
    webhookSecret: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Signing secret: Settings, Notifications, Webhooks; for an app, its client secret. Without one, no webhook is taken.",
      ),
    previousWebhookSecret: z
      .string()
      .min(1)
      .optional()
      .describe("The secret before the last rotation, accepted as well until this setting is removed."),
    shop: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/)
      .optional()
      .describe(
        "Domain such as acme.myshopify.com; messages of other shops with the same secret are refused.",
      ),
    accessToken: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Admin API access token of an app with read_orders and read_customers, to read orders whose webhook was lost; without one, only webhooks and files are read.",
      ),
    apiVersion: z
      .string()
      .regex(/^20\d\d-(01|04|07|10)$/)
      .default("2026-07")
      .describe("Version of the Admin API, 2025-04 or later."),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Address to ask instead of https://<shop>, such as that of a proxy."),
    ...pulledShop,
  })
  .refine(({ webhookSecret, accessToken }) => webhookSecret !== undefined || accessToken !== undefined, {
    path: ["webhookSecret"],
    message: "is needed, or accessToken, or both",
  });
export type ShopifySettings = z.infer<typeof shopifySettings>;

/** Where to ask and with what; null if the settings do not say. */
export function accessOf({ shop, apiUrl, apiVersion, accessToken }: ShopifySettings) {
  const base = apiUrl ?? (shop === undefined ? undefined : `https://${shop}`);
  if (base === undefined || accessToken === undefined) return null;
  return { url: `${base.replace(/\/+$/, "")}/admin/api/${apiVersion}/graphql.json`, accessToken };
}
