import { z } from "zod";
import { postalAddress } from "./address.js";
import { instant } from "./instant.js";
import { ADDRESS_ROLES, CONNECTION_SIDES, CUSTOMER_KINDS } from "./vocabulary.js";

const text = z.string().max(500);
/** Codes are looked up, so they have to fit an index. */
const code = z.string().max(200);

/** A code that some system uses for this party: `{ system: "erp", value: "HW-0071" }`. */
export const partyCode = z.object({ system: z.string().max(100), value: code });

/**
 * What one document says about one party. It becomes a SourceRecord; whose customer it is, is the
 * business of identity resolution and is never guessed here.
 */
export const partyStatement = z.object({
  /** The sender's own code for the party; null where the channel has none (fax, mail, phone). */
  code: code.nullable(),
  /** Codes of other systems that the document quotes, e.g. "our customer no. YF-0071 with you". */
  otherCodes: z.array(partyCode).max(20),
  kind: z.enum(CUSTOMER_KINDS).nullable(),
  /** Company name, or the person's name for a private customer; as written. */
  name: text.nullable(),
  department: text.nullable(),
  contactName: text.nullable(),
  emails: z.array(text).max(20),
  phones: z.array(text).max(20),
  taxId: text.nullable(),
  address: postalAddress.nullable(),
  /** What the address is for, where the channel says; left out where it does not. */
  addressRole: z.enum(ADDRESS_ROLES).optional(),
});
export type PartyStatement = z.infer<typeof partyStatement>;

/** What a source says of a party without ordering anything: it has moved, it has a new number. */
export const statedParty = z.object({
  channel: z.enum(CONNECTION_SIDES),
  statedAt: instant,
  statement: partyStatement,
});
export type StatedParty = z.infer<typeof statedParty>;
