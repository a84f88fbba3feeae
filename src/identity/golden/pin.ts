import { z } from "zod";
import { type PostalAddress, postalAddress } from "../../domain/address.js";
import { partyCode } from "../../domain/party.js";
import { CUSTOMER_KINDS } from "../../domain/vocabulary.js";
import { parseEmail } from "../normalizing/email.js";
import { parsePhone } from "../normalizing/phone.js";
import { type GoldenAttribute, SURVIVORSHIP_RULES } from "./survivorship-rules.js";
import { parseTaxId } from "../normalizing/tax-id.js";

/** A value in a list of pins is one that nobody else states, or the one of many that counts. */
const VALUES_MAX = 20;
const TEXT_LENGTH_MAX = 500;

const text = z.string().trim().min(1).max(TEXT_LENGTH_MAX);

/** The same form in which statements are compared, so that a pinned value and a stated one are one value. */
const email = text.transform((value, context) => {
  const parsed = parseEmail(value);
  if (parsed !== null && parsed.local !== null) return parsed.address;
  context.addIssue("is no e-mail address");
  return z.NEVER;
});
const phone = text.transform((value, context) => {
  const number = parsePhone(value, null)?.number;
  if (number?.startsWith("+")) return number;
  context.addIssue("is no phone number with its country, such as +44 113 496 0001");
  return z.NEVER;
});
const taxId = text.transform((value, context) => {
  const parsed = parseTaxId(value);
  if (parsed !== null) return parsed.value;
  context.addIssue("is no tax id");
  return z.NEVER;
});
const NO_ADDRESS: PostalAddress = {
  ...{ recipient: null, department: null, lines: [], city: null, region: null, postalCode: null },
  ...{ country: null, phone: null },
};
const address = z
  .preprocess(
    (stated) => (typeof stated === "object" && stated !== null ? { ...NO_ADDRESS, ...stated } : stated),
    postalAddress,
  )
  .refine(({ lines, city, postalCode }) => lines.length > 0 || city !== null || postalCode !== null, {
    message: "says nowhere: give lines, a city or a postal code",
  });

const VALUE_OF: Readonly<Record<GoldenAttribute, z.ZodType>> = {
  kind: z.enum(CUSTOMER_KINDS),
  name: text,
  localName: text,
  taxId,
  emails: email,
  phones: phone,
  addresses: address,
  departments: text,
  contacts: text,
  codes: partyCode.extend({ system: text, value: text.max(200) }),
};

export const GOLDEN_ATTRIBUTES = Object.keys(SURVIVORSHIP_RULES) as GoldenAttribute[];

export const isGoldenAttribute = (name: string): name is GoldenAttribute =>
  GOLDEN_ATTRIBUTES.some((attribute) => attribute === name);

export type CheckedPin =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly { readonly path: string; readonly message: string }[] };

/** Checks a value that is to be pinned. Attributes that are lists take a list, or one value for it. */
export function checkPin(attribute: GoldenAttribute, value: unknown): CheckedPin {
  const { list } = SURVIVORSHIP_RULES[attribute];
  const shape = list ? z.array(VALUE_OF[attribute]).min(1).max(VALUES_MAX) : VALUE_OF[attribute];
  const parsed = shape.safeParse(list && !Array.isArray(value) ? [value] : value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: ["value", ...path].join("."),
    message,
  }));
  return { ok: false, issues };
}
