import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tablesFor } from "../../src/store/reads/scope.js";
import { name, rendered, sql } from "../../src/store/reads/sql.js";

const steward = { subject: "ann", role: "STEWARD", customerId: null } as const;
const customer = {
  subject: "bob",
  role: "CUSTOMER",
  customerId: "0190a1c0-0000-7000-8000-000000000001",
} as const;

describe("a read", () => {
  test("puts values beside the text and never into it", () => {
    const evil = "x' OR 1=1 --";
    const { text, values } = rendered(sql`SELECT 1 WHERE a = ${evil} AND ${sql`b = ${2}`}`);
    expect(text).toBe("SELECT 1 WHERE a = $1 AND b = $2");
    expect(values).toEqual([evil, 2]);
  });

  test.each([
    () => sql`SELECT * FROM orders`,
    () => sql`SELECT 1 FROM ${tablesFor(steward).of("orders")} x JOIN customers c ON c.id = x.customer_id`,
    () => sql`SELECT (SELECT count(*) from
      shipments)`,
    () => sql`SELECT 1 FROM ONLY orders`,
  ])("that names a table itself does not run: %s", (read) => {
    expect(read).toThrow("names its table itself");
  });

  test.each(["orders; DROP TABLE orders", "Orders", 'x"', ""])("takes no name like %j", (text) => {
    expect(() => name(text)).toThrow();
  });

  test("of a customer has the customer in it, whatever the table", () => {
    const { text, values } = rendered(tablesFor(customer).of("tracking_events"));
    expect(text).toContain("customer_id = ");
    expect(values).toContain(customer.customerId);
    expect(rendered(tablesFor(steward).of("tracking_events")).text).toBe("tracking_events");
  });

  test("of a customer nobody named does not run", () => {
    expect(() => tablesFor({ ...customer, customerId: null }).of("orders")).toThrow("which customer");
  });

  test("may skip the check in the two files that make tables and columns, and nowhere else", () => {
    const folder = join(import.meta.dirname, "../../src/store/reads");
    const users = readdirSync(folder).filter((file) =>
      /\btrusted\b/.test(readFileSync(join(folder, file), "utf8")),
    );
    expect(users.sort()).toEqual(["ask.ts", "scope.ts", "sql.ts"]);
  });
});
