import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import { only, readFile } from "../../support/edi-message.js";
import { interchangeOf } from "./x12-text.js";

describe("an answer in parts", () => {
  const lineOf = async (id: "855" | "865", segments: readonly string[]) => {
    const head = id === "855" ? "BAK*00*AC*PO-1*20261103" : "BCA*00*AT*PO-1***20261103";
    const { acknowledgment } = only(
      await readFile(x12, interchangeOf([{ id, segments: [head, ...segments] }])),
      "ACKNOWLEDGMENT",
    );
    return { line: acknowledgment.lines[0], code: acknowledgment.code };
  };

  test.each([
    [
      "is promised for the day of what is accepted; the rest comes later",
      ["ACK*IA*6*EA*068*20261110", "ACK*IB*4*EA*068*20261201"],
      {
        ...{ code: "BACKORDERED", quantity: "6", promisedDate: "2026-11-10" },
        note: "4 backordered until 2026-12-01",
      },
    ],
    [
      "says how much comes on which day",
      ["ACK*BP*6*EA*068*20261110", "ACK*DR*4*EA*068*20261201"],
      { quantity: "10", promisedDate: "2026-12-01", note: "6 on 2026-11-10; 4 on 2026-12-01" },
    ],
    [
      "is not promised for the day of what is refused",
      ["ACK*IB*6*EA", "ACK*IR*4*EA*068*20261201"],
      { code: "BACKORDERED", quantity: "0", promisedDate: null, note: "6 backordered; 4 refused" },
    ],
    [
      "is promised for the day that follows its last part",
      ["ACK*IA*9*EA", "ACK*IR*1*EA", "DTM*068*20261110"],
      { code: "ACCEPTED_WITH_CHANGE", quantity: "9", promisedDate: "2026-11-10", note: "1 refused" },
    ],
    [
      "of which nothing is promised, all of it comes later",
      ["ACK*IB*0*EA*068*20261201"],
      { code: "BACKORDERED", quantity: "0", promisedDate: "2026-12-01", note: null },
    ],
    ["that promises none is a refusal", ["ACK*IQ*0*EA"], { code: "REJECTED", quantity: "0" }],
  ])("%s", async (_, acks, expected) => {
    expect((await lineOf("855", ["PO1*1*10*EA*2**VN*A-1", ...acks])).line).toMatchObject(expected);
  });

  test("to a change takes the lines out that it says are deleted", async () => {
    expect(await lineOf("865", ["POC*1*DI*10*0*EA*2**VN*A-1", "POC*2*NC*5*5*EA*2**VN*A-2"])).toMatchObject({
      line: { lineNumber: "1", code: "CANCELED", quantity: "0" },
      code: "PARTIALLY_ACCEPTED",
    });
  });
});
