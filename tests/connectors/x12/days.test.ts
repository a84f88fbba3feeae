import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf, orderOf } from "./x12-text.js";

const order = async (dates: readonly string[]) =>
  only(
    await readFile(x12, orderOf(["BEG*00*SA*PO-1**20261103", ...dates, "PO1*1*2*EA*3**VN*X-1", "CTT*1"])),
    "ORDER",
  ).order;

describe("the days of an order", () => {
  test("are those it is to come; when it is to leave, and until when it counts, is noted beside them", async () => {
    expect(
      await order(["DTM*010*20261108", "DTM*002*20261112", "DTM*001*20261120", "DTM*061*20261121"]),
    ).toMatchObject({
      requestedDate: "2026-11-12",
      note: [
        "Shipping on 2026-11-08.",
        "Cancel after 2026-11-20.",
        "Cancel if not delivered by 2026-11-21.",
      ].join("\n"),
    });
  });

  test("are a window to ship in, where nothing says when it is to come", async () => {
    expect((await order(["DTM*037*20261108", "DTM*038*20261112"])).note).toBe(
      "Shipping from 2026-11-08 to 2026-11-12.",
    );
    expect((await order(["DTM*063*20261112", "DTM*064*20261108"])).note).toBe(
      "Delivery from 2026-11-08 to 2026-11-12.",
    );
  });

  test("of a change are in what it says, too", async () => {
    const segments = [
      ...["BCH*04*SA*PO-1***20261103", "DTM*002*20261112", "DTM*001*20261120"],
      "POC*1*QI*3*0*EA*3**VN*X-1",
    ];
    const result = await readFile(x12, interchangeOf([{ id: "860", segments }]));
    expect(only(result, "ORDER_CHANGE").change.reason).toContain("Cancel after 2026-11-20.");
  });
});

describe("the place of a change", () => {
  const change = async (bch: string, ...segments: readonly string[]) =>
    only(await readFile(x12, interchangeOf([{ id: "860", segments: [bch, ...segments] }])), "ORDER_CHANGE")
      .change;
  const LINE = "POC*1*QI*3*0*EA***VN*X-1";

  test("takes no address from the order where other things change and it is only named", async () => {
    const named = "N1*ST*Shop 7*92*0007";
    expect(await change("BCH*04*SA*PO-1***20261103", named, LINE)).toMatchObject({
      reason: "Place of delivery: Shop 7, Code 0007.",
      targets: [{ kind: "QUANTITY", quantity: "3" }],
    });
    expect(await change("BCH*04*SA*PO-1***20261103", named)).toMatchObject({
      targets: [{ kind: "SHIP_TO", shipTo: { recipient: "Shop 7", lines: ["Code 0007"] } }],
    });
  });

  test("is the new one where its address is stated", async () => {
    const place = ["N1*ST*Shop 7*92*0007", "N3*Quay 2", "N4*Kent*WA*98032"];
    expect((await change("BCH*04*SA*PO-1***20261103", ...place, LINE)).targets).toMatchObject([
      { kind: "SHIP_TO", shipTo: { lines: ["Quay 2"], city: "Kent" } },
      { kind: "QUANTITY" },
    ]);
  });

  test("is none of an order that is taken back to be issued anew", async () => {
    expect((await change("BCH*17*SA*PO-1***20261103", LINE)).targets).toEqual([{ kind: "CANCEL" }]);
  });
});

test("a status whose date stands one element early happened then", async () => {
  const segments = ["B10*S-1*PRO-7*ABCD", "LX*1", "AT7*D1*NS**20261112*1204*CT", "MS1*Gary*IN"];
  const result = await readFile(x12, interchangeOf([{ id: "214", segments }]));
  expect(only(result, "EXECUTION").event).toMatchObject({
    ...{ status: "DELIVERED", occurredAt: "2026-11-12T18:04:00.000Z", zoneUnknown: false },
  });
});
