import { z } from "zod";

export const trytonSettings = z.object({
  url: z.url({ protocol: /^https?$/ }).describe("Address of trytond, e.g. https://erp.acme.example."),
  database: z
    .string()
    .min(1)
    .describe("Name of Tryton's database, as it stands in the address of its client."),
  user: z
    .string()
    .min(1)
    .describe("Login of a user of Tryton that is the hub's own; docs/tryton.md lists its groups."),
  password: z.string().min(1).describe("Password of that user."),
  company: z
    .string()
    .nullable()
    .default(null)
    .describe("Name of the company that sells, where the user belongs to more than one."),
  warehouse: z
    .string()
    .nullable()
    .default(null)
    .describe("Name or code of the warehouse that ships; Tryton's default warehouse if left out."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of orders that name none, e.g. EUR; the company's own if left out."),
  complaintType: z
    .string()
    .min(1)
    .default("Return")
    .describe("Name of the complaint type, with sales as its origin, that returns are entered under."),
  approveReturns: z
    .boolean()
    .default(true)
    .describe("Whether the hub approves its complaints itself; if not, they wait for somebody at Tryton."),
  parcels: z
    .boolean()
    .default(false)
    .describe("Read tracking numbers from the packages of a shipment (module stock_package_shipping)."),
  follow: z
    .boolean()
    .default(true)
    .describe("Look for what is changed inside Tryton: sales, shipments, returns and addresses."),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(20_000)
    .describe("How long to wait for an answer before its effect counts as unknown, in milliseconds."),
  pollSeconds: z.number().min(1).max(86_400).default(30).describe("Seconds between two looks for changes."),
});
export type TrytonSettings = Readonly<ReturnType<typeof trytonSettings.parse>>;
