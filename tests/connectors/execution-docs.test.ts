import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Connector } from "../../src/connectors/connector.js";
import { connectors } from "../../src/connectors/index.js";
import { ORDER_CHANGE_KINDS } from "../../src/domain/vocabulary.js";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/execution-systems.md"), "utf8");
const rows = PAGE.split("\n").filter((line) => line.startsWith("|"));
const TITLES: Readonly<Record<string, string>> = {
  erpnext: "ERPNext",
  odoo: "Odoo",
  "sap-s4": "SAP S/4HANA",
};

const having = (capability: keyof Connector) =>
  connectors.filter((connector) => connector[capability] !== undefined).map(({ id }) => id);

/** The page is kept by hand; that it leaves nothing out is not. */
describe("the page about systems that carry orders out", () => {
  test("has a column for each system, but for the make-believe one", () => {
    const [head = ""] = rows;
    const docs = join(import.meta.dirname, "../../docs");
    // A system with a page of its own needs no column.
    const systems = having("execution").filter((id) => id !== "bogus" && !existsSync(join(docs, `${id}.md`)));
    expect(systems.map((id) => TITLES[id] ?? id).filter((title) => !head.includes(title))).toEqual([]);
  });

  test.each(ORDER_CHANGE_KINDS)("says of each system what it does for %s", (kind) => {
    const [row = ""] = rows.filter((one) => one.startsWith(`| ${kind} `));
    const cells = row
      .split("|")
      .slice(2, -1)
      .map((cell) => cell.trim());
    expect(cells).toHaveLength(3);
    expect(cells.filter((cell) => cell === "")).toEqual([]);
  });

  test("names every setting it speaks of as the connectors call it", () => {
    const settings = new Set(connectors.flatMap(({ settings: { shape } }) => Object.keys(shape)));
    for (const name of [
      "executes",
      "referenceField",
      "priceCondition",
      "lineField",
      "answerHours",
      "chargeMax",
    ])
      expect([name, settings.has(name), PAGE.includes(name)]).toEqual([name, true, true]);
  });

  test("speaks of every format that partners are asked in, and of every carrier that intercepts", () => {
    for (const id of having("orders")) expect(PAGE.toLowerCase()).toContain(id);
    for (const id of having("intercept")) expect(PAGE.toLowerCase()).toContain(id);
  });
});
