import { z } from "zod";
import { postalAddress } from "../../domain/address.js";
import { type Outcome, refused } from "../acts/outcome.js";

const SUBJECT_LENGTH_MAX = 300;
const WORDS_LENGTH_MAX = 20_000;
const NAME_LENGTH_MAX = 200;

const short = z.string().trim().min(1).max(NAME_LENGTH_MAX);

/** What may be said of a case, field by field as callers name them. */
const CASE_TEXTS = {
  subject: z.string().trim().min(1).max(SUBJECT_LENGTH_MAX),
  description: z.string().trim().min(1).max(WORDS_LENGTH_MAX),
  text: z.string().trim().min(1).max(WORDS_LENGTH_MAX),
  note: z.string().trim().min(1).max(WORDS_LENGTH_MAX),
  assignee: short,
  contact: z.object({ contactName: short.nullable(), email: short.nullable(), phone: short.nullable() }),
  address: postalAddress.refine(({ lines, city }) => lines.length > 0 || city !== null, "says no place"),
};

type Given = { readonly [Name in keyof typeof CASE_TEXTS]?: unknown };

/** Why these cannot be kept, with the fields that are to blame; null if they can. What is null or left out is not looked at. */
export function faultOfCase(given: Given): Outcome<never> | null {
  const issues = Object.entries(CASE_TEXTS).flatMap(([name, shape]) => {
    const value = given[name as keyof Given];
    if (value === null || value === undefined) return [];
    const { error } = shape.safeParse(value);
    return (error?.issues ?? []).map(({ path, message }) => ({
      ...{ field: [name, ...path].join("."), code: "INVALID", message },
    }));
  });
  return issues.length === 0 ? null : { ok: false, userErrors: issues };
}

/** What has to be said and was not. */
export const unsaid = (field: string, why: string): Outcome<never> => refused("INVALID", why, field);
