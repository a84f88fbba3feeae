import { z } from "zod";
import { executingPartner } from "../reading/edi/executing-partner.js";
import { partnerFolders } from "../reading/edi/partner-folders.js";
import { toldPartner } from "../reading/edi/told-partner.js";

const id = z.string().trim().min(1).max(15);
const qualifier = z.string().regex(/^[A-Z0-9]{2}$/);
const separator = z
  .string()
  .regex(/^[^A-Za-z0-9 ]$/, "must be one character that is no letter, digit or blank");

export const x12Settings = z.object({
  ownQualifier: qualifier
    .default("ZZ")
    .describe("What kind of id ours is in what we send (ISA05): `01` DUNS, `12` phone, `ZZ` as agreed."),
  ownId: id
    .nullable()
    .default(null)
    .describe(
      "Our interchange id (ISA06, GS02). A 997 uses the one it was addressed to if this is left out.",
    ),
  partnerQualifier: qualifier.default("ZZ").describe("What kind of id the partner's is (ISA07), as above."),
  partnerId: id
    .nullable()
    .default(null)
    .describe(
      "The partner's interchange id (ISA08, GS03). If set, orders of another sender wait for a person.",
    ),
  usage: z
    .enum(["P", "T"])
    .default("P")
    .describe(
      "`P` if this connection trades for real: orders marked as a test then wait for a person. `T` for trials.",
    ),
  version: z
    .string()
    .regex(/^\d{6}[A-Z0-9]{0,6}$/)
    .default("004010")
    .describe("Version of the standard in what we send (GS08), e.g. `004010` or `004010VICS`."),
  elementSeparator: separator.default("*").describe("Separator of elements in what we send."),
  componentSeparator: separator.default(">").describe("Separator of components in what we send (ISA16)."),
  terminator: separator.default("~").describe("What ends a segment in what we send; may be a line feed."),
  uppercase: z.boolean().default(false).describe("Write capitals only, for partners that take nothing else."),
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe(
      "Name of the system that gave out the customer numbers which partners quote as the seller's (91).",
    ),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country of addresses that name none, e.g. `US`."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of prices where a document names none, e.g. `USD`."),
  ...toldPartner,
  ...partnerFolders,
  ...executingPartner,
});
export type X12Settings = z.infer<typeof x12Settings>;
