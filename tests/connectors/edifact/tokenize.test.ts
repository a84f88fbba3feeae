import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeEdifact } from "../../../src/connectors/edifact/decode.js";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { cutSegments } from "../../../src/connectors/reading/edi/segments.js";
import { HubError } from "../../../src/domain/errors.js";
import { fileOf, only, readFile } from "../../support/edi-message.js";
import { interchangeOf, messageOf } from "./edifact-text.js";

const FIXTURES = join(import.meta.dirname, "../fixtures/edifact");
const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => name);

const LINES = [
  "BGM+220+PO-1+9",
  "DTM+137:20261103:102",
  "NAD+BY+B1::92++Buyer Co",
  "LIN+1++X-1:SA",
  "QTY+21:2:PCE",
  "UNS+S",
  "CNT+2:1",
];
const ORDER = {
  ok: true,
  documents: [{ kind: "ORDER", order: { poNumber: "PO-1", lines: [{ sku: "X-1", quantity: "2" }] } }],
};

/** The same interchange with other service characters. */
const withMarks = (text: string, una: string): string => {
  const [component = ":", element = "+", , , , terminator = "'"] = [...una];
  const swapped: Record<string, string> = { ":": component, "+": element, "'": terminator };
  return `UNA${una}${text.replace(/[:+']/g, (mark) => swapped[mark] ?? mark)}`;
};

describe("service characters", () => {
  const text = messageOf("ORDERS", LINES);
  test.each<[string, string]>([
    ["none stated", text],
    ["the usual ones", `UNA:+.? '${text}`],
    ["a line break after the UNA", `UNA:+.? '\r\n${text.replaceAll("'", "'\r\n")}`],
    ["a UNA that lost its blank", `UNA:+.?'${text}`],
    ["a UNA that lost its blank, and lines", `UNA:+.?'\n${text.replaceAll("'", "'\n")}`],
    ["a repetition character", `UNA:+.?*'${text}`],
    ["a decimal comma", `UNA:+,? '${text}`],
    ["others altogether", withMarks(text, ">|.! ~")],
    ["line feeds as terminators", withMarks(text, ":+.? \n")],
    ["the control characters of level B", withMarks(text, "\u001f\u001d.  \u001c").slice(9)],
    ["no UNB", text.slice(text.indexOf("UNH"), text.indexOf("UNZ"))],
    ["a byte order mark and blanks", `\ufeff  \n${text}`],
    ["the header of a mail", `Subject: order\r\n\r\n${text}`],
    ["blanks in the type of the message", text.replace("ORDERS:D:96A", "ORDERS :D: 96A")],
    ["lines without apostrophes", text.replaceAll("'", "\r\n")],
  ])("are told: %s", async (_, content) => {
    expect(await readFile(edifact, content)).toMatchObject(ORDER);
  });

  test("may be others in every interchange of a file", async () => {
    const content = `UNA:+.? '${text}\r\n${withMarks(text, ">|.! ~")}\r\n${text}`;
    const result = await readFile(edifact, content);
    expect(result.ok && result.documents.map(({ kind }) => kind)).toEqual(["ORDER", "ORDER", "ORDER"]);
    expect(result.ok && result.warnings).toEqual([]);
  });

  test("that stand in a text are released, and put together again where they are not", async () => {
    const notes = async (ftx: string) => {
      const result = await readFile(
        edifact,
        messageOf("ORDERS", [...LINES.slice(0, 2), ftx, ...LINES.slice(2)]),
      );
      return { note: only(result, "ORDER").order.note, warnings: result.ok ? result.warnings : [] };
    };
    expect(await notes("FTX+AAI+++Rock ?+ Roll?: Fish?'n?'Chips??")).toMatchObject({
      note: "Rock + Roll: Fish'n'Chips?",
    });
    expect(await notes("FTX+AAI+++Putnam's Sons")).toMatchObject({
      note: "Putnam's Sons",
      warnings: expect.arrayContaining([expect.objectContaining({ code: "TERMINATOR_UNRELEASED" })]),
    });
  });

  test("whatever stands in a text comes back as it was", () => {
    const value = fc
      .string({ maxLength: 20, unit: fc.constantFrom(..."ABC abc123?+:'.äß") })
      .map((one) => one.trim());
    const elements = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    const tag = fc.constantFrom("BGM", "NAD", "LIN", "FTX", "QTY");
    const released = (text: string) => text.replace(/[?+:']/g, "?$&");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(tag, elements), { maxLength: 10 }),
        fc.boolean(),
        (segments, hasLines) => {
          const text = segments
            .map(
              ([name, parts]) =>
                `${name}+${parts.map((one) => one.map(released).join(":")).join("+")}'${hasLines ? "\n" : ""}`,
            )
            .join("");
          const marks = { component: ":", element: "+", release: "?", terminator: "'", tagEnd: "+" };
          const wanted = segments.map(([name, parts]) => ({ tag: name, elements: parts }));
          expect(cutSegments(text, 0, marks).segments).toEqual(wanted);
        },
      ),
    );
  });
});

describe("characters", () => {
  const NAME = "Möbel & Söhne";
  const text = messageOf("ORDERS", LINES).replace("Buyer Co", NAME);
  const nameIn = async (bytes: Uint8Array) => only(await readFile(edifact, bytes), "ORDER").order.buyer.name;

  test.each(["UNOA", "UNOC", "UNOY", "UNOW"])(
    "of level %s are UTF-8 where they are valid UTF-8",
    async (level) => {
      expect(await nameIn(new TextEncoder().encode(text.replace("UNOC", level)))).toBe(NAME);
    },
  );

  test.each(["UNOA", "UNOB", "UNOC"])("of level %s are Latin-1 where they are not", async (level) => {
    expect(await nameIn(Uint8Array.from(Buffer.from(text.replace("UNOC", level), "latin1")))).toBe(NAME);
  });

  test("of level D and E are those of their alphabets", async () => {
    const bytes = (level: string, byte: number) => {
      const latin = Buffer.from(
        messageOf("ORDERS", LINES).replace("UNOC", level).replace("Buyer Co", "Buyer \u00e8"),
        "latin1",
      );
      return Uint8Array.from(latin, (one) => (one === 0xe8 ? byte : one));
    };
    expect(await nameIn(bytes("UNOD", 0xe8))).toBe("Buyer č");
    expect(await nameIn(bytes("UNOE", 0xd6))).toBe("Buyer ж");
  });
});

describe("broken files", () => {
  test.each(fixtures)("%s, cut anywhere, gives documents or an issue", async (name) => {
    const whole = Uint8Array.from(readFileSync(join(FIXTURES, name)));
    for (let end = 0; end < whole.length; end += 7) {
      const result = await readFile(edifact, whole.subarray(0, end));
      if (!result.ok) expect(result.issues.length, `cut at ${end}`).toBeGreaterThan(0);
    }
  });

  test("no bytes make it throw anything but an issue", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom("", "UNA:+.? '", "UNB+UNOC:3+A+B'UNH+1+ORDERS'"),
        (bytes, start) => {
          try {
            decodeEdifact(fileOf(Uint8Array.from([...new TextEncoder().encode(start), ...bytes])));
          } catch (error) {
            expect(error).toBeInstanceOf(HubError);
          }
        },
      ),
    );
  });

  test("a message that ends in the middle of a segment is not taken", async () => {
    const text = messageOf("ORDERS", LINES);
    const result = await readFile(edifact, text.slice(0, text.indexOf(":2:PCE") + 1));
    expect(result).toMatchObject({ ok: false, issues: [{ code: "MESSAGE_CUT_OFF", at: "segment 6 (QTY)" }] });
  });

  test("wrong counts and references are warnings, missing trailers too", async () => {
    const text = messageOf("ORDERS", LINES);
    const codes = async (content: string) => {
      const result = await readFile(edifact, content);
      return result.ok ? result.warnings.map(({ code }) => code).sort() : [];
    };
    expect(await codes(text.replace("UNT+9+1", "UNT+90+2").replace("UNZ+1+881", "UNZ+2+9"))).toEqual([
      ...["CONTROL_NUMBER", "CONTROL_NUMBER", "MESSAGE_COUNT", "SEGMENT_COUNT"],
    ]);
    expect(await codes(text.slice(0, text.indexOf("UNT")))).toEqual(["TRAILER_MISSING", "TRAILER_MISSING"]);
  });

  test("an order without its trailer is doubted unless its totals say that it is whole", async () => {
    const text = messageOf("ORDERS", LINES);
    const doubts = async (content: string) => only(await readFile(edifact, content), "ORDER").order.doubts;
    expect(await doubts(text.slice(0, text.indexOf("UNT")))).toEqual([]);
    expect(await doubts(text.slice(0, text.indexOf("CNT")))).toEqual([expect.stringContaining("UNT")]);
  });

  test.each([
    ["ISA*00*          *00*          *", "an X12 interchange"],
    ["STX=ANA:1+1+2+261103'", "a TRADACOMS interchange"],
    ["<Order/>", "an XML document"],
  ])("%s is called by its name", async (text, name) => {
    expect(await readFile(edifact, text)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_EDIFACT", message: expect.stringContaining(name) }],
    });
  });

  test("every message that cannot be read is named, with the reason", async () => {
    const text = interchangeOf([
      { type: "ORDERS", segments: LINES },
      { type: "RECADV", segments: ["BGM+632+1"] },
      { type: "ORDERS", segments: ["BGM+220++9"] },
    ]);
    expect(await readFile(edifact, text)).toMatchObject({
      ok: false,
      issues: [
        {
          code: "MESSAGE_NOT_READ",
          message: expect.stringContaining("RECADV (receiving advice)"),
          at: "RECADV 2, segment 1 (UNH)",
        },
        { code: "NUMBER_MISSING", at: "ORDERS 3, segment 2 (BGM)" },
      ],
    });
  });

  const HUGE = 400_000;
  test.each<[string, string]>([
    ["apostrophes", "'".repeat(HUGE)],
    ["release characters", `${"?".repeat(HUGE)}'`],
    ["released apostrophes", "?'".repeat(HUGE / 2)],
    ["blanks", `${" ".repeat(HUGE)}x`],
    ["scraps", "a'".repeat(HUGE / 2)],
    ["zeros before a letter", `${"\u0000".repeat(HUGE)}A`],
    ["parties", "NAD+BY+A::92'".repeat(20_000)],
    ["packages", Array.from({ length: 20_000 }, (_, at) => `CPS+${at + 1}+${at}'GIN+BJ+${at}'`).join("")],
    ["lines of one number", "LIN+1'QTY+21:1'".repeat(20_000)],
    ["components", `FTX+AAI+++${"x:".repeat(HUGE / 2)}'`],
  ])("a file of %s takes no longer than its size", async (_, body) => {
    const started = performance.now();
    for (const start of [
      "",
      "UNB+UNOC:3+A+B'UNH+1+ORDERS'BGM+220+1'",
      "UNB+UNOC:3+A+B'UNH+1+DESADV'BGM+351+1'",
    ]) {
      await readFile(edifact, start + body);
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
