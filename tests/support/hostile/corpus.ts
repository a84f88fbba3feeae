import { gzipBomb, joined, tiffOf, utf8, zipOf } from "./bytes.js";

/** A document made to hurt whoever reads it. */
export interface Hostile {
  readonly connector: string;
  readonly name: string;
  readonly make: () => Uint8Array;
}

const MB = 1024 * 1024;
const LEVELS = 100_000;

const JSON_READERS = [
  "standard-webhooks",
  "rest",
  "woocommerce",
  "saleor",
  "easypost",
  "carrier-events",
  "epcis",
];
const JSON_FILES: readonly (readonly [string, () => Uint8Array])[] = [
  ["a hundred thousand lists in one another", () => utf8("[".repeat(LEVELS) + "]".repeat(LEVELS))],
  [
    "a hundred thousand objects in one another",
    () => utf8(`${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`),
  ],
  [
    "NUL bytes and half characters",
    () => joined(utf8('{"id":"'), Uint8Array.of(0, 0xc3, 0xff, 0xed, 0xa0), utf8('"}')),
  ],
  [
    "a number nobody can hold",
    () => utf8(`{"id":${"9".repeat(MB)},"lines":[{"quantity":1e${"9".repeat(100)}}]}`),
  ],
];

const XML_READERS = ["ubl", "cxml"];
const ORDER_2 = "urn:oasis:names:specification:ubl:schema:xsd:Order-2";
const lols = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
const XML_FILES: readonly (readonly [string, () => Uint8Array])[] = [
  [
    "a billion laughs",
    () => utf8(`<!DOCTYPE Order [<!ENTITY l0 "ha">${lols}]><Order xmlns="${ORDER_2}">&l9;</Order>`),
  ],
  [
    "an entity from a file of ours",
    () => utf8(`<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><Order xmlns="${ORDER_2}">&x;</Order>`),
  ],
  [
    "an entity from a server",
    () => utf8('<!DOCTYPE o [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd">%p;]><cXML/>'),
  ],
  [
    "a hundred thousand elements in one another",
    () => utf8(`${"<a>".repeat(LEVELS)}${"</a>".repeat(LEVELS)}`),
  ],
  [
    "a million attributes",
    () => utf8(`<Order ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}="1"`).join(" ")}/>`),
  ],
  ["a name of five megabytes", () => utf8(`<${"a".repeat(5 * MB)}/>`)],
  ["two million elements", () => utf8(`<Order xmlns="${ORDER_2}">${"<a/>".repeat(2_000_000)}</Order>`)],
  ["NUL bytes", () => joined(utf8("<Order><ID>"), Uint8Array.of(0, 0, 0), utf8("</ID></Order>"))],
];

const ISA =
  "ISA*00*          *00*          *ZZ*EVIL           *ZZ*HUB            *261121*1200*U*00401*000000001*0*P*>~";
const EDI_FILES: readonly (readonly [string, string, () => Uint8Array])[] = [
  ["x12", "ten megabytes of separators", () => utf8(ISA + "*".repeat(10 * MB))],
  ["x12", "a million segments of nothing", () => utf8(ISA + "~".repeat(1_000_000))],
  [
    "x12",
    "packages that lie in themselves",
    () =>
      utf8(
        `${ISA}GS*SH*A*B*20261121*1200*1*X*004010~ST*856*0001~BSN*00*1*20261121*1200~${Array.from({ length: 20_000 }, (_, at) => `HL*${at + 1}*${((at + 1) % 20_000) + 1}*I~LIN**VN*A~SN1**1*EA~`).join("")}SE*1*0001~GE*1*1~IEA*1*000000001~`,
      ),
  ],
  ["x12", "a segment without an end", () => utf8(`${ISA}ST*850*0001~BEG*${"A".repeat(10 * MB)}`)],
  ["edifact", "separators that are all one", () => utf8(`UNA++++++UNB+UNOA:1+${"+".repeat(5 * MB)}`)],
  [
    "edifact",
    "release characters to the end",
    () => utf8(`UNB+UNOA:1+A+B+261121:1200+1'UNH+1+ORDERS:D:96A:UN'BGM+220+${"?".repeat(5 * MB)}`),
  ],
  [
    "edifact",
    "half a million lines",
    () =>
      utf8(
        `UNB+UNOA:1+A+B+261121:1200+1'UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'${"LIN+1'QTY+21:1'".repeat(500_000)}UNT+3+1'UNZ+1+1'`,
      ),
  ],
];

const HEADINGS = "Order,SKU,Quantity,Customer\r\n";
const workbook = (sheet: Uint8Array): Uint8Array =>
  zipOf([
    [
      "[Content_Types].xml",
      utf8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    ],
    ["xl/workbook.xml", utf8("<workbook/>")],
    ["xl/worksheets/sheet1.xml", sheet],
  ]);
const FILES: readonly (readonly [string, string, () => Uint8Array])[] = [
  ["order-file", "a workbook that unpacks to half a gigabyte", () => workbook(new Uint8Array(500 * MB))],
  [
    "order-file",
    "an archive of seventy thousand entries",
    () => zipOf(Array.from({ length: 60_000 }, (_, at) => [`f${at}`, utf8("x")] as const)),
  ],
  [
    "order-file",
    "a sheet with a billion laughs",
    () => workbook(utf8(`<!DOCTYPE s [<!ENTITY l0 "ha">${lols}]><worksheet>&l9;</worksheet>`)),
  ],
  ["order-file", "a gzip of half a gigabyte", () => gzipBomb(500)],
  ["order-file", "a quote that never closes", () => utf8(`${HEADINGS}1,"${"a,".repeat(2 * MB)}`)],
  ["order-file", "a million columns", () => utf8(`${"a,".repeat(1_000_000)}\r\n1`)],
  [
    "order-file",
    "a line of two megabytes that looks like a number",
    () => utf8(`${HEADINGS}1,A,${"1.".repeat(MB)},Eve\r\n`),
  ],
  ["order-file", "a heading of sixty thousand brackets", () => utf8("[".repeat(60_000))],
  [
    "order-file",
    "rows that have not as many cells as the first",
    () => utf8(`${HEADINGS}${"y\n".repeat(199_000)}`),
  ],
  ["order-file", "nothing but NUL", () => new Uint8Array(2 * MB)],
  [
    "order-file",
    "UTF-16 that breaks off in a character",
    () => Uint8Array.of(0xff, 0xfe, 0x4f, 0x00, 0x00, 0xd8),
  ],
  [
    "email",
    "ten thousand parts in one another",
    () =>
      utf8(
        `MIME-Version: 1.0\r\n${Array.from({ length: 10_000 }, (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`).join("")}`,
      ),
  ],
  [
    "email",
    "fifty thousand attachments",
    () =>
      utf8(
        `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\nx\r\n".repeat(50_000)}--b--`,
      ),
  ],
  [
    "email",
    "a header of five megabytes",
    () => utf8(`Subject: ${"=?utf-8?q?".repeat(MB / 2)}\r\n\r\n3 x A-1`),
  ],
  [
    "email",
    "words that make a search go back and forth",
    () => utf8(`From: a@b.example\r\nSubject: order\r\n\r\n${"1 x 1 x ".repeat(100_000)}!`),
  ],
  [
    "email",
    "a table of a hundred thousand cells",
    () =>
      utf8(
        `From: a@b.example\r\nContent-Type: text/html\r\n\r\n<table>${"<tr><td>1<td>A-1".repeat(100_000)}`,
      ),
  ],
  [
    "email",
    "tags that never close",
    () => utf8(`From: a@b.example\r\nContent-Type: text/html\r\n\r\n${"<table><tr><td>".repeat(50_000)}`),
  ],
  [
    "fax",
    "a picture of four thousand million squared",
    () =>
      tiffOf([
        [256, 4, 1, 4_000_000_000],
        [257, 4, 1, 4_000_000_000],
        [259, 3, 1, 4],
        [273, 4, 1, 8],
        [279, 4, 1, 4],
      ]),
  ],
  [
    "fax",
    "pages that follow themselves",
    () =>
      tiffOf(
        [
          [256, 4, 1, 100],
          [257, 4, 1, 100],
          [259, 3, 1, 1],
          [273, 4, 1, 8],
          [279, 4, 1, 1250],
        ],
        8,
      ),
  ],
  [
    "fax",
    "more strips than bytes",
    () =>
      tiffOf([
        [256, 4, 1, 100],
        [257, 4, 1, 100],
        [259, 3, 1, 4],
        [273, 4, 4_000_000_000, 8],
        [279, 4, 4_000_000_000, 8],
      ]),
  ],
  [
    "fax",
    "a PDF whose pages are their own parents",
    () =>
      utf8(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
      ),
  ],
  [
    "fax",
    "a PDF of lists in one another",
    () =>
      utf8(
        `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages ${"[".repeat(LEVELS)}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
      ),
  ],
  [
    "fax",
    "a PDF whose objects point to one another",
    () =>
      utf8(
        "%PDF-1.4\n1 0 obj 2 0 R endobj\n2 0 obj 1 0 R endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
      ),
  ],
  ["asterisk", "a call of a million columns", () => utf8('"",'.repeat(1_000_000))],
  ["asterisk", "quotes in quotes", () => utf8(`"${'""'.repeat(MB)}`)],
  [
    "amazon-connect",
    "a hundred thousand attributes",
    () =>
      utf8(
        `{"ContactId":"1","Attributes":{${Array.from({ length: LEVELS }, (_, at) => `"a${at}":"${at}"`).join(",")}}}`,
      ),
  ],
  ["tradacoms", "five megabytes of one segment", () => utf8(`STX=ANA:1+${"+".repeat(5 * MB)}`)],
];

/** All of them; every format that comes from outside has its share. */
export const HOSTILE: readonly Hostile[] = [
  ...JSON_READERS.flatMap((connector) => JSON_FILES.map(([name, make]) => ({ connector, name, make }))),
  ...XML_READERS.flatMap((connector) => XML_FILES.map(([name, make]) => ({ connector, name, make }))),
  ...[...EDI_FILES, ...FILES].map(([connector, name, make]) => ({ connector, name, make })),
];
