import { z } from "zod";
import type { PartyStatement } from "../../domain/party.js";
import { ADDRESS_ROLES, CHANNELS } from "../../domain/vocabulary.js";
import { jsonAddress, postalAddressOf } from "../reading/json/address.js";
import { distinct, optionalText } from "../reading/values/clean-text.js";

const code = z.object({ system: z.string().min(1).max(100), value: z.string().min(1).max(200) });
const texts = z.array(z.string().max(500)).max(20).default([]);

/** What somebody keys about a customer: all that is known of them, with what is new put in. */
export const customerForm = z.object({
  /** The channel it came through: the caller, the customer's own page. */
  channel: z.enum(CHANNELS),
  statedAt: z.iso.datetime({ offset: true }),
  customer: z.object({
    kind: z.enum(["PERSON", "ORGANIZATION"]).nullish(),
    name: optionalText,
    department: optionalText,
    contactName: optionalText,
    emails: texts,
    phones: texts,
    taxId: optionalText,
    codes: z.array(code).max(20).default([]),
    address: jsonAddress.nullish(),
    addressRole: z.enum(ADDRESS_ROLES).nullish(),
  }),
});
export type CustomerForm = z.infer<typeof customerForm>;

/** What the form says of its customer, in the hub's words. */
export function partyOf({ customer }: CustomerForm): PartyStatement {
  const { kind, name, department, contactName, emails, phones, taxId, codes, address, addressRole } =
    customer;
  return {
    ...{ code: null, otherCodes: codes, kind: kind ?? null, name, department, contactName, taxId },
    ...{ emails: distinct(emails), phones: distinct(phones) },
    address: address ? postalAddressOf(address) : null,
    ...(addressRole ? { addressRole } : {}),
  };
}
