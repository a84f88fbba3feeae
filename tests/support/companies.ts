import { companies } from "../../bench/identity/calm-companies/companies.js";
import { type ColumnMapping, readRow } from "../../src/identity/normalizing/mapping.js";
import type { Said } from "./identity-world.js";

const MAPPING: ColumnMapping = {
  id: "record_id",
  source: "channel",
  fields: {
    ...{ company: "org_name", department: "department", contact: "person_name", street: "street" },
    ...{ city: "city", postcode: "postcode", country: "country", phone: "phone", email: "email" },
    ...{ customer_code: "customer_code", tax_id: "tax_id" },
  },
};

export interface SaidCompany extends Said {
  readonly recordId: string;
}

/** Invented companies as five channels state them, and which statement is of which company. */
export function saidCompanies(seed: number, count: number) {
  const { rows, truth } = companies(seed, count);
  const said = rows.map((row): SaidCompany => {
    const { recordId, system, party } = readRow(row, MAPPING);
    return { recordId, system, party };
  });
  return { said, truth };
}
