import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import type { PartyStatement } from "../../domain/party.js";
import type { StatedDetails } from "./normalize.js";

/** What a column of a foreign table can mean to the engine. */
export const FEATURE_KINDS = [
  "given_name",
  "family_name",
  "person_name",
  "org_name",
  "department",
  "street",
  "house_number",
  "address_line",
  "city",
  "postcode",
  "region",
  "country",
  "phone",
  "email",
  "birth_date",
  "tax_id",
  "customer_code",
  "category",
  "other",
] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Which column says what; the only thing that may be chosen per table. */
export const columnMapping = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1).optional(),
  fields: z.record(z.string().min(1), z.enum(FEATURE_KINDS)),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** A row of a foreign table as the engine takes it. */
export interface MappedRecord {
  readonly recordId: string;
  readonly system: string;
  readonly party: PartyStatement;
  readonly details: StatedDetails;
}

type Row = Readonly<Record<string, string | undefined>>;

/** A longer value is a broken export, not a name. */
const VALUE_LENGTH_MAX = 10_000;
const TEXT_LENGTH_MAX = 500;
const CODE_LENGTH_MAX = 200;
const LINES_MAX = 8;
const NOWHERE = "file";
/** What never stands in text: bytes of a picture, a workbook or an archive that was taken for a table. */
const BINARY = /(?![\t\n\v\f\r\u0085])\p{Cc}|\ufffd/u;

/** Words that exports write for a value that is not there. */
const ABSENT = new Set(["null", "nan", "none", "n/a", "\\n"]);

/** Reads a row by its mapping. Throws a `HubError` that names the record and the column of what is no text. */
export function readRow(row: Row, { id, source, fields }: ColumnMapping): MappedRecord {
  const recordId = textOf(row[id], id, row[id] ?? "");
  if (recordId === "")
    throw new HubError("NO_RECORD_ID", `a row has nothing in its id column "${id}"`, {
      mend: "Give every row an id, or map the id to another column.",
    });
  const byKind = new Map<FeatureKind, { readonly column: string; readonly value: string }[]>();
  for (const [column, kind] of Object.entries(fields)) {
    const value = textOf(row[column], column, recordId);
    if (value === "" || ABSENT.has(value.toLowerCase())) continue;
    const stated = byKind.get(kind);
    if (stated === undefined) byKind.set(kind, [{ column, value }]);
    else stated.push({ column, value });
  }
  const system = source === undefined ? NOWHERE : textOf(row[source], source, recordId) || NOWHERE;
  const values = (kind: FeatureKind): string[] => (byKind.get(kind) ?? []).map(({ value }) => value);
  const other = [...(byKind.get("category") ?? []), ...(byKind.get("other") ?? [])];
  return {
    recordId,
    system,
    party: partyFrom(values, byKind.get("customer_code") ?? []),
    details: {
      ...furtherDetails(values, byKind.get("tax_id") ?? []),
      birthDate: values("birth_date")[0] ?? null,
      other: Object.fromEntries(other.map(({ column, value }) => [column, value])),
    },
  };
}

function textOf(value: string | undefined, column: string, recordId: string): string {
  const text = (value ?? "").trim();
  if (text.length > VALUE_LENGTH_MAX) {
    const size = `${text.length} characters`;
    throw new HubError(
      "VALUE_TOO_LONG",
      `record ${recordId.slice(0, 80)}: column "${column}" holds ${size}, at most ${VALUE_LENGTH_MAX} are read`,
      { mend: "Mend the row, or leave the column out of the mapping." },
    );
  }
  if (BINARY.test(text)) {
    throw new HubError(
      "BINARY_VALUE",
      `record ${recordId.slice(0, 80).replace(BINARY, "?")}: column "${column}" holds bytes that are no UTF-8 text`,
      { mend: "Export the table as UTF-8 CSV." },
    );
  }
  return text.slice(0, TEXT_LENGTH_MAX);
}

type Values = (kind: FeatureKind) => string[];
type Code = { readonly column: string; readonly value: string };

/** What a party statement has no place for. Columns of tax ids belong to an office each. */
function furtherDetails(values: Values, taxIds: readonly Code[]): StatedDetails {
  const [, ...names] = values("org_name").length > 0 ? values("org_name") : personNames(values);
  return {
    otherNames: names,
    ...(taxIds.length === 0
      ? {}
      : { taxIds: taxIds.map(({ column, value }) => ({ register: column, value })) }),
  };
}

/** A name in one piece comes before one in parts, which is the same or the way it is written elsewhere. */
function personNames(values: Values): string[] {
  const parts = joined([...values("given_name"), ...values("family_name")]);
  return [...values("person_name"), ...(parts === null ? [] : [parts])];
}

/** The first name is the name, the first tax id the tax id; the others are further details. */
function partyFrom(values: Values, codes: readonly Code[]): PartyStatement {
  const person = personNames(values)[0] ?? null;
  const organization = values("org_name")[0] ?? null;
  const [taxId = null] = values("tax_id");
  return {
    code: null,
    otherCodes: codes.map(({ column, value }) => ({
      system: column,
      value: value.slice(0, CODE_LENGTH_MAX),
    })),
    kind: organization !== null ? "ORGANIZATION" : person !== null ? "PERSON" : null,
    name: organization ?? person,
    department: values("department")[0] ?? null,
    contactName: organization === null ? null : person,
    emails: values("email"),
    phones: values("phone"),
    taxId,
    address: addressFrom(values),
  };
}

function addressFrom(values: Values): PartyStatement["address"] {
  const street = joined([...values("house_number"), ...values("street")]);
  const lines = [street, ...values("address_line")].filter((line) => line !== null).slice(0, LINES_MAX);
  const [city = null] = values("city");
  const [region = null] = values("region");
  const [postalCode = null] = values("postcode");
  const [country = null] = values("country");
  if (lines.length === 0 && [city, region, postalCode, country].every((part) => part === null)) return null;
  return { recipient: null, department: null, lines, city, region, postalCode, country, phone: null };
}

const joined = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join(" "));
