import { describe, expect, test } from "vitest";
import { readDelimited } from "../../../../src/connectors/reading/tables/delimited.js";
import { decodeText } from "../../../../src/connectors/reading/values/encoding.js";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, bigEndian: boolean, mark: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer((text.length + (mark ? 1 : 0)) * 2));
  for (const [at, char] of [...(mark ? ["\ufeff"] : []), ...text].entries()) {
    view.setUint16(at * 2, char.charCodeAt(0), !bigEndian);
  }
  return new Uint8Array(view.buffer);
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const TEXT = "Name;Straße\nMüller & Söhne;Gögginger Straße 41\n";
/** 订单号 and 深圳市云帆 in GB18030. */
const CHINESE = [
  0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5, 0x2c, 0xc9, 0xee, 0xdb, 0xda, 0xca, 0xd0, 0xd4, 0xc6, 0xb7, 0xab,
];

describe("the encoding of a file", () => {
  test.each<[string, Uint8Array, string]>([
    ["UTF-8", utf8(TEXT), "utf-8"],
    ["UTF-8 with a mark", utf8(`\ufeff${TEXT}`), "utf-8"],
    ["UTF-16 LE with a mark", utf16(TEXT, false, true), "utf-16le"],
    ["UTF-16 LE without one", utf16(TEXT, false, false), "utf-16le"],
    ["UTF-16 BE with a mark", utf16(TEXT, true, true), "utf-16be"],
    ["UTF-16 BE without one", utf16(TEXT, true, false), "utf-16be"],
    ["Windows-1252", latin(TEXT), "windows-1252"],
  ])("%s is told from its bytes", (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding, undefinedBytes: 0 });
  });

  test("Chinese bytes are not taken for western ones", () => {
    expect(decodeText(Uint8Array.from(CHINESE))).toMatchObject({
      text: "订单号,深圳市云帆",
      encoding: "gb18030",
    });
  });

  test.each<[string, number[], string]>([
    [
      "Наименование",
      [0xcd, 0xe0, 0xe8, 0xec, 0xe5, 0xed, 0xee, 0xe2, 0xe0, 0xed, 0xe8, 0xe5],
      "windows-1251",
    ],
    ["Ilość mała", [0x49, 0x6c, 0x6f, 0x9c, 0xe6, 0x20, 0x6d, 0x61, 0xb3, 0x61], "windows-1250"],
    ["odběratel", [0x6f, 0x64, 0x62, 0xec, 0x72, 0x61, 0x74, 0x65, 0x6c], "windows-1250"],
    [
      "注文番号ボルト",
      [0x92, 0x8d, 0x95, 0xb6, 0x94, 0xd4, 0x8d, 0x86, 0x83, 0x7b, 0x83, 0x8b, 0x83, 0x67],
      "shift_jis",
    ],
    ["it’s Ann’s, Bob’s, Eve’s", [...latin("it\x92s Ann\x92s, Bob\x92s, Eve\x92s")], "windows-1252"],
    ["così, 5 m³ und ½ £", [...latin("così, 5 m³ und ½ £")], "windows-1252"],
    ["¿cuándo?", [...latin("¿cuándo?")], "windows-1252"],
  ])("%s is read by the letters of its alphabet", (text, bytes, encoding) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ text, encoding, undefinedBytes: 0 });
  });

  test("Windows-1252 has its euro sign and its quotation marks", () => {
    expect(decodeText(Uint8Array.of(0x80, 0x20, 0x93, 0xfc, 0x94)).text).toBe("€ “ü”");
  });

  test("a byte that means nothing is counted, not dropped", () => {
    expect(decodeText(Uint8Array.of(0x41, 0x81, 0xfc))).toEqual({
      text: "A\ufffdü",
      encoding: "windows-1252",
      undefinedBytes: 1,
    });
  });

  test("a stated encoding goes before the guess", () => {
    expect(decodeText(Uint8Array.from(CHINESE), "windows-1252").text).toContain("¶©");
  });
});

describe("the delimiter of a file", () => {
  test.each([
    [";", "a;b;c\n1,5;2;3\n4,5;5;6"],
    [",", "a,b,c\n1;5,2,3\n4,5,6"],
    ["\t", "a\tb\tc\n1, 5\t2\t3"],
    ["|", "a|b|c\n1|2|3"],
    [",", 'a,b\n"x;y;z;w",2\n"x;y;z;w",3'],
  ])("%j is told from its rows", (delimiter, text) => {
    expect(readDelimited(utf8(text)).delimiter).toBe(delimiter);
  });

  test("rows keep their numbers across empty lines, CRLF and quoted line breaks", () => {
    const { table } = readDelimited(utf8('a;b\r\n\r\n"x\r\ny";2\r\nz;3'));
    const filled = table.rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
    expect(filled.map(({ number, cells }) => [number, cells[0]])).toEqual([
      [1, "a"],
      [3, "x\r\ny"],
      [4, "z"],
    ]);
  });

  test("a quotation mark that never closes is refused or read, and never hangs", () => {
    const read = (): unknown => readDelimited(utf8(`a,b\n"x,1\n${"y,2\n".repeat(50_000)}`));
    expect(read).toThrow(/cannot be split into rows/);
  });
});
