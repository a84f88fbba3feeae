import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeX12 } from "../../../src/connectors/x12/decode.js";
import { x12 } from "../../../src/connectors/x12/index.js";
import { startOf, tokenize } from "../../../src/connectors/x12/tokenize.js";
import { HubError } from "../../../src/domain/errors.js";
import { fileOf, readFile } from "../../support/edi-message.js";
import { interchangeOf, isaOf, type Marks, USUAL } from "./x12-text.js";

const FIXTURES = join(import.meta.dirname, "../fixtures/x12");
const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => name);

const LINES = ["BEG*00*SA*PO-1**20261103", "N1*BY*Buyer Co*92*B1", "PO1*1*2*EA*3**VN*X-1", "CTT*1"];
const rowsOf = (text: string) => tokenize(text, startOf(text) ?? 0).map(({ segments }) => segments);

describe("separators", () => {
  test.each<[string, Marks]>([
    ["the usual ones", USUAL],
    ["pipes and line feeds", { element: "|", component: "~", terminator: "\n" }],
    ["carriage returns", { element: "*", component: ":", terminator: "\r\n" }],
    ["control characters", { element: "\u001d", component: "\u001f", terminator: "\u001c" }],
    ["dollars", { element: "*", component: "@", terminator: "$" }],
    ["exclamation marks", { element: "^", component: "<", terminator: "!" }],
    ["a terminator with a line break", { element: "*", component: ">", terminator: "~\r\n" }],
  ])("are told from the ISA: %s", async (_, marks) => {
    for (const isPadded of [true, false]) {
      const text = interchangeOf([{ id: "850", segments: LINES }], marks, isPadded);
      for (const before of ["", "\ufeff", "  \r\n\t", "Subject: order\r\n\r\n"]) {
        const result = await readFile(x12, before + text);
        expect(result, JSON.stringify([marks, isPadded, before])).toMatchObject({
          ok: true,
          documents: [{ kind: "ORDER", order: { poNumber: "PO-1", lines: [{ sku: "X-1", quantity: "2" }] } }],
        });
      }
    }
  });

  test("are told where the ISA has no component separator", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }], { ...USUAL, component: "" });
    expect(await readFile(x12, text)).toMatchObject({ ok: true });
    expect(await readFile(x12, text.replaceAll("~", "~\n"))).toMatchObject({ ok: true });
  });

  test("may be others in every interchange of a file", async () => {
    const other = { element: "|", component: "~", terminator: "\n" };
    const text =
      interchangeOf([{ id: "850", segments: LINES }]) +
      interchangeOf([{ id: "850", segments: LINES }], other);
    const result = await readFile(x12, text);
    expect(result.ok && result.documents).toHaveLength(2);
  });

  test("are told from the first segment where there is no ISA", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }]);
    const fromGroup = await readFile(x12, text.slice(text.indexOf("GS*")));
    expect(fromGroup).toMatchObject({ ok: true, documents: [{ order: { externalId: "BUYERCO/PO-1" } }] });
    const fromSet = await readFile(x12, text.slice(text.indexOf("ST*")));
    expect(fromSet).toMatchObject({ ok: true, documents: [{ order: { externalId: "PO-1" } }] });
    for (const result of [fromGroup, fromSet]) {
      expect(result.ok && result.warnings.map(({ code }) => code)).toContain("ISA_MISSING");
    }
  });

  const mark = fc.constantFrom(..."*|^!$@<>:~\\;#%&=+\u001c\u001d\u001e\u001f\n");
  const text = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .-]{0,14}[A-Z0-9]$/);
  const tag = fc.constantFrom("BEG", "N1", "PO1", "REF", "DTM", "MSG");
  const row = fc.tuple(tag, fc.array(fc.oneof(text, fc.constant("")), { maxLength: 8 }));

  test("any three characters will do", () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(mark, { minLength: 3, maxLength: 3 })
          .filter(([element, component]) => element !== "\n" && component !== "\n"),
        fc.array(row, { maxLength: 20 }),
        fc.boolean(),
        ([element = "", component = "", terminator = ""], rows, isPadded) => {
          const marks = { element, component, terminator };
          const wanted = [["GS", "PO"], ...rows.map(([first, rest]) => [first, ...rest])];
          const body = wanted.map((elements) => elements.join(element) + terminator).join("");
          const [segments = []] = rowsOf(isaOf(marks, isPadded) + terminator + body);
          expect(segments[0]?.[16]).toBe(component);
          expect(segments.slice(1)).toEqual(wanted.map((elements) => elements.map((one) => one.trim())));
        },
      ),
    );
  });
});

describe("broken files", () => {
  test.each(fixtures)("%s, cut anywhere, gives documents or an issue", async (name) => {
    const whole = Uint8Array.from(readFileSync(join(FIXTURES, name)));
    for (let end = 0; end < whole.length; end += 7) {
      const result = await readFile(x12, whole.subarray(0, end));
      if (!result.ok) expect(result.issues.length, `cut at ${end}`).toBeGreaterThan(0);
    }
  });

  test("no bytes make it throw anything but an issue", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, hasIsa) => {
        const start = hasIsa
          ? new TextEncoder().encode(`${isaOf(USUAL)}~GS*PO*A*B~ST*850*1~`)
          : new Uint8Array();
        try {
          decodeX12(fileOf(Uint8Array.from([...start, ...bytes])));
        } catch (error) {
          expect(error).toBeInstanceOf(HubError);
        }
      }),
    );
  });

  test("an order that ends in the middle of a segment is not taken", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }]);
    const result = await readFile(x12, text.slice(0, text.indexOf("*EA*3")));
    expect(result).toMatchObject({ ok: false, issues: [{ code: "MESSAGE_CUT_OFF", at: "segment 4 (PO1)" }] });
  });

  test("an order that has lost its trailers is read, and doubted unless its totals say that it is whole", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }]);
    const whole = await readFile(x12, text.slice(0, text.indexOf("SE*")));
    expect(whole).toMatchObject({ ok: true, documents: [{ order: { doubts: [] } }] });
    const cut = await readFile(x12, text.slice(0, text.indexOf("CTT*")));
    expect(cut).toMatchObject({
      ok: true,
      documents: [{ order: { doubts: [expect.stringContaining("SE")] } }],
    });
  });

  test("a wrong count or control number is a warning", async () => {
    const text = interchangeOf([{ id: "850", segments: LINES }])
      .replace("SE*6*0001", "SE*60*9")
      .replace("GE*1*7", "GE*3*8");
    const result = await readFile(x12, text.replace("IEA*1*000000042", "IEA*2*43"));
    expect(result.ok && result.warnings.map(({ code }) => code).sort()).toEqual(
      [
        "CONTROL_NUMBER",
        "CONTROL_NUMBER",
        "CONTROL_NUMBER",
        "GROUP_COUNT",
        "SEGMENT_COUNT",
        "SET_COUNT",
      ].sort(),
    );
  });

  test.each([
    ["UNB+UNOA:3+A+B+261103:0915+1'", "an EDIFACT interchange"],
    ["STX=ANA:1+1+2+261103'", "a TRADACOMS interchange"],
    ['{"order": 1}', "a JSON document"],
    ["<?xml version='1.0'?><Order/>", "an XML document"],
    ["%PDF-1.7", "a PDF file"],
  ])("%s is called by its name", async (text, name) => {
    expect(await readFile(x12, text)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_X12", message: expect.stringContaining(name) }],
    });
  });

  test("every set that cannot be read is named, with the reason", async () => {
    const text = interchangeOf([
      { id: "850", segments: LINES },
      { id: "830", segments: ["BFR*00"] },
      { id: "850", segments: ["BEG*00*SA***20261103"] },
    ]);
    expect(await readFile(x12, text)).toMatchObject({
      ok: false,
      issues: [
        {
          code: "SET_NOT_READ",
          message: expect.stringContaining("830 (planning schedule)"),
          at: "830 0002, segment 1 (ST)",
        },
        { code: "NUMBER_MISSING", at: "850 0003, segment 2 (BEG)" },
      ],
    });
  });

  const HUGE = 400_000;
  test.each<[string, string]>([
    ["terminators", "~".repeat(HUGE)],
    ["blanks", `${" ".repeat(HUGE)}x`],
    ["line feeds", `x${"\n ".repeat(HUGE)}y`],
    ["half an ISA, over and over", "ISA*00*".repeat(HUGE / 10)],
    ["zeros before a letter", `${"\u0000".repeat(HUGE)}A`],
    ["levels inside levels", Array.from({ length: 20_000 }, (_, at) => `HL*${at + 1}*${at}*I~`).join("")],
    [
      "levels without parents",
      Array.from({ length: 20_000 }, (_, at) => `HL*${at + 1}**${"STOPI"[at % 5]}~`).join(""),
    ],
    ["lines of one number", "PO1*1*1*EA~".repeat(20_000)],
    ["parties", "N1*BY*A*92*B~".repeat(20_000)],
    ["contacts", "PER*BD*A*TE*1~".repeat(20_000)],
  ])("a file of %s takes no longer than its size", async (_, body) => {
    const started = performance.now();
    for (const start of [
      "",
      `${isaOf(USUAL)}~GS*PO*A*B~ST*850*1~BEG*00*SA*1~`,
      `${isaOf(USUAL)}~GS*SH*A*B~ST*856*1~BSN*00*1~`,
    ]) {
      await readFile(x12, start + body);
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
