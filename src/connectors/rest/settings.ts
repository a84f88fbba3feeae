import { z } from "zod";

/** A place in the source's document: names with dots between them, numbers for places in a list, `""` for the whole. */
const path = z.string().max(200);
const optionalPath = path.nullable().default(null);

const address = z
  .object({
    recipient: optionalPath,
    department: optionalPath,
    lines: z.array(path).max(8).default([]),
    city: optionalPath,
    region: optionalPath,
    postalCode: optionalPath,
    country: optionalPath,
    phone: optionalPath,
  })
  .strict();

const order = z
  .object({
    externalId: path,
    externalNumber: optionalPath,
    poNumber: optionalPath,
    placedAt: path,
    currency: optionalPath,
    requestedDate: optionalPath,
    note: optionalPath,
    /** The order is canceled if what stands at this place is one of these. */
    canceled: z
      .object({ at: path, when: z.array(z.string()).min(1) })
      .nullable()
      .default(null),
    buyer: z
      .object({
        code: optionalPath,
        name: optionalPath,
        department: optionalPath,
        contactName: optionalPath,
        emails: z.array(path).max(5).default([]),
        phones: z.array(path).max(5).default([]),
        taxId: optionalPath,
        address: address.nullable().default(null),
      })
      .strict(),
    shipTo: address.nullable().default(null),
    lines: z
      .object({
        at: path,
        lineNumber: optionalPath,
        sku: optionalPath,
        description: optionalPath,
        quantity: path,
        unit: optionalPath,
        unitPrice: optionalPath,
      })
      .strict(),
  })
  .strict();

/** How the next page is asked for. */
const nextPage = z.discriminatedUnion("by", [
  z.object({ by: z.literal("none") }),
  z.object({ by: z.literal("number"), parameter: z.string(), first: z.int().default(1) }),
  z.object({ by: z.literal("offset"), parameter: z.string() }),
  /** A token, or a whole address, that the answer gives. */
  z.object({ by: z.literal("token"), at: path, parameter: z.string() }),
  z.object({ by: z.literal("link"), at: path }),
  z.object({ by: z.literal("link-header") }),
]);

export const restSettings = z.object({
  title: z.string().max(100).default("REST source").describe("What people call the source."),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Address of the list of orders, without a query. Leave it out to read files only."),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe("Headers of each request, such as `Accept`. A key does not belong here: see `authorization`."),
  authorization: z
    .string()
    .nullable()
    .default(null)
    .describe("Value of the authorization header, as a reference: `env:SHOP_KEY` holding `Bearer …`."),
  authorizationHeader: z
    .string()
    .default("authorization")
    .describe("Name of the header that carries the key."),
  query: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "Query of each request; `{since}` and `{until}` stand for the moments to read between, in ISO 8601 and UTC.",
    ),
  items: path
    .default("")
    .describe("Where in an answer the list of orders is; empty if the answer is the list."),
  next: nextPage
    .default({ by: "none" })
    .describe("How the next page is asked for: none, number, offset, token, link or link-header."),
  updatedAt: path.describe(
    "Where in an order its last change is, as an instant with its zone. The cursor of the stream.",
  ),
  firstSince: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe(
      "From when on the first pass reads. Left out, it takes all the orders that the source has ever had.",
    ),
  pollSeconds: z.number().min(1).max(86_400).default(60).describe("Seconds between two passes."),
  order: order.describe("Where in a document the values of an order are."),
});
export type RestSettings = z.infer<typeof restSettings>;
export type AddressPaths = z.infer<typeof address>;
