import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StatedDetails } from "../../src/identity/normalize.js";
import type { StatedParty } from "../../src/identity/record.js";
import { aStatement } from "./stated.js";

type Row = Readonly<Record<string, string>>;
export interface LabeledRecord {
  readonly stated: StatedParty;
  readonly details: StatedDetails;
}
interface PublicSet {
  readonly name: string;
  readonly records: string;
  readonly truth: string;
  read(row: Row): LabeledRecord;
}

/** Folder of the public labeled sets; they are not part of the project, so tests run without them too. */
const FOLDER = process.env.HUB_IDENTITY_DATA ?? "";

const value = (text: string | undefined): string | null =>
  text === undefined || text.trim() === "" ? null : text.trim();
const joined = (...parts: (string | undefined)[]): string | null =>
  value(parts.map((part) => part ?? "").join(" "));
const listed = (text: string | undefined): string[] => (value(text) === null ? [] : [value(text) ?? ""]);

export const PUBLIC_SETS: readonly PublicSet[] = [
  {
    name: "fake_1000",
    records: "splink-datasets/fake_1000.csv",
    truth: "truth/fake_1000.csv",
    read: (row) => ({
      stated: aStatement(row.unique_id ?? "", "fake", {
        kind: "PERSON",
        name: joined(row.first_name, row.surname),
        emails: listed(row.email),
        address: { city: value(row.city) },
      }),
      details: { birthDate: value(row.dob) },
    }),
  },
  {
    name: "febrl3",
    records: "febrl/dataset3.csv",
    truth: "truth/febrl_dataset3.csv",
    read: (row) => ({
      stated: aStatement(row.rec_id ?? "", "febrl", {
        kind: "PERSON",
        name: joined(row.given_name, row.surname),
        taxId: value(row.soc_sec_id),
        address: {
          lines: [joined(row.street_number, row.address_1) ?? "", ...listed(row.address_2)],
          city: value(row.suburb),
          region: value(row.state),
          postalCode: value(row.postcode),
          country: "AU",
        },
      }),
      details: { birthDate: value(row.date_of_birth) },
    }),
  },
  {
    name: "orgs_hard",
    records: "orgs_hard/records.csv",
    truth: "truth/orgs_hard.csv",
    read: (row) => ({
      stated: aStatement(row.record_id ?? "", "orgs", {
        kind: "ORGANIZATION",
        name: value(row.org_name),
        emails: listed(row.website),
        phones: listed(row.phone),
        address: {
          lines: listed(row.street),
          city: value(row.city),
          postalCode: value(row.postcode),
          country: "GB",
        },
      }),
      details: {},
    }),
  },
  {
    name: "historical_50k",
    records: "splink-datasets/historical_50k.csv",
    truth: "truth/historical_50k.csv",
    read: (row) => ({
      stated: aStatement(row.unique_id ?? "", "wiki", {
        kind: "PERSON",
        name: value(row.first_and_surname) ?? value(row.full_name),
        address: { city: value(row.birth_place), postalCode: value(row.postcode_fake) },
      }),
      details: { birthDate: value(row.dob), other: { occupation: row.occupation ?? "" } },
    }),
  },
];

export const isPresent = ({ records, truth }: PublicSet): boolean =>
  FOLDER !== "" && existsSync(join(FOLDER, records)) && existsSync(join(FOLDER, truth));

export const recordsOf = (set: PublicSet): LabeledRecord[] => rowsOf(set.records).map((row) => set.read(row));

export const truthOf = (set: PublicSet): Map<string, string> =>
  new Map(rowsOf(set.truth).map((row) => [row.record_id ?? "", row.entity_id ?? ""]));

function rowsOf(file: string): Row[] {
  const [head = "", ...lines] = readFileSync(join(FOLDER, file), "utf8").trim().split(/\r?\n/);
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? "", cell])));
}

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? "").trim(),
  );
