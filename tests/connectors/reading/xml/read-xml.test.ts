import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attributeOf,
  find,
  findAll,
  placeOf,
  textOf,
  type XmlElement,
} from "../../../../src/connectors/reading/xml/element.js";
import { readXml } from "../../../../src/connectors/reading/xml/read-xml.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16le = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "utf16le"));
const utf16be = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "utf16le").swap16());

function rootOf(body: Uint8Array | string): XmlElement {
  const document = readXml(typeof body === "string" ? bytes(body) : body);
  if (!document.ok) throw new Error(JSON.stringify(document.issue));
  return document.root;
}

function issueOf(body: Uint8Array | string) {
  const document = readXml(typeof body === "string" ? bytes(body) : body);
  if (document.ok) throw new Error("it was read");
  return document.issue;
}

describe("an XML document", () => {
  test("becomes a tree of local names, with the namespace of each and without prefixes", () => {
    const root = rootOf(
      '<p:a xmlns:p="urn:one" xmlns="urn:two"><b><p:c/></b><q:d xmlns:q="urn:three" xmlns=""><e/></q:d><z:f/></p:a>',
    );
    const seen = (element: XmlElement): string[] => [
      `${element.name} ${element.uri}`,
      ...element.children.flatMap(seen),
    ];
    expect(seen(root)).toEqual(["a urn:one", "b urn:two", "c urn:one", "d urn:three", "e ", "f "]);
  });

  test("keeps text, character data and references, and what comes before the first line", () => {
    const root = rootOf(
      "\n  <?xml version='1.0'?>\n<a x=' &quot;1&#x26;2&quot; '>1 &lt; <![CDATA[2 & 3]]> &#8364;<!-- no --></a>",
    );
    expect(textOf(root)).toBe("1 < 2 & 3 €");
    expect(attributeOf(root, "x")).toBe('"1&2"');
    expect(root.line).toBe(3);
  });

  test("says where an element stands", () => {
    const root = rootOf("<a>\n<b/>\n<b><c/>\n<c/></b></a>");
    const [, second] = findAll(root, "b", "c");
    expect(second && placeOf(second)).toBe("/a/b[2]/c[2], line 4");
    expect(placeOf(root)).toBe("/a, line 1");
  });

  test("is looked into without surprises", () => {
    const root = rootOf("<a constructor='x'><b> </b><b>2</b></a>");
    expect(textOf(root, "b")).toBeNull();
    expect(find(root, "b", "c")).toBeNull();
    expect(findAll(root, "b")).toHaveLength(2);
    expect(attributeOf(root, "constructor")).toBe("x");
    expect(attributeOf(root, "toString")).toBeNull();
  });

  test.each(["", "[]", " [ ] "])("may name an outside definition, which is not looked at%s", (empty) => {
    const root = rootOf(`<!DOCTYPE cXML SYSTEM "http://invalid.example/[cXML].dtd"${empty}><cXML>1</cXML>`);
    expect(textOf(root)).toBe("1");
  });
});

describe("the encoding of an XML document", () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Löwe €</a>`;
  test.each<[string, Uint8Array]>([
    ["UTF-8", bytes(declared("UTF-8"))],
    ["UTF-8 with a mark", bytes(`\ufeff${declared("utf-8")}`)],
    ["UTF-16 with a mark", utf16le(`\ufeff${declared("UTF-16")}`)],
    ["UTF-16, big end first", utf16be(`\ufeff${declared("UTF-16")}`)],
    ["UTF-16 without a mark", utf16le(declared("UTF-16LE"))],
    ["UTF-8 that says UTF-16", bytes(declared("UTF-16"))],
    ["UTF-8 that says ISO-8859-1", bytes(declared("ISO-8859-1"))],
    ["Windows-1252", latin1(declared("windows-1252").replace("€", "\u0080"))],
    ["ISO-8859-1, read as everybody reads it", latin1(declared("iso-8859-1").replace("€", "\u0080"))],
    ["ISO-8859-15", latin1(declared("ISO-8859-15").replace("€", "\u00a4"))],
  ])("is told: %s", (_, body) => {
    expect(textOf(rootOf(body))).toBe("Löwe €");
  });

  test("is told for Chinese as well", () => {
    const body = [
      ...latin1('<?xml version="1.0" encoding="GB18030"?><a>'),
      0xc4,
      0xe3,
      0xba,
      0xc3,
      ...latin1("</a>"),
    ];
    expect(textOf(rootOf(Uint8Array.from(body)))).toBe("你好");
  });

  test("that is declared wrongly is said to be", () => {
    expect(readXml(bytes(declared("ISO-8859-1")))).toMatchObject({
      ok: true,
      warnings: [{ code: "ENCODING_MISDECLARED" }],
    });
    expect(readXml(bytes(declared("UTF-8")))).toMatchObject({ ok: true, warnings: [] });
  });

  test.each<[string, Uint8Array, string, string | null]>([
    ["not UTF-8, as it should be", latin1("<a>\n<b>caf\u00e9</b></a>"), "NOT_UTF8", "line 2, column 7"],
    ["half a UTF-16 character", utf16le("<a>\ud83d</a>"), "ENCODING_INVALID", null],
    [
      "one that nobody knows",
      latin1('<?xml version="1.0" encoding="klingon"?><a>\u00e9</a>'),
      "UNKNOWN_ENCODING",
      null,
    ],
  ])("is refused: %s", (_, body, code, at) => {
    expect(issueOf(body)).toMatchObject({ code, at });
  });
});

describe("an XML document is refused", () => {
  const LAUGHS = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    "",
  );
  test.each<[string, string, string, string]>([
    ["for an entity of its own", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "XML_REFUSED", "line 1"],
    [
      "for a billion laughs",
      `<!DOCTYPE a [<!ENTITY l0 "lol">${LAUGHS}]><a>&l9;</a>`,
      "XML_REFUSED",
      "line 1",
    ],
    [
      "for a file it wants",
      '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>',
      "XML_REFUSED",
      "line 1",
    ],
    [
      "for a parameter entity",
      '<!DOCTYPE a SYSTEM "x" [<!ENTITY % p SYSTEM "y"> %p;]><a/>',
      "XML_REFUSED",
      "line 1",
    ],
    ["for any declaration", '<!DOCTYPE a [<!ATTLIST a x CDATA "1">]><a/>', "XML_REFUSED", "line 1"],
    ["for an entity nobody declared", "<a>\n&nbsp;</a>", "NOT_WELL_FORMED", "line 2, column 6"],
    ["for a word that JavaScript knows", "<a>&constructor;</a>", "NOT_WELL_FORMED", "line 1, column 16"],
    ["for a NUL", "<a>\n<b>\u0000</b></a>", "NOT_WELL_FORMED", "line 2, column 4"],
    ["for a reference to a NUL", "<a>&#0;</a>", "NOT_WELL_FORMED", "line 1, column 7"],
    ["for a plain ampersand", "<a>\n<b>Smith & Sons</b></a>", "NOT_WELL_FORMED", "line 2, column 10"],
    ["for an element closed in the wrong place", "<a><b></a></b>", "NOT_WELL_FORMED", "line 1, column 10"],
    ["for an attribute twice", '<a x="1" x="2"/>', "NOT_WELL_FORMED", "line 1, column 16"],
    ["for a quote that is missing", '<a x="1><b/></a>', "NOT_WELL_FORMED", "line 1, column 9"],
    ["for two outermost elements", "<a/><b/>", "NOT_WELL_FORMED", "line 1, column 7"],
    ["cut off in text", "<a>\n<b>12", "MESSAGE_CUT_OFF", "line 2, column 5"],
    ["cut off in a tag", "<a><b x='1", "MESSAGE_CUT_OFF", "line 1, column 10"],
    ["cut off in a comment", "<a><!-- & never ends", "MESSAGE_CUT_OFF", "line 1, column 20"],
    ["for being JSON", '{"a": "<b/>"}', "NOT_XML", "line 1"],
    ["for being empty", "", "EMPTY_MESSAGE", ""],
  ])("%s", (_, text, code, at) => {
    const issue = issueOf(text);
    expect(issue.code).toBe(code);
    expect(issue.at ?? "").toContain(at);
    expect(issue.message).not.toMatch(/\b(undefined|NaN|TypeError)\b/);
  });

  test("in words that fit a missing quote as well as a control character", () => {
    expect(issueOf('<a x="1><b/></a>').message).toContain("closing quote may be missing");
  });

  const QUICK_MS = 6000;
  test.each<[string, () => string, string]>([
    ["100,000 levels", () => "<a>".repeat(100_000), "XML_TOO_LARGE"],
    [
      "a million attributes",
      () => `<a ${Array.from({ length: 1_000_000 }, (_, n) => `a${n}=""`).join(" ")}/>`,
      "XML_TOO_LARGE",
    ],
    ["a name of a million characters", () => `<${"a".repeat(1_000_000)}/>`, "XML_REFUSED"],
    ["a million beginnings of comments", () => `<a>${"<!--".repeat(1_000_000)}`, "NOT_WELL_FORMED"],
    ["a comment of ten megabytes", () => `<a><!-- ${"& - <".repeat(2_000_000)}`, "MESSAGE_CUT_OFF"],
    ["a million ampersands", () => `<a>${"&".repeat(1_000_000)}`, "NOT_WELL_FORMED"],
    ["ten megabytes of text that is cut off", () => `<a>${"x".repeat(10_000_000)}`, "MESSAGE_CUT_OFF"],
  ])("quickly: %s", (_, text, code) => {
    const body = bytes(text());
    const started = performance.now();
    expect(issueOf(body).code).toBe(code);
    expect(performance.now() - started).toBeLessThan(QUICK_MS);
  });

  test("for more elements than any order has", () => {
    expect(issueOf(`<a>${"<b/>".repeat(600_000)}</a>`).code).toBe("XML_TOO_LARGE");
  });
});

describe("reading XML", () => {
  test("takes time in step with the length, also where every element opens a namespace", () => {
    const many = (count: number) => bytes(`<a>${'<b xmlns:p="urn:x"><p:c/></b>'.repeat(count)}</a>`);
    const timeOf = (count: number) => {
      const body = many(count);
      const started = performance.now();
      rootOf(body);
      return performance.now() - started;
    };
    timeOf(20_000);
    const [short, long] = [timeOf(20_000), timeOf(160_000)];
    expect(long / short).toBeLessThan(40);
  });

  test("never throws, whatever the bytes", () => {
    const soup = fc.array(
      fc.constantFrom("<", ">", "a", "/", "&", ";", "!", "[", "]", '"', "=", " ", "\u0000", "é", "-", "?"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          soup.map((parts) => bytes(`<a>${parts.join("")}`)),
        ),
        (body) => {
          const document = readXml(body);
          return document.ok || document.issue.message.length > 10;
        },
      ),
      { numRuns: 2000 },
    );
  });
});
