import { z } from "zod";

export const hubspotSettings = z.object({
  accessToken: z
    .string()
    .nullable()
    .default(null)
    .describe("Token of a private app that may read orders, line items, contacts and companies."),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .default("https://api.hubapi.com")
    .describe("Address of HubSpot's API."),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Client secret of the app whose webhooks come here; without one, none may post."),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The address that HubSpot posts to, as it stands in the app: it is part of what is signed."),
  ownSourceId: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "The `sourceId` that changes of our own bear in webhooks, such as the app's id: they are kept, not followed.",
    ),
  pollSeconds: z.number().min(1).max(86_400).default(60).describe("Seconds between two passes."),
});
export type HubspotSettings = Readonly<ReturnType<typeof hubspotSettings.parse>>;
