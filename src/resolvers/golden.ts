import { z } from "zod";
import { type PostalAddress, postalAddress } from "../domain/address.js";
import { ADDRESS_ROLES, CONNECTION_SIDES, SURVIVORSHIP_STRATEGIES } from "../domain/vocabulary.js";
import { globalId } from "../schema/global-id.js";
import type { CustomerAddress, Department, GoldenAttribute, GoldenSource } from "../schema/golden.js";

const stated = z.object({
  value: z.unknown(),
  recordId: z.string().nullable().default(null),
  version: z.number().nullable().default(null),
  system: z.string().nullable().default(null),
  channel: z.enum(CONNECTION_SIDES).nullable().default(null),
  statedAt: z.coerce.date().nullable().default(null),
});
const instant = z.coerce.date().nullable().default(null);
const attribute = stated.extend({
  // Golden records of an earlier make say other things here, until they are built anew.
  role: z.enum(ADDRESS_ROLES).nullable().default(null).catch(null),
  current: z.boolean().nullable().default(null),
  validFrom: instant,
  validTo: instant,
  periods: z.array(z.object({ from: z.coerce.date(), to: instant })).default([]),
  strategy: z.enum(SURVIVORSHIP_STRATEGIES).nullable().default(null),
  why: z.string().nullable().default(null),
  losing: z.array(stated).default([]),
});
const texts = z.array(z.string()).default([]);
const department = z.object({
  ...{ value: z.string(), contacts: texts, phones: texts, emails: texts, recordIds: texts },
  addresses: z.array(postalAddress).default([]),
});
const basis = z.object({ leftOut: z.number() });

type Golden = Readonly<Record<string, unknown>> | null;

/** Tells what the record was made of, and is no attribute of the customer. */
const BASIS = "basis";

/** The golden record as a list, whatever attributes it has: one entry for each value, the best of each first. */
export function goldenAttributes(golden: Golden): GoldenAttribute[] {
  return Object.keys(golden ?? {})
    .filter((name) => name !== BASIS)
    .flatMap((name) =>
      valuesOf(golden, name).map(({ value, role, current, strategy, why, losing, ...source }) => ({
        ...{ name, value, role, current, strategy, why },
        source: sourceOf(source),
        losing: losing.map(({ value: lost, ...from }) => ({ value: lost, source: sourceOf(from) })),
      })),
    );
}

/** The plain texts of one attribute; empty if it has none. */
export const goldenTexts = (golden: Golden, name: string): string[] =>
  valuesOf(golden, name).flatMap(({ value }) => (typeof value === "string" ? [value] : []));

/** The addresses, the current ones first. */
export const goldenAddresses = (golden: Golden): PostalAddress[] =>
  goldenAddressHistory(golden).map(({ address }) => address);

/** The addresses with their roles and times, the current ones first. */
export const goldenAddressHistory = (golden: Golden): CustomerAddress[] =>
  valuesOf(golden, "addresses").flatMap(
    ({ value, role, current, validFrom, validTo, periods, ...source }) => {
      const address = postalAddress.safeParse(value).data;
      if (address === undefined) return [];
      const stands = current === true;
      return [
        {
          ...{ address, role: role ?? "GENERAL", current: stands, validFrom, validTo, periods },
          source: sourceOf(source),
        },
      ];
    },
  );

export const goldenDepartments = (golden: Golden): Department[] =>
  listOf(golden, "departments").flatMap((one) => {
    const { value: name, ...known } = department.safeParse(one).data ?? {};
    return name === undefined ? [] : [{ ...EMPTY_DEPARTMENT, ...known, name }];
  });
const EMPTY_DEPARTMENT: Omit<Department, "name"> = {
  contacts: [],
  phones: [],
  emails: [],
  addresses: [],
  recordIds: [],
};

/** How many older records the golden record was made without. */
export const recordsLeftOut = (golden: Golden): number => basis.safeParse(golden?.[BASIS]).data?.leftOut ?? 0;

/** What is in the column and is no attribute is passed over. */
const valuesOf = (golden: Golden, name: string): z.infer<typeof attribute>[] =>
  listOf(golden, name).flatMap((one) => attribute.safeParse(one).data ?? []);

function listOf(golden: Golden, name: string): unknown[] {
  const found = golden?.[name];
  return Array.isArray(found) ? found : [found];
}

const sourceOf = ({
  recordId,
  version,
  system,
  channel,
  statedAt,
}: Omit<z.infer<typeof stated>, "value">): GoldenSource => ({
  connectionId: system,
  sourceRecordId: recordId === null ? null : globalId("SourceRecord", recordId),
  ...{ version, channel, statedAt },
});
