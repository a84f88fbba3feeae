import { z } from "zod";
import { type PostalAddress, postalAddress } from "../domain/address.js";
import { SURVIVORSHIP_STRATEGIES } from "../domain/vocabulary.js";
import type { GoldenAttribute, GoldenSource } from "../schema/customer.js";
import { globalId } from "../schema/global-id.js";

const stated = z.object({
  value: z.unknown(),
  recordId: z.string().nullable().default(null),
  system: z.string().nullable().default(null),
  statedAt: z.coerce.date().nullable().default(null),
});
const attribute = stated.extend({
  role: z.string().nullable().default(null),
  strategy: z.enum(SURVIVORSHIP_STRATEGIES).nullable().default(null),
  losing: z.array(stated).default([]),
});

type Golden = Readonly<Record<string, unknown>> | null;

/** The golden record as a list, whatever attributes it has: one entry for each value, the best of each first. */
export function goldenAttributes(golden: Golden): GoldenAttribute[] {
  return Object.keys(golden ?? {}).flatMap((name) =>
    valuesOf(golden, name).map(({ value, role, strategy, losing, ...source }) => ({
      ...{ name, value, role, strategy },
      source: sourceOf(source),
      losing: losing.map(({ value: lost, ...from }) => ({ value: lost, source: sourceOf(from) })),
    })),
  );
}

/** The plain texts of one attribute; empty if it has none. */
export const goldenTexts = (golden: Golden, name: string): string[] =>
  valuesOf(golden, name).flatMap(({ value }) => (typeof value === "string" ? [value] : []));

/** The addresses, the current one first. */
export const goldenAddresses = (golden: Golden): PostalAddress[] =>
  valuesOf(golden, "addresses").flatMap(({ value }) => postalAddress.safeParse(value).data ?? []);

/** What is in the column and is no attribute is passed over. */
function valuesOf(golden: Golden, name: string): z.infer<typeof attribute>[] {
  const found = golden?.[name];
  return (Array.isArray(found) ? found : [found]).flatMap(
    (one: unknown) => attribute.safeParse(one).data ?? [],
  );
}

const sourceOf = ({ recordId, system, statedAt }: Omit<z.infer<typeof stated>, "value">): GoldenSource => ({
  connectionId: system,
  sourceRecordId: recordId === null ? null : globalId("SourceRecord", recordId),
  statedAt,
});
