import { pick, type Random } from "./dice.js";
import type { Statement } from "./statement.js";

const PLACEHOLDERS = ["n/a", "N/A", "TBD", "-", "see above", "unknown", "无", "同上", "none", "x"];
const EMPTY_NUMBERS = ["000000", "0", "00000000000", "123456", "999999"];

/** Something in a field that does not belong there: a placeholder, another field's value, two fields swapped. */
export function mishap(told: Statement, random: Random): Statement {
  switch (pick(random, ["placeholder", "placeholder", "phoneElsewhere", "swapped", "nameTwice"])) {
    case "placeholder": {
      const empty = ["street", "city", "contact", "department", "customer_code", "tax_id"].filter(
        (column) => told.row[column] === "",
      );
      const filled = empty.length === 0 ? {} : { [pick(random, empty)]: pick(random, PLACEHOLDERS) };
      const number = told.row.phone === "" ? { phone: pick(random, EMPTY_NUMBERS) } : {};
      return withRow(told, { ...filled, ...number }, "placeholder");
    }
    case "phoneElsewhere": {
      const { phone = "", department } = told.row;
      if (phone === "" || department !== "") return told;
      return withRow(told, { phone: "", department: phone }, "phone in another field");
    }
    case "swapped": {
      const { company = "", contact = "" } = told.row;
      if (contact === "") return told;
      return withRow(told, { company: contact, contact: company }, "name and contact swapped");
    }
    default: {
      const { company = "", contact } = told.row;
      return contact === "" ? withRow(told, { contact: company }, "company name as contact") : told;
    }
  }
}

const withRow = (told: Statement, changes: Record<string, string>, noise: string): Statement => ({
  ...told,
  row: { ...told.row, ...changes },
  noise: [...told.noise, noise],
});
