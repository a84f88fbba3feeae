import { z } from "zod";
import { executingPartner } from "../reading/edi/executing-partner.js";
import { partnerFolders } from "../reading/edi/partner-folders.js";
import { toldPartner } from "../reading/edi/told-partner.js";

const id = z.string().trim().min(1).max(35);
const qualifier = z.string().max(4);

export const edifactSettings = z.object({
  ownId: id
    .nullable()
    .default(null)
    .describe(
      "Our interchange id (UNB S002), e.g. our GLN. A CONTRL uses the one it was addressed to if left out.",
    ),
  ownQualifier: qualifier
    .default("14")
    .describe("What kind of id ours is: `14` GLN, `1` DUNS, `31B` SAN, `ZZZ` as agreed; may be empty."),
  partnerId: id
    .nullable()
    .default(null)
    .describe("The partner's interchange id (UNB S003). If set, orders of another sender wait for a person."),
  partnerQualifier: qualifier.default("14").describe("What kind of id the partner's is, as above."),
  usage: z
    .enum(["PRODUCTION", "TEST"])
    .default("PRODUCTION")
    .describe(
      "`PRODUCTION` if this connection trades for real: orders marked as a test then wait for a person.",
    ),
  syntax: z
    .enum(["UNOA", "UNOB", "UNOC", "UNOY"])
    .default("UNOC")
    .describe(
      "Characters of what we send: `UNOA` capitals only, `UNOB` ASCII, `UNOC` Latin-1, `UNOY` UTF-8.",
    ),
  directory: z
    .string()
    .regex(/^[DS]:\d\d[AB](?::[A-Z0-9]{1,6})?$/)
    .default("D:96A")
    .describe("Directory of the messages we send, e.g. `D:96A` or `D:01B:EAN010` with the subset."),
  lineBreaks: z
    .boolean()
    .default(false)
    .describe("Begin every segment of what we send on a line of its own."),
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
    .describe("Country of addresses that name none, e.g. `DE`."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of prices where a message names none, e.g. `EUR`."),
  ...toldPartner,
  ...partnerFolders,
  ...executingPartner,
});
export type EdifactSettings = z.infer<typeof edifactSettings>;
