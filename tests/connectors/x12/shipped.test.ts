import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf } from "./x12-text.js";

const notice = async (id: string, segments: readonly string[]) =>
  only(await readFile(x12, interchangeOf([{ id, segments }])), "SHIP_NOTICE").notice;

const HEAD = ["BSN*00*S-1*20261103*0915", "HL*1**S", "HL*2*1*O", "PRF*PO-1"];

describe("the goods of an 856", () => {
  test("are read from the pack that states them itself, and its lot is no further goods", async () => {
    const { packages } = await notice("856", [
      ...[...HEAD, "HL*3*2*T", "MAN*GM*00123456789012345675", "HL*4*3*P"],
      ...["LIN**IN*77*UK*10012345678902", "SN1**5*CA", "PID*F****Radishes"],
      ...["HL*5*4*ZZ", "LIN**LT*L-9", "SN1**5*CA", "CTT*5"],
    ]);
    expect(packages).toEqual([
      { id: "123456789012345675", parent: null, trackingNumber: null, lines: [] },
      {
        ...{ id: null, parent: "123456789012345675", trackingNumber: null },
        lines: [expect.objectContaining({ order: 0, sku: "10012345678902", quantity: "5", unit: "CA" })],
      },
    ]);
  });

  test("are read from the order that states them, and from none that has items", async () => {
    const goods = ["LIN**VP*A-1", "SN1**3*EA"];
    expect(await notice("856", [...HEAD, ...goods])).toMatchObject({
      packages: [{ lines: [{ sku: "A-1", quantity: "3" }] }],
    });
    const { packages } = await notice("856", [...HEAD, ...goods, "HL*3*2*I", "LIN**VP*A-2", "SN1**4*EA"]);
    expect(packages).toMatchObject([{ lines: [{ sku: "A-2", quantity: "4" }] }]);
    expect(packages[0]?.lines).toHaveLength(1);
  });

  test("of several articles in one level are all there", async () => {
    const { packages } = await notice("856", [
      ...[...HEAD, "HL*3*2*P", "MAN*GM*00123456789012345675", "HL*4*3*I"],
      ...["LIN*1*VP*A-1", "SN1**3*EA", "LIN*2*VP*A-2", "SN1**4*EA", "PID*F****Bolt", "CTT*4"],
    ]);
    expect(packages).toMatchObject([
      {
        id: "123456789012345675",
        lines: [
          { lineNumber: "1", sku: "A-1", quantity: "3", description: null },
          { lineNumber: "2", sku: "A-2", quantity: "4", description: "Bolt" },
        ],
      },
    ]);
  });

  test("stand in the containers that their item lists, by the labels of those", async () => {
    const item = (load: string) => [
      ...[...HEAD, "HL*3*2*I", "LIN**BP*P-9", "SN1**1500*PC", "CLD*1*700*BIN52", "REF*LS*514"],
      ...[load, "REF*LS*515", "REF*LS*516"],
    ];
    expect((await notice("856", item("CLD*2*400*BIN52"))).packages).toMatchObject([
      { id: "514", lines: [{ sku: "P-9", quantity: "700" }] },
      { id: "515", lines: [{ sku: "P-9", quantity: "400" }] },
      { id: "516", lines: [{ sku: "P-9", quantity: "400" }] },
    ]);
    // What does not come to what was shipped says nothing of where it is.
    expect((await notice("856", item("CLD*2*300*BIN52"))).packages).toMatchObject([
      { id: null, lines: [{ sku: "P-9", quantity: "1500" }] },
    ]);
  });

  test("stand on the pallet whose code is told by its shape only", async () => {
    const segments = [...HEAD, "HL*3*2*T", "REF*0J*123456789012345675", "HL*4*3*I", "LIN**SK*A", "SN1**1*EA"];
    expect((await notice("856", segments)).packages).toMatchObject([
      { id: "123456789012345675", lines: [{ sku: "A" }] },
    ]);
  });
});

describe("the carrier", () => {
  test.each([
    ["TD5*B*2*SEE MEMO", { code: null, name: "SEE MEMO" }],
    ["TD5*B*2*SEE MEMO*M*Van 3", { code: null, name: "Van 3" }],
    ["TD5*O*2*NONE*T*CHR", { code: null, name: "CHR" }],
    ["TD5*B*2*UPSN*M*UPS Ground", { code: "UPSN", name: "UPS Ground" }],
  ])("of %s", async (td5, carrier) => {
    const segments = ["BSN*00*S-1*20261103*0915", "HL*1**S", td5, "HL*2*1*O", "PRF*PO-1"];
    expect((await notice("856", segments)).carrier).toMatchObject(carrier);
  });

  test("of a 945 whose code and name stand the wrong way round", async () => {
    const segments = ["W06*F*D-1*20261103*S-1", "W27*M*UPS Ground*UPSN", "LX*1", "W12*CC*5*5**EA**VN*A-1"];
    expect((await notice("945", segments)).carrier).toMatchObject({ code: "UPSN", name: "UPS Ground" });
  });
});

describe("the order of a 945", () => {
  const item = ["LX*1", "W12*CC*5*5**EA**VN*A-1"];

  test("is the one that a reference names where the first segment does not", async () => {
    const { orders, packages } = await notice("945", ["W06*F**20261103*S-1", "N9*PO*PO-7", ...item]);
    expect(orders).toEqual([{ externalId: null, number: null, poNumber: "PO-7" }]);
    expect(packages).toMatchObject([{ lines: [{ order: 0, sku: "A-1" }] }]);
  });

  test("is none where nothing names it", async () => {
    const { orders, packages } = await notice("945", ["W06*F**20261103*S-1", ...item]);
    expect(orders).toEqual([]);
    expect(packages).toMatchObject([{ lines: [{ order: null, sku: "A-1" }] }]);
  });
});

test("a 945 that names a consignee and no place of delivery goes to the consignee", async () => {
  const to = (...parties: readonly string[]) =>
    notice("945", ["W06*F*D-1*20261103*S-1", ...parties, "LX*1", "W12*CC*5*5**EA**VN*A-1"]);
  const consignee = ["N1*CN*Quay Foods*91*Q-7", "N3*9 Mill Rd", "N4*Kent*WA*98032"];
  expect(await to(...consignee)).toMatchObject({
    ...{ shipTo: { recipient: "Quay Foods", lines: ["9 Mill Rd"] }, shipToCode: "Q-7" },
  });
  expect((await to(...consignee, "N1*ST*Dock 4*91*D-4")).shipToCode).toBe("D-4");
});

test("an advance notification is an original", async () => {
  const result = await readFile(
    x12,
    interchangeOf([{ id: "856", segments: ["BSN*14*S-1*20261103*0915", ...HEAD.slice(1)] }]),
  );
  expect(only(result, "SHIP_NOTICE").notice.purpose).toBe("ORIGINAL");
  expect(result).toMatchObject({ warnings: [] });
});
