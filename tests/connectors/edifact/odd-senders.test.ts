import { describe, expect, test } from "vitest";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf, messageOf } from "./edifact-text.js";

const LINE = ["LIN+1++X-1:SA", "QTY+21:2:PCE"];

const order = async (segments: readonly string[]) =>
  only(
    await readFile(edifact, messageOf("ORDERS", ["BGM+220+PO-1+9", ...segments, ...LINE, "UNS+S"])),
    "ORDER",
  ).order;

const notice = async (segments: readonly string[]) =>
  only(await readFile(edifact, messageOf("DESADV", ["BGM+351+D-1+9", ...segments])), "SHIP_NOTICE").notice;

describe("an order", () => {
  test("goes to the place beside its buyer where it names no delivery party", async () => {
    const place = ["NAD+BY+B1::92++Buyer Co", "LOC+7+4012345000009::9"];
    expect(await order(place)).toMatchObject({
      shipTo: { lines: ["GLN 4012345000009"] },
      doubts: [expect.stringContaining("by a code only")],
    });
    expect((await order([...place, "NAD+DP+S1::92++Shop+Quay 2+Bath++BA1 1AA+GB"])).shipTo).toMatchObject({
      ...{ recipient: "Shop", lines: ["Quay 2"] },
    });
  });

  test("goes to the one place of all its lines, and to none where they go to several", async () => {
    const line = (number: string, store: string) => [
      ...[`LIN+${number}++X-${number}:SA`, "QTY+21:2", "CUX+2:NZD", `LOC+7+${store}::92`, "QTY+11:2"],
      `NAD+UD+++Store ${store}+Port Road+Whangarei+++NZ`,
    ];
    const linesTo = async (...stores: readonly string[]) => {
      const lines = stores.flatMap((store, at) => line(String(at + 1), store));
      const segments = ["BGM+220+PO-1+9", "NAD+BY+B1::92++Buyer Co", ...lines, "UNS+S"];
      return only(await readFile(edifact, messageOf("ORDERS", segments)), "ORDER").order;
    };
    expect(await linesTo("1005", "1005")).toMatchObject({
      ...{ currency: "NZD", doubts: [] },
      shipTo: { recipient: "Store 1005", lines: ["Port Road"], city: "Whangarei", country: "NZ" },
    });
    expect(await linesTo("1005", "1007")).toMatchObject({
      ...{ shipTo: null, doubts: [expect.stringContaining("several places (1005, 1007)")] },
    });
  });

  test("is of the ordering customer, and not of whoever is invoiced", async () => {
    const { buyer } = await order(["NAD+IV+P1::92++Payer", "NAD+OY+O1::92++Orderer"]);
    expect(buyer).toMatchObject({ name: "Orderer", code: "O1" });
  });

  test("has its postal code and country where the region was left out before them", async () => {
    const { buyer, shipTo } = await order([
      "NAD+BY+B1::92++Buyer Co+Quay 2+Rotterdam+3011AA+NL",
      "NAD+DP+S1::92++Shop+Main St 1+Salem+OR+97301+US",
    ]);
    expect(buyer.address).toMatchObject({ region: null, postalCode: "3011AA", country: "NL" });
    expect(shipTo).toMatchObject({ region: "OR", postalCode: "97301", country: "US" });
  });

  test("leaves out a date that does not say of what, and says so", async () => {
    const segments = ["BGM+220+PO-1+9", "DTM+:20261124:102", ...LINE, "UNS+S"];
    const result = await readFile(edifact, messageOf("ORDERS", segments));
    expect(only(result, "ORDER").order.requestedDate).toBeNull();
    expect(result).toMatchObject({ warnings: [{ code: "DATE_INVALID", at: "segment 3 (DTM)" }] });
  });

  test("is to leave on a day of its own, and counts until another", async () => {
    const dates = ["DTM+10:20261108:102", "DTM+2:20261112:102", "DTM+61:20261120:102"];
    expect(await order(dates)).toMatchObject({
      requestedDate: "2026-11-12",
      note: "Shipping on 2026-11-08.\nCancel if not delivered by 2026-11-20.",
    });
    expect((await order(["DTM+10:2026110820261112:718"])).note).toBe(
      "Shipping from 2026-11-08 to 2026-11-12.",
    );
  });

  test("is kept back where a quantity has a unit and no value", async () => {
    const segments = ["BGM+220+PO-1+9", "LIN+1++X-1:SA", "QTY+21::PCE", "UNS+S"];
    expect(await readFile(edifact, messageOf("ORDERS", segments))).toMatchObject({
      issues: [expect.objectContaining({ code: "QUANTITY_MISSING" })],
    });
  });

  test("that the manufacturer raised is for a person to look at", async () => {
    const result = await readFile(edifact, messageOf("ORDERS", ["BGM+22E+PO-1+9", ...LINE, "UNS+S"]));
    expect(only(result, "ORDER").order.doubts).toEqual([expect.stringContaining("manufacturer raised it")]);
  });

  test("describes a line by its title where it does so in free text", async () => {
    const title = ["FTX+AFM+1++Tides of the Wash", "FTX+LIN+++Gift wrap"];
    const segments = ["BGM+220+PO-1+9", ...LINE, ...title, "UNS+S"];
    expect(only(await readFile(edifact, messageOf("ORDERS", segments)), "ORDER").order).toMatchObject({
      ...{ lines: [{ description: "Tides of the Wash" }], note: "Line 1: Gift wrap" },
    });
  });
});

test("apostrophes that were curled on the way end segments all the same, and stay what they are in texts", async () => {
  const note = "FTX+AAI+++Ring at Putnam’s door";
  const file = messageOf("ORDERS", ["BGM+220+PO-1+9", note, ...LINE, "UNS+S"]);
  const result = await readFile(edifact, file.replace("SA'QTY", "SA’QTY").replace(/'$/, "’"));
  expect(only(result, "ORDER").order).toMatchObject({
    ...{ note: "Ring at Putnam’s door", lines: [{ sku: "X-1", quantity: "2" }] },
  });
  expect(result).toMatchObject({ warnings: [{ code: "TERMINATOR_CURLED" }] });
  const curledUnb = await readFile(edifact, file.replace("881'UNH", "881’UNH"));
  expect(only(curledUnb, "ORDER").order).toMatchObject({ lines: [{ sku: "X-1", quantity: "2" }] });
});

describe("an invoice", () => {
  const invoice = async (segments: readonly string[]) =>
    only(await readFile(edifact, messageOf("INVOIC", ["BGM+380+I-1+9", ...segments])), "INVOICE").invoice;
  const line = (order: string) => ["LIN+1++X-1:SA", "QTY+47:2", "MOA+203:10", `RFF+ON:${order}`];

  test("is for the order that all its lines name", async () => {
    expect((await invoice([...line("PO-1"), ...line("PO-1"), "UNS+S"])).order.poNumber).toBe("PO-1");
    expect((await invoice([...line("PO-1"), ...line("PO-2"), "UNS+S"])).order.poNumber).toBeNull();
  });

  test("has its total behind the last line where nothing parts them", async () => {
    expect((await invoice([...line("PO-1"), "MOA+77:20"])).total).toBe("20");
    expect((await invoice([...line("PO-1"), "MOA+77:20", ...line("PO-1"), "MOA+77:20"])).total).toBeNull();
  });
});

describe("a message that has lost its UNH", () => {
  const head = "UNB+UNOC:3+4012345000009:14+4099999000003:14+261103:1016+881++++++1";
  const message = { type: "ORDERS", segments: ["BGM+220+PO-1+9", ...LINE, "UNS+S"] };
  const file = interchangeOf([message], head).replaceAll("'", "'\n");

  test("but for a letter of it is read, and the interchange is still a test", async () => {
    const result = await readFile(edifact, file.replace("UNH+", "NH+"));
    expect(only(result, "ORDER").order).toMatchObject({
      ...{ poNumber: "PO-1", doubts: [expect.stringContaining("test")] },
    });
    expect(result).toMatchObject({ warnings: [{ code: "HEADER_DAMAGED" }] });
  });

  test("is not left out in silence", async () => {
    expect(await readFile(edifact, file.replace(/UNH.*\n/, ""))).toMatchObject({
      ok: false,
      issues: [{ code: "HEADER_MISSING", message: expect.stringContaining("no UNH") }],
    });
  });

  test("and holds no document is one warning, however long it is", async () => {
    const result = await readFile(edifact, file.replace("UNZ", "FTX+AAI+++a'\nFTX+AAI+++b'\nUNZ"));
    expect(result).toMatchObject({
      warnings: [
        { message: '2 segments, from "FTX" to "FTX", stand outside of any message and were left out.' },
      ],
    });
  });
});

describe("a despatch advice", () => {
  test("has its cartons, whatever their numbers are called, and goods with them or not", async () => {
    const carton = (sscc: string) => ["CPS+1+1", "PAC+1++34", "PCI+30E", `GIN+SS+${sscc}`, "LIN+1"];
    const { packages } = await notice([...carton("340123450000000018"), ...carton("340123450000000025")]);
    expect(packages).toMatchObject([
      { id: "340123450000000018", parent: null },
      { id: "340123450000000025", parent: null },
    ]);
  });

  test("tells when the goods left, or else when they were collected", async () => {
    const left = async (...days: string[]) =>
      (await notice([...days, "CPS+1", "LIN+1", "QTY+12:1"])).dispatchedAt;
    const collected = "DTM+200:20261201:102";
    expect(await left(collected)).toBe("2026-12-01T00:00:00Z");
    expect(await left(collected, "DTM+11:20261202:102")).toBe("2026-12-02T00:00:00Z");
  });

  test("has goods in the container that their line names", async () => {
    const line = (sscc: string) => ["LIN+1++X-1:SA", "QTY+12:5", `GIN+BJ+${sscc}`];
    const segments = ["CPS+1", "PAC+2", ...line("340123450000000018"), ...line("340123450000000025")];
    expect((await notice(segments)).packages).toMatchObject([
      { id: "340123450000000018", lines: [{ quantity: "5" }] },
      { id: "340123450000000025", lines: [{ quantity: "5" }] },
    ]);
  });

  test("names the carrier, also where the name stands in place of the code", async () => {
    expect((await notice(["TDT+20++30++Northern Lines"])).carrier).toMatchObject({
      ...{ code: null, name: "Northern Lines" },
    });
    expect((await notice(["TDT+20++30++DHL"])).carrier).toMatchObject({ code: "DHL", name: null });
  });

  test("names the order by the seller's number, too", async () => {
    const { orders } = await notice(["RFF+ON:PO-1", "RFF+VN:SO-9", "CPS+1", "LIN+1++X-1:SA", "QTY+12:1"]);
    expect(orders).toEqual([{ externalId: null, number: "SO-9", poNumber: "PO-1" }]);
  });
});

test("a parcel carrier's message has the parcel in its heading and the event in the category", async () => {
  const segments = ["BGM+23:X::Y+1", "RFF+CW:1Z0A12345678901234", "CNI+1", "LOC+14+:::Ghent+:::BE"];
  const event = ["STS+1:D2:21", "DTM+78:20261103173746:204"];
  const read = await readFile(edifact, messageOf("IFTSTA", [...segments, ...event]));
  expect(only(read, "EXECUTION").event).toMatchObject({
    ...{ trackingNumber: "1Z0A12345678901234", status: "DELIVERED", code: "21", location: "Ghent, BE" },
    occurredAt: "2026-11-03T17:37:46.000Z",
  });
});

test("a status has the place that the heading names, if it is the only one", async () => {
  const placed = async (...places: readonly string[]) => {
    const segments = ["BGM+23+S-1+9", "EQD+CN+BOXU1234567", ...places, "STS+1+21", "DTM+7:202611031400:203"];
    return only(await readFile(edifact, messageOf("IFTSTA", segments)), "EXECUTION").event;
  };
  expect(await placed("LOC+147+DEHAM")).toMatchObject({ location: "DEHAM" });
  expect(await placed("LOC+9+DEHAM", "LOC+11+USNYC")).toMatchObject({ location: null });
});

test("a status without a code says so", async () => {
  const segments = ["BGM+23+S-1+9", "CNI+1+C-1", "STS+3", "DTM+7:202611031400:203"];
  expect(await readFile(edifact, messageOf("IFTSTA", segments))).toMatchObject({
    warnings: [{ code: "STATUS_UNKNOWN", message: expect.stringContaining("names no status") }],
  });
});

const answerOf = async (bgm: string, lines: readonly string[] = []) =>
  only(
    await readFile(edifact, messageOf("ORDRSP", [bgm, "RFF+ON:PO-1", ...lines, "UNS+S"])),
    "ACKNOWLEDGMENT",
  ).acknowledgment;

describe("an answer to an order", () => {
  test("says who ordered and where the goods will go", async () => {
    const parties = ["NAD+BY+4012345000009::9++Handel Nord", "NAD+DP+S1::92++Lager+Am Feld 2+Ulm++89073+DE"];
    expect(await answerOf("BGM+231+A-1+29", parties)).toMatchObject({
      ...{ buyer: { name: "Handel Nord" }, shipTo: { recipient: "Lager", city: "Ulm" }, shipToCode: "S1" },
    });
    expect(await answerOf("BGM+231+A-1+29", parties.slice(1))).not.toHaveProperty("buyer");
  });

  test("promises what its deliveries come to, if it states no other quantity", async () => {
    const deliveries = ["LOC+7+1::92", "QTY+11:4:EA", "LOC+7+2::92", "QTY+11:3:EA"];
    const { lines } = await answerOf("BGM+231+A-1+4", ["LIN+1+3+X-1:SA", ...deliveries]);
    expect(lines).toMatchObject([{ code: "ACCEPTED_WITH_CHANGE", quantity: "7" }]);
  });

  test("promises a line for when it is available, if it says no more", async () => {
    const { lines } = await answerOf("BGM+231+A-1+4", ["LIN+1+24+X-1:SA", "QTY+83:2", "DTM+44:20261120:102"]);
    expect(lines).toMatchObject([{ code: "BACKORDERED", promisedDate: "2026-11-20" }]);
  });

  test.each([
    ["27", "REJECTED"],
    ["28", "ACCEPTED_WITH_CHANGE"],
    ["29", "ACCEPTED"],
    ["30", "ACCEPTED_WITH_CHANGE"],
    ["44", "ACCEPTED"],
    ["45", "ACCEPTED_WITH_CHANGE"],
  ])("of the function %s is %s", async (code, meant) => {
    expect(await answerOf(`BGM+231+A-1+${code}`)).toMatchObject({ code: meant, nativeCode: code });
  });

  test.each([
    ["24", "ACCEPTED_WITH_CHANGE", "2"],
    ["27", "REJECTED", "0"],
    ["37", "CANCELED", "0"],
    ["38", "SUBSTITUTED", "2"],
    ["111", "ACCEPTED_WITH_CHANGE", "2"],
  ])("says of a line with the action %s that it is %s", async (action, code, quantity) => {
    const { lines } = await answerOf("BGM+231+A-1+4", [`LIN+1+${action}+X-1:SA`, "QTY+21:2", "QTY+12:2"]);
    expect(lines).toMatchObject([{ code, quantity, nativeCode: action }]);
  });
});

test.each([
  ["84", ["PRI+AAA:9.9"], [{ kind: "PRICE", lineNumber: "1", unitPrice: "9.9" }]],
  ["111", ["DTM+2:20261224:102"], [{ kind: "DATE", requestedDate: "2026-12-24" }]],
  ["112", ["QTY+21:7"], [{ kind: "QUANTITY", lineNumber: "1", quantity: "7" }]],
  ["37", [], [{ kind: "REMOVE_LINE", lineNumber: "1" }]],
])("a change whose line has the action %s changes just that", async (action, values, targets) => {
  const segments = ["BGM+230+C-1+4", "RFF+ON:PO-1", `LIN+1+${action}+X-1:SA`, ...values, "UNS+S"];
  const read = await readFile(edifact, messageOf("ORDCHG", segments));
  expect(only(read, "ORDER_CHANGE").change.targets).toEqual(targets);
});
