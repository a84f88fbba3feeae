import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tradacoms } from "../../../src/connectors/tradacoms/index.js";
import { understand } from "../../../src/flows/receiving/understand.js";
import { fileOf, only, readFile } from "../../support/edi-message.js";

const fixture = (name: string) =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, "../fixtures/tradacoms", name)));

/** A file of one order with these lines. */
const fileWith = (lines: readonly string[], type = "0430"): string =>
  [
    "STX=ANA:1+5012345000008:HARBOUR BOOKS+5099999000004:US+261103:091500+117",
    ...["MHD=1+ORDHDR:9", `TYP=${type}`, "CDT=5012345000008", "MTR=4"],
    ...["MHD=2+ORDERS:9", "CLO=5012345000015", "ORD=HB-1::261102", ...lines, `OTR=${lines.length}`],
    ...[`MTR=${lines.length + 5}`, "MHD=3+ORDTLR:9", "OFT=1", "MTR=3", "END=3"],
  ]
    .map((segment) => `${segment}'`)
    .join("");

test("tags that end as the elements are parted cut the file all the same", async () => {
  const text = fileWith(["OLD=1+:9780306406157++:TL-1+6+60"]).replaceAll(/(^|')([A-Z]{3})=/g, "$1$2+");
  const result = await readFile(tradacoms, text);
  expect(only(result, "ORDER").order).toMatchObject({ poNumber: "HB-1", lines: [{ quantity: "60" }] });
  expect(result).toMatchObject({ warnings: [{ code: "TAG_END" }] });
});

test("names that stand where numbers belong are names", async () => {
  const text = fileWith(["OLD=1+:9780306406157++:TL-1+6+60"])
    .replace("CDT=5012345000008'", "CDT=5012345000008:HARBOUR BOOKS LTD'")
    .replace("CLO=5012345000015'", "CLO=:777:QUAY DEPOT'");
  expect(only(await readFile(tradacoms, text), "ORDER").order).toMatchObject({
    buyer: { name: "HARBOUR BOOKS LTD", otherCodes: [{ system: "gln", value: "5012345000008" }] },
    shipTo: { recipient: "QUAY DEPOT", lines: ["Code 777"] },
  });
});

describe("an order file", () => {
  test("gives every order with its buyer, place, days, notes and lines", async () => {
    const result = await readFile(tradacoms, fixture("order-file.edi"), { country: "GB", currency: "GBP" });
    expect(result).toMatchObject({
      ok: true,
      documents: [
        {
          order: {
            ...{ externalId: "5012345000008/HB-2041", poNumber: "HB-2041", placedAt: "2026-11-02T00:00:00Z" },
            ...{ currency: "GBP", requestedDate: "2026-11-10", doubts: [] },
            note: "RING BEFORE DELIVERY\nGOODS IN AT REAR\nNO SUBSTITUTES\nDelivery from 2026-11-10 to 2026-11-12.",
            buyer: {
              ...{ name: "HARBOUR BOOKS LTD", code: null, taxId: "123456789" },
              otherCodes: [
                { system: "gln", value: "5012345000008" },
                { system: "erp", value: "C-1188" },
              ],
            },
            shipTo: {
              recipient: "HARBOUR BOOKS BATH",
              lines: ["5 ORANGE GROVE", "BATH"],
              postalCode: "BA1 1LP",
              country: "GB",
            },
            lines: [
              {
                sku: "9780306406157",
                description: "THE CAPTAIN'S TABLE PAPERBACK",
                quantity: "12",
                unit: null,
                unitPrice: "8.5",
              },
              { sku: "TL-B2", quantity: "4", unit: "pack of 6", unitPrice: "12.5" },
            ],
          },
        },
        {
          order: { externalId: "5012345000008/HB-2042", lines: [{ lineNumber: "1" }, { lineNumber: "1.3" }] },
        },
      ],
    });
  });

  test("doubts what is unclear, and warns of counts that do not add up", async () => {
    const result = await readFile(tradacoms, fixture("order-file.edi"));
    const [, second] = result.ok ? result.documents : [];
    expect(second?.kind === "ORDER" && second.order.doubts.join(" ")).toMatch(
      /same number.*orders 0.*by a code only/,
    );
    expect(result.ok && result.warnings).toMatchObject([
      { code: "LINE_COUNT", at: expect.stringContaining("ORDERS 3") },
    ]);
    const blocked = only(await readFile(tradacoms, fixture("order-file-blocked.txt")), "ORDER").order;
    expect(blocked.doubts.join(" ")).toMatch(/TYP is 0431.*without its trailer/);
  });

  test.each<[string, string, string, string | null]>([
    ["OLD=1+9780306406157+++1+3+125000", "9780306406157", "3", "12.5"],
    ["OLD=1+9780306406157+++1+3+12.5", "9780306406157", "3", "12.5"],
    ["OLD=1+9780306406157+++1+3+99", "9780306406157", "3", "0.0099"],
    ["OLD=1+:OWN+++1+3", "OWN", "3", null],
    ["OLD=1++5099999000103++1+3", "5099999000103", "3", null],
    ["OLD=1+++:HB-7+1+3", "HB-7", "3", null],
  ])("reads %s", async (line, sku, quantity, unitPrice) => {
    const { order } = only(await readFile(tradacoms, fileWith([line])), "ORDER");
    expect(order.lines).toMatchObject([{ lineNumber: "1", sku, quantity, unitPrice }]);
  });

  test("sent later has a version that sorts later", async () => {
    const text = fileWith(["OLD=1+1+++1+3"]);
    const versions = await Promise.all(
      [text, text.replace("+117'", "+1170'"), text.replace(":091500", ":101500")].map(
        async (one) => only(await readFile(tradacoms, one), "ORDER").order.externalVersion,
      ),
    );
    expect([...versions].sort()).toEqual(versions);
  });
});

test.each([["invoice-file.edi", "TRADACOMS INVFIL (invoice)", "INVFIL 1, segment 1 (MHD)"]])(
  "%s is called by its name",
  async (name, kind, at) => {
    const result = await readFile(tradacoms, fixture(`broken/${name}`));
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: "MESSAGE_NOT_READ", message: expect.stringContaining(kind), at }, {}],
    });
  },
);

test("a file cut anywhere gives orders or an issue", async () => {
  for (const name of ["order-file.edi", "order-file-blocked.txt"]) {
    const whole = fixture(name);
    for (let end = 0; end < whole.length; end += 5) {
      const result = await readFile(tradacoms, whole.subarray(0, end));
      if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
    }
  }
});

describe("an order of a file, taken by itself,", () => {
  const settings = tradacoms.settings.parse({ country: "GB", currency: "GBP" });
  const partsOf = async (body: Uint8Array) =>
    tradacoms.split?.(await tradacoms.decode(fileOf(body), settings), settings) ?? [];

  test.each(["order-file.edi", "store-order.edi"])("says what it says in %s", async (name) => {
    const own = { country: "GB", currency: "GBP" };
    const whole = await readFile(tradacoms, fixture(name), own);
    const parts = await partsOf(fixture(name));
    const alone = await Promise.all(parts.map(({ body }) => readFile(tradacoms, body, own)));
    const ordersOf = (result: typeof whole) => (result.ok ? result.documents : []);
    expect(alone.flatMap(ordersOf)).toEqual(ordersOf(whole));
    expect(parts.map(({ orderNumber }) => orderNumber)).toEqual(
      ordersOf(whole).map((one) => (one.kind === "ORDER" ? one.order.poNumber : null)),
    );
  });

  test("is set aside where it cannot be read, and the others are read", async () => {
    const text = new TextDecoder().decode(fixture("order-file.edi")).replace("ORD=HB-2042:", "ORD=:");
    const read = await understand(tradacoms, fileOf(text), settings);
    expect(read).toMatchObject({
      ok: true,
      documents: [{ order: { poNumber: "HB-2041" } }],
      unread: [{ name: "ORDERS 3", number: 2, orderNumber: null }],
    });
  });
});
