import { describe, expect, test } from "vitest";
import {
  firstText,
  leadsSomewhere,
  textsAt,
  valuesAt,
} from "../../../../src/connectors/reading/json/tree-path.js";
import { looksLikeXml, readXmlTree } from "../../../../src/connectors/reading/xml/tree.js";

const tree = (xml: string) => readXmlTree(new TextEncoder().encode(xml));

function valueIn(xml: string): unknown {
  const read = tree(xml);
  if (!read.ok) throw new Error(read.issue.message);
  return read.value;
}

describe("a tree of XML", () => {
  test("has elements as texts, groups and lists, attributes with @, and no prefixes", () => {
    const xml = `<?xml version="1.0"?><!-- x --><t:r xmlns:t="urn:t" t:id="7"><t:a>1 &amp; 2</t:a><a> <![CDATA[<3>]]> </a><b c="d">e</b><f/></t:r>`;
    expect(valueIn(xml)).toEqual({
      r: { "@id": "7", a: ["1 & 2", "<3>"], b: { "@c": "d", "#text": "e" }, f: "" },
    });
  });

  test("keeps names that mean something to JavaScript as names", () => {
    expect(textsAt(valueIn("<r><__proto__>x</__proto__></r>"), "r.__proto__")).toEqual(["x"]);
  });

  test.each([
    ["<a><b></a>", "NOT_WELL_FORMED"],
    ["<a></a><b></b>", "NOT_WELL_FORMED"],
    ["<a", "MESSAGE_CUT_OFF"],
    ["<a><b>1</b>", "MESSAGE_CUT_OFF"],
    ["<a><!-- ", "MESSAGE_CUT_OFF"],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "XML_REFUSED"],
    ["<a>".repeat(200), "XML_TOO_LARGE"],
    ["plain", "NOT_XML"],
  ])("is not made of %s", (xml, code) => {
    expect(tree(xml)).toMatchObject({ ok: false, issue: { code } });
  });

  test("is expected only where the first sign is a bracket", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(looksLikeXml(bytes("\uFEFF  <a/>"))).toBe(true);
    expect(looksLikeXml(bytes('{"a": "<b>"}'))).toBe(false);
  });
});

describe("a path", () => {
  const document = { a: [{ b: "1" }, { b: [2, null, "3"] }], c: { d: { b: "deep" } }, e: [] };

  test("walks through lists as if each were one element", () => {
    expect(textsAt(document, "a.b")).toEqual(["1", "2", "3"]);
    expect(firstText(document, ["x.y", "c.d.b", "a.b"])).toBe("deep");
  });

  test("with two dots finds its first name at any depth, and not inside of what it found", () => {
    expect(textsAt(document, "..b")).toEqual(["1", "2", "3", "deep"]);
    expect(valuesAt({ b: { b: 1 } }, "..b")).toEqual([{ b: 1 }]);
  });

  test("leads somewhere where an empty list stands, but not where null does", () => {
    expect(leadsSomewhere(document, "e")).toBe(true);
    expect(leadsSomewhere({ e: null }, "e")).toBe(false);
    expect(leadsSomewhere(document, "constructor")).toBe(false);
  });
});
