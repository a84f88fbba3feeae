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
