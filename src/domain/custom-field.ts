import Big from "big.js";
import { z } from "zod";
import { decimal } from "./decimal.js";
import { ROLES, type Role } from "./vocabulary.js";

/** What a house may keep something of, besides what the hub knows by itself. */
export const CUSTOM_FIELD_SUBJECTS = ["ORDER", "CUSTOMER", "RETURN"] as const;
export type CustomFieldSubject = (typeof CUSTOM_FIELD_SUBJECTS)[number];

export const CUSTOM_FIELD_TYPES = [
  "TEXT",
  "INTEGER",
  "DECIMAL",
  "BOOLEAN",
  "DAY",
  "INSTANT",
  "CHOICE",
] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

export type CustomValue = string | number | boolean;

const TEXT_LENGTH_MAX = 2_000;
const CHOICES_MAX = 100;
const name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "begins with a-z, then a-z, 0-9 or _, at most 40");
const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length);

/** What is said of a field by whoever defines it. */
export const customFieldDefinition = z
  .object({
    subject: z.enum(CUSTOM_FIELD_SUBJECTS),
    namespace: name,
    key: name,
    type: z.enum(CUSTOM_FIELD_TYPES),
    choices: z.array(z.string().trim().min(1).max(100)).max(CHOICES_MAX),
    label: z.string().trim().min(1).max(200),
    seenBy: roles,
    setBy: roles,
    isPersonal: z.boolean(),
    isFilterable: z.boolean(),
    isRetired: z.boolean(),
  })
  .superRefine(({ type, choices, seenBy, setBy }, context) => {
    if ((type === "CHOICE") !== choices.length > 0) {
      context.addIssue({ code: "custom", path: ["choices"], message: "CHOICE has choices, and only CHOICE" });
    }
    if (new Set(choices).size < choices.length) {
      context.addIssue({ code: "custom", path: ["choices"], message: "one of them stands there twice" });
    }
    if (setBy.some((role) => !seenBy.includes(role))) {
      context.addIssue({ code: "custom", path: ["setBy"], message: "who sets it has to see it" });
    }
  });
export type CustomFieldDefinition = z.infer<typeof customFieldDefinition>;

const VALUES: Readonly<Record<Exclude<CustomFieldType, "CHOICE">, z.ZodType<CustomValue>>> = {
  TEXT: z.string().min(1).max(TEXT_LENGTH_MAX),
  INTEGER: z.int(),
  DECIMAL: decimal,
  BOOLEAN: z.boolean(),
  DAY: z.iso.date(),
  INSTANT: z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
};

/** A value as the field takes it, or what is wrong with it. */
export function readCustomValue(
  { type, choices }: Pick<CustomFieldDefinition, "type" | "choices">,
  given: unknown,
): { readonly ok: true; readonly value: CustomValue } | { readonly ok: false; readonly message: string } {
  const shape = type === "CHOICE" ? z.enum(choices as [string, ...string[]]) : VALUES[type];
  const parsed = shape.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  const expected = type === "CHOICE" ? `one of ${choices.join(", ")}` : EXPECTED[type];
  return { ok: false, message: `it takes ${expected}` };
}

const EXPECTED: Readonly<Record<Exclude<CustomFieldType, "CHOICE">, string>> = {
  TEXT: `a text of 1 to ${TEXT_LENGTH_MAX} characters`,
  INTEGER: "a whole number",
  DECIMAL: 'an exact number as text, such as "1234.50"',
  BOOLEAN: "true or false",
  DAY: 'a day, such as "2026-03-31"',
  INSTANT: 'an instant with its zone, such as "2026-03-31T10:00:00Z"',
};

const FILTER_KEY_LENGTH_MAX = 200;

/** By what rows are found that hold this value: the same for values that mean the same. */
export function filterKeyOf(type: CustomFieldType, value: CustomValue): string {
  if (type === "DECIMAL" || type === "INTEGER") return new Big(value as string | number).toFixed();
  return String(value).normalize("NFKC").trim().toLowerCase().slice(0, FILTER_KEY_LENGTH_MAX);
}

/** The key of what a filter says as text; null for what the field could never hold. */
export function filterKeyOfText(
  field: Pick<CustomFieldDefinition, "type" | "choices">,
  text: string,
): string | null {
  if (field.type === "TEXT" || field.type === "CHOICE") return filterKeyOf(field.type, text);
  const given = field.type === "INTEGER" ? Number(text) : field.type === "BOOLEAN" ? text === "true" : text;
  const read = readCustomValue(field, given);
  return read.ok ? filterKeyOf(field.type, read.value) : null;
}

/** Operators run the hub and see what is kept in it. */
export const maySee = ({ seenBy }: Pick<CustomFieldDefinition, "seenBy">, role: Role): boolean =>
  role === "OPERATOR" || seenBy.includes(role);
