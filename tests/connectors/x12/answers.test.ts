import { readFileSync } from "node:fs";
import { join } from "node:path";
import { X12Interchange, X12Parser } from "node-x12";
import { describe, expect, test } from "vitest";
import type { OutgoingDocument, Sending } from "../../../src/connectors/connector.js";
import { decodeX12 } from "../../../src/connectors/x12/decode.js";
import { x12 } from "../../../src/connectors/x12/index.js";
import { orderAcknowledgment } from "../../../src/connectors/x12/order-acknowledgment.js";
import type { Acknowledgment } from "../../../src/domain/acknowledgment.js";
import { HubError } from "../../../src/domain/errors.js";
import { fileOf, only, readFile } from "../../support/edi-message.js";
import { interchangeOf } from "./x12-text.js";

const SENDING: Sending = { at: "2026-11-21T12:30:00.000Z", control: 4711 };
const fixture = (name: string) =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, "../fixtures/x12", name)));
const textOf = (document: OutgoingDocument | null | undefined): string =>
  new TextDecoder().decode(document?.body);

/** What an outside parser makes of an interchange of ours. */
function parsed(text: string) {
  const interchange = new X12Parser(true).parse(text);
  if (!(interchange instanceof X12Interchange)) throw new Error("one interchange was expected");
  const [group] = interchange.functionalGroups;
  return {
    isa: interchange.header.elements.map(({ value }) => value),
    gs: group?.header.elements.map(({ value }) => value),
    sets: group?.transactions.map(({ header, segments, trailer }) =>
      [header, ...segments, trailer].map(({ tag, elements }) =>
        [tag, ...elements.map(({ value }) => value)].join("*"),
      ),
    ),
  };
}

async function received(content: string | Uint8Array, extra: Record<string, unknown> = {}) {
  const settings = x12.settings.parse(extra);
  const { body, ...envelope } = fileOf(content);
  const result = await readFile(x12, content, extra);
  const document = decodeX12({ body });
  return x12.answers?.received?.(document, envelope, result, SENDING, settings) ?? null;
}

const LINES = ["BEG*00*SA*PO-1**20261103", "N1*BY*Buyer Co*92*B1", "PO1*1*2*EA*3**VN*X-1", "CTT*1"];

describe("the 997", () => {
  test("goes back the way the file came, with a padded ISA and numbers that are right", async () => {
    const answer = await received(interchangeOf([{ id: "850", segments: LINES }]));
    const text = textOf(answer);
    expect(text.indexOf("GS*")).toBe(106);
    const { isa, gs, sets } = parsed(text);
    expect(isa.slice(4, 12)).toEqual([
      "ZZ",
      "US             ",
      "ZZ",
      "BUYERCO        ",
      "261121",
      "1230",
      "U",
      "00401",
    ]);
    expect(text).toContain("*000004711*0*P*>~GS*");
    expect(gs).toEqual(["FA", "US", "BUYERCO", "20261121", "1230", "4711", "X", "004010"]);
    expect(sets).toEqual([["ST*997*0001", "AK1*PO*7", "AK2*850*0001", "AK5*A", "AK9*A*1*1*1", "SE*6*0001"]]);
    expect(answer).toMatchObject({ fileName: "997-000004711.edi", contentType: "application/edi-x12" });
  });

  test("names the place of what cannot be read, and refuses only that set", async () => {
    const text = interchangeOf([
      { id: "850", segments: LINES },
      { id: "850", segments: ["BEG*00*SA***20261103", "PO1*1*2*EA*3**VN*X-1"] },
      { id: "850", segments: ["N1*BY*Buyer Co"] },
      { id: "850", segments: ["BEG*00*SA*PO-3**20261345", "PO1*1*2x*EA*3**VN*X-1"] },
      { id: "830", segments: ["BFR*00"] },
    ]);
    const { sets } = parsed(textOf(await received(text)));
    expect(sets?.[0]?.slice(1, -1)).toEqual([
      ...["AK1*PO*7", "AK2*850*0001", "AK5*A"],
      ...["AK2*850*0002", "AK3*BEG*2**8", "AK4*3**1", "AK5*R*5"],
      ...["AK2*850*0003", "AK3*BEG*2**3", "AK5*R*5"],
      ...["AK2*850*0004", "AK3*BEG*2**8", "AK4*5**8*20261345", "AK3*PO1*3**8", "AK4*2**6*2x", "AK5*R*5"],
      ...["AK2*830*0005", "AK5*R*1", "AK9*P*5*5*1"],
    ]);
  });

  test("accepts what can be read in spite of wrong counts, and notes them", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }])
      .replace("SE*6*0001", "SE*60*9")
      .replace("GE*1*7", "GE*3*8");
    const { sets } = parsed(textOf(await received(text)));
    expect(sets?.[0]?.slice(3, -1)).toEqual(["AK5*E*4*3", "AK9*E*1*1*1*5*4"]);
  });

  test("does not refuse what is wrong with the order and not with its syntax", async () => {
    const text = interchangeOf([
      { id: "850", segments: ["BEG*00*SA*PO-1**20261103", "PO1*1*-2*EA*3**VN*X-1"] },
    ]);
    expect(await readFile(x12, text)).toMatchObject({ ok: false, issues: [{ code: "QUANTITY_INVALID" }] });
    expect(parsed(textOf(await received(text))).sets?.[0]).toContain("AK5*A");
  });

  test("mirrors the test mark, and is read by our own reader", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }]).replace("*0*P*>", "*0*T*>");
    const answer = textOf(await received(text));
    expect(parsed(answer).isa[14]).toBe("T");
    expect(only(await readFile(x12, answer), "ACKNOWLEDGMENT").acknowledgment).toMatchObject({
      level: "TECHNICAL",
      code: "ACCEPTED",
      control: { group: "7", message: "0001" },
    });
  });

  test("is not sent for acknowledgments, nor where there is nobody to send it to", async () => {
    expect(await received(fixture("997-acknowledgment.edi"))).toBeNull();
    expect(await received(fixture("850-without-isa.edi"))).toBeNull();
  });

  test("uses the connection's own id, separators and version", async () => {
    const own = { ownQualifier: "01", ownId: "123456789", elementSeparator: "|", terminator: "\n" };
    const text = textOf(await received(interchangeOf([{ id: "850", segments: LINES }]), own));
    expect(text.split("\n")[0]).toHaveLength(105);
    expect(text).toContain("|01|123456789      |ZZ|BUYERCO        |");
    expect(await readFile(x12, text)).toMatchObject({ ok: true, documents: [{ kind: "ACKNOWLEDGMENT" }] });
  });

  test("asks for separators that differ", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }]);
    await expect(received(text, { elementSeparator: "~" })).rejects.toThrow(HubError);
  });
});

const SETTINGS = x12.settings.parse({ ownId: "THROUGHLINE", partnerQualifier: "ZZ" });

function line(
  lineNumber: string,
  more: Partial<Acknowledgment["lines"][number]>,
): Acknowledgment["lines"][number] {
  return {
    ...{ lineNumber, sku: null, code: "ACCEPTED", nativeCode: null, quantity: null, unit: null },
    ...{ unitPrice: null, promisedDate: null, substituteSku: null, note: null, ...more },
  };
}

const ACKNOWLEDGMENT: Acknowledgment = {
  level: "BUSINESS",
  externalId: "100247",
  order: { externalId: null, number: null, poNumber: "4500718201" },
  control: { interchange: null, group: null, message: null },
  code: "PARTIALLY_ACCEPTED",
  nativeCode: null,
  issuedAt: "2026-11-21T00:00:00Z",
  promisedDate: "2026-11-24",
  currency: "USD",
  lines: [
    line("1", { quantity: "20", promisedDate: null, code: "ACCEPTED_WITH_CHANGE" }),
    line("2", { code: "BACKORDERED", quantity: "1.5", promisedDate: "2026-12-01" }),
    line("3", {
      code: "SUBSTITUTED",
      quantity: "6",
      substituteSku: "OAK-78",
      note: "Same chair, ~new~ cushion",
    }),
  ],
  notes: ["Grüße aus Zürich * 50 % off"],
};

async function confirmation(acknowledgment: Acknowledgment, extra: Record<string, unknown> = {}) {
  const { order } = only(await readFile(x12, fixture("850-order.edi")), "ORDER");
  return textOf(orderAcknowledgment(acknowledgment, order, SENDING, { ...SETTINGS, ...extra }));
}

describe("the 855", () => {
  test("answers in the partner's own line and article numbers", async () => {
    const { isa, gs, sets } = parsed(await confirmation(ACKNOWLEDGMENT));
    expect(isa.slice(4, 8)).toEqual(["ZZ", "THROUGHLINE    ", "ZZ", "LAKESIDEHOME   "]);
    expect(gs?.slice(0, 3)).toEqual(["PR", "THROUGHLINE", "LAKESIDEHOME"]);
    expect(sets).toEqual([
      [
        "ST*855*0001",
        "BAK*00*AC*4500718201*20261102****100247*20261121",
        "CUR*SE*USD",
        "DTM*067*20261124",
        ...["N9*L1*NOTE1", "MSG*Grusse aus Zurich   50 % off"],
        "N1*BY*Lakeside Home Stores Inc*92*LH-0071",
        ...["PO1*1*24*EA*18.5**VN*TL-6001", "ACK*IQ*20*EA"],
        ...["PO1*2*2.5*CA*12.5**VN*TL-2001", "ACK*IA*1.5*CA", "ACK*IB*1*CA*067*20261201"],
        ...[
          "PO1*3*6*EA***MG*OAK-77",
          "ACK*IS*6*EA****VN*OAK-78",
          "N9*L1*NOTE1",
          "MSG*Same chair,  new  cushion",
        ],
        ...["CTT*3", "SE*18*0001"],
      ],
    ]);
  });

  test("says the same to our own reader as what was written", async () => {
    const { acknowledgment } = only(
      await readFile(x12, await confirmation(ACKNOWLEDGMENT)),
      "ACKNOWLEDGMENT",
    );
    expect(acknowledgment).toMatchObject({
      ...{ level: "BUSINESS", externalId: "100247", code: "ACCEPTED_WITH_CHANGE" },
      ...{ promisedDate: "2026-11-24", currency: "USD", issuedAt: "2026-11-21T00:00:00Z" },
      order: { poNumber: "4500718201" },
      lines: [
        { lineNumber: "1", sku: "TL-6001", code: "ACCEPTED_WITH_CHANGE", quantity: "20", unitPrice: "18.5" },
        { lineNumber: "2", sku: "TL-2001", code: "BACKORDERED", quantity: "1.5", promisedDate: "2026-12-01" },
        { lineNumber: "3", sku: "OAK-77", code: "SUBSTITUTED", quantity: "6", substituteSku: "OAK-78" },
      ],
    });
  });

  test.each<[Acknowledgment["code"], string, string | null]>([
    ["ACCEPTED", "AD", "ACK*IA*24*EA"],
    ["REJECTED", "RD", "ACK*IR*24*EA"],
    ["RECEIVED", "AH", null],
  ])("says %s to lines that have no answer of their own", async (code, type, ack) => {
    const written = await confirmation({ ...ACKNOWLEDGMENT, code, lines: [], notes: [] });
    const [set = []] = parsed(written).sets ?? [];
    expect(set[1]).toContain(`BAK*00*${type}*`);
    expect(set.find((segment) => segment.startsWith("ACK")) ?? null).toBe(ack);
    expect(only(await readFile(x12, written), "ACKNOWLEDGMENT").acknowledgment.code).toBe(code);
  });

  test.each<[Partial<Acknowledgment["lines"][number]>, string]>([
    [{ code: "ACCEPTED", promisedDate: "2026-11-25" }, "ACK*IA*24*EA*067*20261125"],
    [{ code: "ACCEPTED_WITH_CHANGE", unitPrice: "19" }, "ACK*IP*24*EA"],
    [{ code: "ACCEPTED_WITH_CHANGE", promisedDate: "2026-11-25" }, "ACK*DR*24*EA*067*20261125"],
    [{ code: "ACCEPTED_WITH_CHANGE", unitPrice: "19", quantity: "5" }, "ACK*IC*5*EA"],
    [{ code: "CANCELED" }, "ACK*ID*24*EA"],
    [{ code: "ALREADY_SHIPPED" }, "ACK*AC*24*EA"],
    [{ code: "BACKORDERED" }, "ACK*IB*24*EA"],
  ])("writes %o as %s, and reads it back", async (said, segment) => {
    const written = await confirmation({
      ...ACKNOWLEDGMENT,
      code: "ACCEPTED_WITH_CHANGE",
      lines: [line("1", said)],
    });
    expect(parsed(written).sets?.[0]).toContain(segment);
    const { lines } = only(await readFile(x12, written), "ACKNOWLEDGMENT").acknowledgment;
    expect(lines[0]).toMatchObject({
      code: said.code,
      ...(said.unitPrice ? { unitPrice: said.unitPrice } : {}),
    });
  });

  test("can be in capitals only, and says which setting is missing", async () => {
    expect(await confirmation(ACKNOWLEDGMENT, { uppercase: true })).not.toMatch(/[a-z]/);
    await expect(confirmation(ACKNOWLEDGMENT, { ownId: null })).rejects.toMatchObject({
      code: "SETTING_MISSING",
      mend: expect.stringContaining("ownId"),
    });
  });
});
