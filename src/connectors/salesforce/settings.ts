import { z } from "zod";

const fieldName = z.string().regex(/^[A-Za-z]\w{0,79}$/);

export const salesforceSettings = z.object({
  instanceUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Address of the org, `https://acme.my.salesforce.com`. Leave it out to read files only."),
  apiVersion: z
    .string()
    .regex(/^v\d{2,3}\.\d$/)
    .default("v62.0")
    .describe("Version of the REST API, such as `v62.0`."),
  accessToken: z
    .string()
    .nullable()
    .default(null)
    .describe("A session's token, for a trial; it expires. With a connected app it is not needed."),
  clientId: z
    .string()
    .nullable()
    .default(null)
    .describe("Consumer key of the connected app that may use the client credentials flow."),
  clientSecret: z.string().nullable().default(null).describe("Consumer secret of that connected app."),
  webhookSecret: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "Secret that a relay signs change events with, as Standard Webhooks says; without one, none may post.",
    ),
  ownClient: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "Name by which our own writes are known in a change event's `changeOrigin`: they are kept, not followed.",
    ),
  drafts: z
    .enum(["ignore", "take"])
    .default("ignore")
    .describe("What becomes of orders that are drafts: `ignore` until they are activated, or `take`."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of an org that has only one; the API does not name it there."),
  multiCurrency: z
    .boolean()
    .default(false)
    .describe("Whether the org has several currencies: only then does an order have one of its own."),
  requestedDateField: fieldName
    .nullable()
    .default(null)
    .describe(
      "Field of an order with the day the customer asked for, such as `Requested_Date__c`: none is standard.",
    ),
  accountNumberSystem: z
    .string()
    .max(100)
    .nullable()
    .default(null)
    .describe("The system whose customer number stands in the account number, such as `erp`, if any."),
  pollSeconds: z.number().min(1).max(86_400).default(60).describe("Seconds between two passes."),
});
export type SalesforceSettings = Readonly<ReturnType<typeof salesforceSettings.parse>>;
