import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { OutgoingDocument, Sending } from "../../../src/connectors/connector.js";
import { decodeEdifact } from "../../../src/connectors/edifact/decode.js";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { orderResponse } from "../../../src/connectors/edifact/order-response.js";
import type { Acknowledgment } from "../../../src/domain/acknowledgment.js";
import { fileOf, only, readFile } from "../../support/edi-message.js";
import { interchangeOf, messageOf } from "./edifact-text.js";
import { parsedEdifact } from "./outside-parser.js";

const SENDING: Sending = { at: "2026-11-21T12:30:00.000Z", control: 4711 };
const fixture = (name: string) =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, "../fixtures/edifact", name)));

const parsed = (document: OutgoingDocument | null): string[] =>
  parsedEdifact(Buffer.from(document?.body ?? []).toString("latin1"));

async function received(content: string | Uint8Array, extra: Record<string, unknown> = {}) {
  const settings = edifact.settings.parse(extra);
  const { body, ...envelope } = fileOf(content);
  const result = await readFile(edifact, content, extra);
  return edifact.answers?.received?.(decodeEdifact({ body }), envelope, result, SENDING, settings) ?? null;
}

const LINES = [
  "BGM+220+PO-1+9",
  "DTM+137:20261103:102",
  "NAD+BY+B1::92",
  "LIN+1++X-1:SA",
  "QTY+21:2:PCE",
  "UNS+S",
];

describe("CONTRL", () => {
  test("goes back the way the file came, with counts and references that are right", async () => {
    const answer = await received(interchangeOf([{ type: "ORDERS", segments: LINES }]));
    expect(parsed(answer)).toEqual([
      "UNB+UNOC:3+4099999000003:14+4012345000009:14+261121:1230+4711",
      "UNH+1+CONTRL:D:3:UN",
      "UCI+881+4012345000009:14+4099999000003:14+7",
      "UCM+1+ORDERS:D:96A:UN+7",
      "UNT+4+1",
      "UNZ+1+4711",
    ]);
    expect(answer).toMatchObject({ fileName: "contrl-000004711.edi", contentType: "application/edifact" });
  });

  test("names the place of what cannot be read, and is read by our own reader", async () => {
    const text = interchangeOf([
      { type: "ORDERS", segments: LINES },
      { type: "ORDERS", segments: ["BGM+220++9"] },
      { type: "ORDERS", segments: [...LINES.slice(0, 4), "QTY+21:x"] },
      { type: "PRICAT", segments: ["BGM+9+1"] },
    ]);
    const answer = await received(text);
    expect(parsed(answer).slice(2, -2)).toEqual([
      "UCI+881+4012345000009:14+4099999000003:14+7",
      "UCM+1+ORDERS:D:96A:UN+7",
      ...["UCM+2+ORDERS:D:96A:UN+4", "UCS+2", "UCD+13+3"],
      ...["UCM+3+ORDERS:D:96A:UN+4", "UCS+6", "UCD+12+2"],
      "UCM+4+PRICAT:D:96A:UN+4+17",
    ]);
    const result = await readFile(edifact, answer?.body ?? "");
    expect(result.ok && result.documents).toMatchObject([
      { acknowledgment: { control: { interchange: "881", message: null }, code: "ACCEPTED" } },
      { acknowledgment: { control: { message: "1" }, code: "ACCEPTED" } },
      {
        acknowledgment: {
          control: { message: "2" },
          code: "REJECTED",
          notes: [expect.stringContaining("segment 2")],
        },
      },
      { acknowledgment: { control: { message: "3" }, code: "REJECTED" } },
      { acknowledgment: { control: { message: "4" }, code: "REJECTED" } },
    ]);
  });

  test("refuses the interchange where nothing of it can be read, and mirrors the test mark", async () => {
    const text = messageOf("PRICAT", ["BGM+9+1"]).replace("1016+881'", "1016+881++++++1'");
    const answer = parsed(await received(text));
    expect(answer[0]).toMatch(/\+4711\+\+\+\+\+\+1$/);
    expect(answer[2]).toMatch(/\+4$/);
  });

  test("is not sent for acknowledgments, nor where there is nobody to send it to", async () => {
    expect(await received(fixture("contrl.edi"))).toBeNull();
    expect(await received(fixture("orders-without-unb.txt"))).toBeNull();
  });
});

function line(
  lineNumber: string,
  more: Partial<Acknowledgment["lines"][number]>,
): Acknowledgment["lines"][number] {
  return {
    ...{ lineNumber, sku: null, code: "ACCEPTED", nativeCode: null, quantity: null, unit: null },
    ...{ unitPrice: null, promisedDate: null, substituteSku: null, note: null, ...more },
  };
}

const LONG =
  "Die Lieferung kommt in zwei Teilen: der erste am Montag, der zweite, sobald die Farbe wieder da ist; 'Anthrazit' + Eiche?";
const ACKNOWLEDGMENT: Acknowledgment = {
  level: "BUSINESS",
  externalId: "100247",
  order: { externalId: null, number: null, poNumber: "PO-26-0815" },
  control: { interchange: null, group: null, message: null },
  code: "ACCEPTED_WITH_CHANGE",
  nativeCode: null,
  issuedAt: "2026-11-21T00:00:00Z",
  promisedDate: "2026-11-24",
  currency: "EUR",
  lines: [
    line("10", { code: "BACKORDERED", quantity: "20", promisedDate: "2026-12-01", note: LONG }),
    line("20", { code: "SUBSTITUTED", quantity: "2.5", substituteSku: "TL-2002" }),
  ],
  notes: ["Vielen Dank für Ihre Bestellung", LONG],
};

async function response(acknowledgment: Acknowledgment, extra: Record<string, unknown> = {}) {
  const { order } = only(await readFile(edifact, fixture("orders-96a.edi")), "ORDER");
  const settings = edifact.settings.parse({ ownId: "4099999000003", ...extra });
  return orderResponse(acknowledgment, order, SENDING, settings);
}

describe("ORDRSP", () => {
  test("answers in the partner's own line and article numbers", async () => {
    const segments = parsed(
      await response({
        ...ACKNOWLEDGMENT,
        notes: [],
        lines: ACKNOWLEDGMENT.lines.map((one) => ({ ...one, note: null })),
      }),
    );
    expect(segments).toEqual([
      "UNB+UNOC:3+4099999000003:14+4012345000009:14+261121:1230+4711",
      "UNH+1+ORDRSP:D:96A:UN",
      ...["BGM+231+100247+4", "DTM+137:20261121:102", "DTM+69:20261124:102", "RFF+ON:PO-26-0815"],
      ...["NAD+BY+4012345000009::9++Möbelhaus Nordstern GmbH", "CUX+2:EUR:9"],
      ...[
        "LIN+10+3",
        "PIA+5+TL-6001:SA",
        "QTY+21:24:PCE",
        "QTY+194:20:PCE",
        "QTY+83:4:PCE",
        "DTM+69:20261201:102",
      ],
      ...["PRI+AAA:18.5", "RFF+ON:PO-26-0815:10"],
      ...["LIN+20+3", "PIA+5+TL-2001:SA", "PIA+3+TL-2002:SA", "QTY+21:2.5:CT", "QTY+194:2.5:CT"],
      ...["PRI+AAA:12.5", "RFF+ON:PO-26-0815:20"],
      ...["UNS+S", "CNT+2:2", "UNT+25+1", "UNZ+1+4711"],
    ]);
  });

  test("says the same to our own reader as what was written, long texts and all", async () => {
    for (const settings of [{}, { lineBreaks: true }, { syntax: "UNOY" }, { directory: "D:01B:EAN010" }]) {
      const written = await response(ACKNOWLEDGMENT, settings);
      const { acknowledgment } = only(await readFile(edifact, written?.body ?? ""), "ACKNOWLEDGMENT");
      expect(acknowledgment).toMatchObject({
        ...{
          externalId: "100247",
          code: "ACCEPTED_WITH_CHANGE",
          promisedDate: "2026-11-24",
          currency: "EUR",
        },
        order: { poNumber: "PO-26-0815" },
        notes: ACKNOWLEDGMENT.notes,
        lines: [
          {
            lineNumber: "10",
            sku: "TL-6001",
            code: "BACKORDERED",
            quantity: "20",
            promisedDate: "2026-12-01",
            note: `${LONG}; 4 backordered`,
          },
          {
            lineNumber: "20",
            sku: "TL-2001",
            code: "SUBSTITUTED",
            quantity: "2.5",
            substituteSku: "TL-2002",
            unitPrice: "12.5",
          },
        ],
      });
    }
  });

  test.each<[string, RegExp]>([
    ["UNOA", /VIELEN DANK FUR IHRE BESTELLUNG/],
    ["UNOB", /Vielen Dank fur Ihre Bestellung/],
    ["UNOC", /Vielen Dank für Ihre Bestellung/],
  ])("is written in the characters of %s", async (syntax, text) => {
    const written = await response(ACKNOWLEDGMENT, { syntax });
    expect(Buffer.from(written?.body ?? []).toString("latin1")).toMatch(text);
  });

  test.each<[Acknowledgment["code"], string]>([
    ["ACCEPTED", "BGM+231+100247+29"],
    ["REJECTED", "BGM+231+100247+27"],
    ["RECEIVED", "BGM+231+100247+9+AB"],
  ])("says %s for lines that have no answer of their own, and reads it back", async (code, bgm) => {
    const written = await response({ ...ACKNOWLEDGMENT, code, lines: [], notes: [] });
    expect(parsed(written)).toContain(bgm);
    expect(only(await readFile(edifact, written?.body ?? ""), "ACKNOWLEDGMENT").acknowledgment.code).toBe(
      code,
    );
  });

  test("says which setting is missing", async () => {
    await expect(response(ACKNOWLEDGMENT, { ownId: null })).rejects.toMatchObject({
      code: "SETTING_MISSING",
    });
  });
});
