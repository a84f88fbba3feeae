import { z } from "zod";

const code = (chars: number, meaning: string) =>
  z.string().max(chars).nullable().default(null).describe(meaning);

export const sapSettings = z.object({
  executes: z
    .boolean()
    .default(false)
    .describe("True if this S/4HANA carries orders out: they are made there, changed, held and read back."),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Address of the system, `https://my300000-api.s4hana.cloud.sap`."),
  client: z
    .string()
    .regex(/^\d{3}$/)
    .nullable()
    .default(null)
    .describe("SAP client, where the system has more than one."),
  user: code(40, "Communication user; its scenario has to allow API_SALES_ORDER_SRV."),
  password: z.string().nullable().default(null).describe("Password of that user."),
  salesOrderType: z.string().max(4).default("OR").describe("Type of the sales orders that are made."),
  salesOrganization: code(4, "Sales organization that sells."),
  distributionChannel: code(2, "Distribution channel of the orders."),
  division: code(2, "Division of the orders."),
  soldTo: z
    .record(z.string(), z.string())
    .default({})
    .describe('Customers\' numbers in SAP by their names here: `{ "Nordlicht Elektronik AG": "17100001" }`.'),
  soldToDefault: code(10, "Customer to book an order on whose buyer is not in that list."),
  referenceField: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/)
    .default("PurchaseOrderByShipToParty")
    .describe(
      "Field of the sales order that keeps our order id, of 35 characters or more; it may be one of your own.",
    ),
  lineField: z
    .enum(["ExternalItemID", "UnderlyingPurchaseOrderItem"])
    .default("ExternalItemID")
    .describe("Field of the item that keeps our line number; the second takes 6 characters."),
  shipToFunction: z
    .enum(["SH", "WE"])
    .default("SH")
    .describe("Partner function of the ship-to party, as the API calls it."),
  priceCondition: z.string().max(4).default("PPR0").describe("Condition type that a price is entered with."),
  rejectionReason: z
    .string()
    .max(2)
    .default("00")
    .describe("Reason that removed lines and canceled orders are rejected with."),
  deliveryBlock: z.string().max(2).default("01").describe("Delivery block that holds an order."),
  units: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Units as orders write them, and SAP\'s: `{ "Stk": "PC" }`. Others count in the material\'s sales unit.',
    ),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(30_000)
    .describe("How long to wait for an answer before its effect counts as unknown, in milliseconds."),
});
export type SapSettings = Readonly<z.infer<typeof sapSettings>>;
