import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf, isaOf, orderOf, USUAL } from "./x12-text.js";

const BEG = "BEG*00*SA*PO-1**20261103";
const LINE = "PO1*1*2*EA*3**VN*X-1";

const order = async (segments: readonly string[]) =>
  only(await readFile(x12, orderOf(segments)), "ORDER").order;

const answer = async (segments: readonly string[]) =>
  only(await readFile(x12, interchangeOf([{ id: "855", segments }])), "ACKNOWLEDGMENT").acknowledgment;

/** One segment per line, as most senders write it. */
const lined = (text: string): string => text.replaceAll("~", "~\n");

describe("terminators", () => {
  const text = lined(orderOf([BEG, LINE, "PID*F****Lamp", "PO1*2*4*EA*5**VN*X-2", "CTT*2"]));

  test.each([
    ["lost at the end of a line", text.replace("Lamp~", "Lamp")],
    [
      "followed by a remark",
      text.replaceAll("X-1~", "X-1~ // 2 pieces of X-1").replaceAll("X-2~", "X-2~ // 4"),
    ],
    ["lost by the trailer", text.replace(/(SE\*\d\*0001)~/, "$1")],
  ])("%s cut the file all the same", async (_, file) => {
    const result = await readFile(x12, file);
    expect(only(result, "ORDER").order.lines).toMatchObject([
      { lineNumber: "1", sku: "X-1", quantity: "2" },
      { lineNumber: "2", sku: "X-2", quantity: "4" },
    ]);
    expect(result.ok && result.warnings.map(({ code }) => code)).toContain("TERMINATOR_MISSING");
  });

  test("are not looked for in a file that is wrapped at a width, whose lines begin anywhere", async () => {
    const file = orderOf([BEG, "PO1*1*2*EA*3**VN*X-1*UP*012345678905", "CTT*1"]);
    const wrapped = file.replace("X-1*UP*", "X-1*\nUP*").replaceAll("*0001~", "*00\n01~");
    expect(only(await readFile(x12, wrapped), "ORDER").order.lines).toMatchObject([{ sku: "X-1" }]);
  });

  test("stand where the component separator belongs", async () => {
    const result = await readFile(x12, lined(orderOf([BEG, LINE]).replace("*P*>~", "*P*~")));
    expect(only(result, "ORDER").order).toMatchObject({
      placedAt: "2026-11-03T00:00:00Z",
      lines: [{ sku: "X-1" }],
    });
    expect(result).toMatchObject({ warnings: [] });
  });

  test("that people write in numbers and texts end nothing there", async () => {
    const segments = [BEG, "N1*ST*Mill No. 4", "N3*P.O. Box 9", "PO1*1*2*EA*13.84**VN*X-1", "CTT*1"];
    const file = interchangeOf([{ id: "850", segments }], { ...USUAL, terminator: "." });
    for (const text of [file, file.replaceAll(/\.(?=[A-Z]{2})/g, ".\n")]) {
      expect(only(await readFile(x12, text), "ORDER").order).toMatchObject({
        shipTo: { recipient: "Mill No. 4", lines: ["P.O. Box 9"] },
        lines: [{ sku: "X-1", unitPrice: "13.84" }],
      });
    }
  });

  test("are line breaks, whatever blanks stand before them", async () => {
    const marks = { element: "*", component: ">", terminator: " \n  " };
    const file = interchangeOf([{ id: "850", segments: [BEG, "N1*BY*Buyer of All*92*B1", LINE] }], marks);
    for (const text of [file, file.replace("BUYERCO  ", "BUYERCO ")]) {
      expect(only(await readFile(x12, text), "ORDER").order).toMatchObject({
        buyer: { name: "Buyer of All" },
        lines: [{ sku: "X-1" }],
      });
    }
  });

  test("after an ISA of too few elements help nobody: the sender cannot be told", async () => {
    const file = orderOf([BEG, LINE]);
    const short = file.replace(isaOf(USUAL), "ISA*00*BUYERCO*00*US*261103*0915*U*00401*000000042*0*P*>");
    for (const text of [short, file.replaceAll("~", "\n").replace(isaOf(USUAL), "ISA*00*")]) {
      expect(await readFile(x12, text)).toMatchObject({
        ok: false,
        issues: [{ message: expect.stringContaining("16 elements") }],
      });
    }
  });
});

describe("elements that are counted wrong", () => {
  test.each([
    ["three empty ones too many", "PO1*1*2*EA*3****VN*X-1*UP*012345678905"],
    ["one too many", "PO1*1*2*EA*3***VN*X-1*UP*012345678905"],
    ["the price's basis left out", "PO1*1*2*EA*3*UP*012345678905*VN*X-1"],
  ])("leave the article's numbers with their qualifiers: %s", async (_, line) => {
    expect((await order([BEG, line])).lines).toMatchObject([{ sku: "X-1" }]);
  });

  test("do not shift a pair whose number looks like a qualifier", async () => {
    expect((await order([BEG, "PO1*1*2*EA*3**PR*RO*VN*AB*UP*012345678905"])).lines).toMatchObject([
      { sku: "AB" },
    ]);
  });

  test("put the day of the order where the release belongs", async () => {
    expect(await order(["BEG*00*SA*PO-1*20261103", LINE])).toMatchObject({
      ...{ externalId: "BUYERCO/PO-1", externalNumber: "PO-1", placedAt: "2026-11-03T00:00:00Z" },
    });
    expect((await answer(["BAK*00*AD*PO-1**20261103"])).order).toMatchObject({
      number: null,
      poNumber: "PO-1",
    });
  });

  test("hold zeros where there is no release", async () => {
    const segments = ["BCH*01*NE*PO-1*0*1*20261103", "POC*1*DI"];
    const result = await readFile(x12, interchangeOf([{ id: "860", segments }]));
    expect(only(result, "ORDER_CHANGE").change.order).toMatchObject({
      ...{ externalId: "BUYERCO/PO-1", number: null, poNumber: "PO-1" },
    });
  });

  test("repeat the day of the order where the release belongs", async () => {
    expect(await order(["BEG*00*SA*PO-1*20261103*20261103", LINE])).toMatchObject({
      ...{ externalId: "BUYERCO/PO-1", externalNumber: "PO-1", placedAt: "2026-11-03T00:00:00Z" },
    });
  });
});

describe("an order", () => {
  test("has the currency of its lines where the heading names none", async () => {
    expect(await order([BEG, LINE, "CUR*BY*CAD"])).toMatchObject({ currency: "CAD", doubts: [] });
    const { doubts } = await order([BEG, LINE, "CUR*BY*CAD", "PO1*2*1*EA*3**VN*X-2", "CUR*BY*USD"]);
    expect(doubts).toEqual([expect.stringContaining("several currencies (CAD, USD)")]);
  });

  test("goes to the one store that every line is for", async () => {
    const read = await order([BEG, "N1*FR*Retail Group", LINE, "SDQ*EA*UL*4012345000009*2"]);
    expect(read).toMatchObject({ buyer: { name: "Retail Group" }, shipTo: { lines: ["GLN 4012345000009"] } });
    expect(read.doubts).not.toContainEqual(expect.stringContaining("split"));
    const split = await order([BEG, LINE, "SDQ*EA*92*S1*1*S2*1"]);
    expect(split).toMatchObject({ shipTo: null, doubts: [expect.stringContaining("split")] });
  });

  test("goes to the one place that every line names for itself", async () => {
    const place = (store: string) => [
      `N1*ST*Store ${store}*92*${store}`,
      "N3*Port Road 1",
      "N4*Salem*OR*97301",
    ];
    const line = (number: number) => `PO1*${number}*2*EA*3**VN*X-${number}`;
    const read = await order([BEG, line(1), ...place("7"), "PID*F****Lamp", line(2), ...place("7")]);
    expect(read).toMatchObject({ shipTo: { recipient: "Store 7", lines: ["Port Road 1"], city: "Salem" } });
    expect(read.doubts).toEqual([]);
    expect(await order([BEG, line(1), ...place("7"), line(2), ...place("8")])).toMatchObject({
      ...{ shipTo: null, doubts: [expect.stringContaining("(7)"), expect.stringContaining("(8)")] },
    });
  });

  test("is the customer's where nobody is called the buyer, and a zero is nobody's name", async () => {
    const { buyer } = await order([
      BEG,
      "PER*BD*0*TE*5550100",
      "N1*LW*Hotel Group*ZZ*77",
      "N1*ST*Hotel",
      LINE,
    ]);
    expect(buyer).toMatchObject({ name: "Hotel Group", code: "77", contactName: null, phones: ["5550100"] });
  });

  test("for two places keeps the first and says so", async () => {
    const read = await order([BEG, "N1*ST*Depot North*92*D1", "N1*ST*Depot South*92*D2", LINE]);
    expect(read.shipTo).toMatchObject({ recipient: "Depot North" });
    expect(read.doubts).toContainEqual(expect.stringContaining("also Depot South"));
  });

  test("notes how it is to be packed and sent", async () => {
    const read = await order([
      BEG,
      "PKG*F*68***On pallets",
      "TD5*A*92*P3**See guide",
      LINE,
      "PKG*F****In bulk",
    ]);
    expect(read.note).toBe("Packaging: On pallets\nRouting: See guide\nLine 1: Packaging: In bulk");
  });
});

test("a price per pound is no price of a case: an 855 only notes it", async () => {
  const { lines } = await answer(["BAK*00*AD*PO-1*20261103", "PO1*1*72*CA*1.5*PP*VN*X-1"]);
  expect(lines).toMatchObject([{ quantity: "72", unitPrice: null, note: "Price 1.5 per pound" }]);
});

test("an 855 notes the trade's own code for a line, and whose list it is from", async () => {
  const segments = ["PO1*1*2*UN*4*PE*EN*9783161484100", `ACK*IR*0*UN${"*".repeat(24)}BI*ACK*CW`];
  const { lines } = await answer(["BAK*00*AC*PO-1*20261103", ...segments]);
  expect(lines).toMatchObject([{ code: "REJECTED", note: "CW (code list BI ACK)" }]);
});

test("an 810 is for the order that all its lines name", async () => {
  const invoice = async (...orders: readonly string[]) => {
    const lines = orders.map((number) => `IT1**1*EA*5**VN*X-1*PO*${number}`);
    const segments = ["BIG*20261103*INV-1", ...lines, "TDS*1000"];
    return only(await readFile(x12, interchangeOf([{ id: "810", segments }])), "INVOICE").invoice;
  };
  expect((await invoice("PO-1", "PO-1")).order).toMatchObject({ poNumber: "PO-1" });
  expect((await invoice("PO-1", "PO-2")).order).toMatchObject({ poNumber: null });
});

test("a number that is missing is called what it is", async () => {
  const segments = ["BSN*00**20261103*0900", "HL*1**S"];
  expect(await readFile(x12, interchangeOf([{ id: "856", segments }]))).toMatchObject({
    ok: false,
    issues: [{ message: "BSN02 is empty: the number of the notice is missing." }],
  });
});

describe("a ship notice", () => {
  const notice = async (segments: readonly string[]) =>
    only(await readFile(x12, interchangeOf([{ id: "856", segments }])), "SHIP_NOTICE").notice;

  test("without levels has its shipment and its items all the same", async () => {
    const items = ["LIN*1*VN*X-1", "SN1*1*5*EA", "LIN*2**X-2", "SN1*2*7*EA", "CTT*2"];
    expect(await notice(["BSN*00*S-1*20261103*1000", "TD5**2*FDEG", "REF*CN*1Z01", ...items])).toMatchObject({
      ...{ carrier: { code: "FDEG" }, trackingNumbers: ["1Z01"] },
      packages: [
        {
          lines: [
            { lineNumber: "1", sku: "X-1", quantity: "5" },
            { lineNumber: "2", sku: "X-2", quantity: "7" },
          ],
        },
      ],
    });
  });

  test("names its order in a reference of the level above its goods", async () => {
    const item = ["HL*3*2*I", "LIN**VN*X-1", "SN1**5*EA"];
    expect(
      await notice(["BSN*00*S-1*20261103*1000", "HL*1**S", "HL*2*1*O", "REF*PO*PO-1", ...item]),
    ).toMatchObject({
      ...{ orders: [{ poNumber: "PO-1" }], packages: [{ lines: [{ order: 0 }] }] },
    });
  });
});

test("a TA1 is as old as the interchange it came in", async () => {
  const file = `${isaOf(USUAL)}~TA1*000000850*261103*0900*A*000~IEA*0*000000042~`;
  expect(only(await readFile(x12, file), "ACKNOWLEDGMENT").acknowledgment.issuedAt).toBe(
    "2026-11-03T09:15:00Z",
  );
});

test("an 824 has the time of its BGN", async () => {
  const segments = ["BGN*11*A-1*20261103*1621", "OTI*TR*PO*PO-1"];
  const result = await readFile(x12, interchangeOf([{ id: "824", segments }]));
  expect(only(result, "ACKNOWLEDGMENT").acknowledgment.issuedAt).toBe("2026-11-03T16:21:00Z");
});

test("a 945 without an LX has its goods all the same", async () => {
  const segments = ["W06*N*ORD-1*20261103*SH-1", "W12*CC*9*7*2*CA**VN*X-1", "G69*Lamp", "W03*7*12*LB"];
  const result = await readFile(x12, interchangeOf([{ id: "945", segments }]));
  expect(only(result, "SHIP_NOTICE").notice.packages).toMatchObject([
    { id: null, lines: [{ sku: "X-1", quantity: "7", unit: "CA", description: "Lamp", lineNumber: null }] },
  ]);
});

test("a 945 lists what stands on each license plate", async () => {
  const segments = ["W06*N*ORD-1*20261103*SH-1", "LX*1", "W12*CC*72*72**CA**VN*X-1"];
  const plates = ["N9*LV*00040123450000000018*36", "N9*LV*00040123450000000025*36"];
  const { packages } = only(
    await readFile(x12, interchangeOf([{ id: "945", segments: [...segments, ...plates] }])),
    "SHIP_NOTICE",
  ).notice;
  expect(packages).toMatchObject([
    { id: "040123450000000018", lines: [{ sku: "X-1", quantity: "36" }] },
    { id: "040123450000000025", lines: [{ sku: "X-1", quantity: "36" }] },
  ]);
});

describe("an answer to a line in several parts", () => {
  const parts = async (...acks: readonly string[]) =>
    (await answer(["BAK*00*AC*PO-1*20261103", "PO1*1*90*EA*3**VN*X-1", ...acks])).lines[0];

  test("promises what is not refused", async () => {
    expect(await parts("ACK*IA*88*EA", "ACK*IR*2*EA")).toMatchObject({
      ...{ code: "ACCEPTED_WITH_CHANGE", quantity: "88", note: "2 refused" },
    });
    expect(await parts("ACK*IA*88*EA", "ACK*IB*1*EA", "ACK*IR*1*EA")).toMatchObject({
      ...{ code: "BACKORDERED", quantity: "88", note: "1 backordered; 1 refused" },
    });
    expect(await parts("ACK*IB*60*EA", "ACK*IR*30*EA")).toMatchObject({ code: "BACKORDERED", quantity: "0" });
  });

  test("is a refusal where nothing else is said, or no number of pieces", async () => {
    expect(await parts("ACK*IR*90*EA")).toMatchObject({ code: "REJECTED", quantity: "0", note: null });
    expect(await parts("ACK*IA*88*EA", "ACK*IR")).toMatchObject({ code: "REJECTED", quantity: "0" });
  });

  test("may have its date behind too many empty elements", async () => {
    expect(await parts("ACK*IA*90*EA****002*20261120")).toMatchObject({ promisedDate: "2026-11-20" });
  });
});

test("an 855 is not known by a day that stands where its number belongs", async () => {
  expect(await answer(["BAK*00*AD*PO-1*20261103****20261105"])).toMatchObject({
    ...{ externalId: "000000042-7-0001", issuedAt: "2026-11-05T00:00:00Z" },
  });
  expect(await answer(["BAK*00*AD*PO-1*20261103****A-7*20261105"])).toMatchObject({ externalId: "A-7" });
});

test("amounts of an allowance may bear the mark that they should not", async () => {
  const read = await order([BEG, LINE, "SAC*A*B280***20.00", "SAC*C*D240***1500"]);
  expect(read.note).toBe("Line 1: Discount 20: B280\nLine 1: Charge 15: freight");
});

test("a change says which of its lines are to be split over several places", async () => {
  const segments = ["BCH*04*SA*PO-1***20261105", "N1*ST**92*0007", "POC*1*QD*6*-2*EA***VN*X-1"];
  const split = [...segments, "SDQ*EA*92*0007*2*0008*4"];
  const change = async (said: readonly string[]) =>
    only(await readFile(x12, interchangeOf([{ id: "860", segments: said }])), "ORDER_CHANGE").change;
  expect((await change(split)).reason).toContain("Line 1 is to be split over several places");
  expect((await change(segments)).reason).toBe("Place of delivery: Code 0007.");
});

test.each([
  ["A9*AJ", "DAMAGED"],
  ["A7*AG", "REFUSED"],
  ["A7*A2", "ADDRESS_INCORRECT"],
  ["SD*AJ", "CARRIER"],
])("a status that is a reason itself keeps it beside a vaguer one: %s is %s", async (status, reason) => {
  const segments = ["B10*1Z999*S-1*UPSN", "LX*1", `AT7*${status}***20261202*1310*UT`];
  const read = await readFile(x12, interchangeOf([{ id: "214", segments }]));
  expect(only(read, "EXECUTION").event).toMatchObject({ reason });
});

test("an answer says who ordered and where the goods will go, and takes nobody it merely delivers to for the buyer", async () => {
  const buyer = ["N1*BY*NorthMart HQ*92*NM01"];
  const shipTo = ["N1*ST*NorthMart DC 7*92*0007", "N3*4100 Gateway Blvd", "N4*Columbus*OH*43219*US"];
  const said = (parties: readonly string[]) => answer(["BAK*00*AD*PO-1*20261105", ...parties, LINE]);
  const address = { recipient: "NorthMart DC 7", lines: ["4100 Gateway Blvd"], postalCode: "43219" };
  const all = await said([...buyer, ...shipTo]);
  expect(all).toMatchObject({
    ...{ buyer: { name: "NorthMart HQ" }, shipTo: address, shipToCode: "0007" },
  });
  expect(all.buyer?.otherCodes).toEqual([{ system: "erp", value: "NM01" }]);
  expect((await said(shipTo)).buyer).toBeUndefined();
  expect(await said([])).not.toHaveProperty("shipTo");
});

describe("the buyer of an order that names a customer (LW)", () => {
  const buyerOf = async (type: string, parties: readonly string[]) =>
    only(
      await readFile(x12, orderOf([`BEG*00*${type}*PO-1**20261103`, ...parties, "PO1*1*2*EA*3**VN*X-1"])),
      "ORDER",
    ).order.buyer;
  const shop = "N1*BT*Shop Inc*92*SHOP";
  const person = "N1*LW*Amy Roe";

  test("is the shop that is billed", async () => {
    expect(await buyerOf("SS", [shop, person])).toMatchObject({ name: "Shop Inc", code: "SHOP" });
  });

  test("is the customer where nobody else is named, but not of a drop shipment", async () => {
    expect(await buyerOf("SA", [person])).toMatchObject({ name: "Amy Roe" });
    expect(await buyerOf("DS", [person])).toMatchObject({ name: null, code: "BUYERCO" });
  });
});
