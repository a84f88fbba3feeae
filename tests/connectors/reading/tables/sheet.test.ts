import { deflateRawSync } from "node:zlib";
import ExcelJs from "exceljs";
import { describe, expect, test } from "vitest";
import { readSheets } from "../../../../src/connectors/reading/tables/sheet.js";

async function workbook(fill: (book: ExcelJs.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJs.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A zip with one entry that says it is small and unpacks to a lot. */
function bomb(unpackedBytes: number): Uint8Array {
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const data = deflateRawSync(new Uint8Array(unpackedBytes));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(100, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(100, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Uint8Array.from(
    Buffer.concat([local, name, data, entry, name, end].map((part) => Buffer.from(part))),
  );
}

describe("a workbook", () => {
  test("gives text as text, numbers without noise, formulas' results and days", async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet("Orders");
      sheet.addRow([
        "00123",
        18.5,
        0.1 + 0.2,
        { formula: "B1*2", result: 37 },
        new Date("2026-11-20T00:00:00Z"),
      ]);
      sheet.addRow([
        { richText: [{ text: "TL-" }, { text: "1001" }] },
        { text: "mail", hyperlink: "mailto:a@b.example" },
        true,
        { error: "#REF!" },
        71,
      ]);
      sheet.getCell("E2").numFmt = "00000";
    });
    const [table] = await readSheets(bytes);
    expect(table?.rows.map(({ cells }) => cells)).toEqual([
      ["00123", "18.5", "0.3", "37", "2026-11-20"],
      ["TL-1001", "mail", "true", "#REF!", "00071"],
    ]);
    expect(table?.rows[0]?.numeric).toEqual([1, 2, 3]);
  });

  test("gives its visible sheets, and a merged area once", async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet("Orders");
      sheet.addRow(["A-1", "x"]);
      sheet.addRow(["A-1", "y"]);
      sheet.mergeCells("A1:A2");
      book.addWorksheet("Lists", { state: "hidden" }).addRow(["secret"]);
    });
    const tables = await readSheets(bytes);
    expect(tables.map(({ name }) => name)).toEqual(["Orders"]);
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ["A-1", "x"],
      ["", "y"],
    ]);
  });

  test("that unpacks to more than it says is refused", async () => {
    await expect(readSheets(bomb(150 * 1024 * 1024))).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  });

  test.each<[string, Uint8Array, string]>([
    ["in the old format", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0), "UNREADABLE_FILE"],
    ["that is no archive", new TextEncoder().encode("PK, but only in name".repeat(10)), "UNREADABLE_FILE"],
    ["with another archive inside", bomb(10), "UNREADABLE_FILE"],
    ["of no bytes", new Uint8Array(0), "UNREADABLE_FILE"],
  ])("%s is refused in plain words", async (_, bytes, code) => {
    await expect(readSheets(bytes)).rejects.toMatchObject({ code, mend: expect.any(String) });
  });

  test("cut off in the middle is refused", async () => {
    const bytes = await workbook((book) => book.addWorksheet("Orders").addRow(["a"]));
    await expect(readSheets(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({
      code: "UNREADABLE_FILE",
    });
  });
});
