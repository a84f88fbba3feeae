import { z } from "zod";
import { pulledShop } from "../reading/sources/pulled-shop.js";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

export const wooSettings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Secret of the webhook: WooCommerce, Settings, Advanced, Webhooks; without one, only files are read.",
    ),
  previousWebhookSecret: z
    .string()
    .min(1)
    .optional()
    .describe("The secret before the last rotation, accepted as well until this setting is removed."),
  timeZone: timeZoneSetting,
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Address of the shop, such as https://shop.example, to read orders whose webhook was lost; needs the two keys.",
    ),
  consumerKey: z
    .string()
    .min(1)
    .optional()
    .describe("Consumer key with the right to read: WooCommerce, Settings, Advanced, REST API."),
  consumerSecret: z.string().min(1).optional().describe("Consumer secret that belongs to the key."),
  ...pulledShop,
});
export type WooSettings = z.infer<typeof wooSettings>;

/** Where to ask and with what; null if the settings do not say. */
export function accessOf({ url, consumerKey, consumerSecret }: WooSettings) {
  if (url === undefined || consumerKey === undefined || consumerSecret === undefined) return null;
  const key = Buffer.from(`${consumerKey}:${consumerSecret}`).toString("base64");
  return { api: `${url.replace(/\/+$/, "")}/wp-json`, authorization: `Basic ${key}` };
}
