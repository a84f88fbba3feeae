import { describe, expect, test } from "vitest";
import { parseBirthDate } from "../../../src/identity/normalizing/birth-date.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { parseEmail } from "../../../src/identity/normalizing/email.js";
import { FEATURES_VERSION } from "../../../src/identity/normalizing/features.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import { parsePersonName } from "../../../src/identity/normalizing/person-name.js";
import { parsePhone } from "../../../src/identity/normalizing/phone.js";
import { parseTaxId } from "../../../src/identity/normalizing/tax-id.js";
import { aParty } from "../stated.js";

describe("a person's name", () => {
  test.each([
    ["李伟", "Li Wei"],
    ["李偉", "WEI LI"],
    ["林怡君", "Lin Yi-Jun"],
    ["欧阳娜娜", "Nana Ouyang"],
    ["单雄信", "Shan Xiongxin"],
    ["James O'Connor", "OConnor, James"],
    ["Mr. James O’Connor", "James OConnor"],
    ["Amélie Rousseau", "ROUSSEAU Amelie"],
    ["王磊先生", "Wang Lei"],
  ])("%s is %s", (one, other) => {
    const joined = parsePersonName(other)?.joined ?? [];
    expect(parsePersonName(one)?.joined.some((name) => joined.includes(name))).toBe(true);
  });

  test("keeps father and son apart", () => {
    expect(parsePersonName("David Dobbins Jr.")).toMatchObject({
      tokens: ["david", "dobbins"],
      generation: "junior",
    });
  });
});

describe("a phone number", () => {
  test.each([
    ["+86 755 8602 3100", null, "+8675586023100", "shenzhen"],
    ["0755-86023100", "CN", "+8675586023100", "shenzhen"],
    ["0086 755 8602 3100", "DE", "+8675586023100", "shenzhen"],
    ["电话：0755-86023100 转 802", "CN", "+8675586023100", "shenzhen"],
    ["+86 755 8602 3100 ext. 12", null, "+8675586023100", "shenzhen"],
    ["＋８６ ２０ ３８７７ ４２００", null, "+862038774200", "guangzhou"],
    ["138 0013 8000", "CN", "+8613800138000", null],
    ["+49 (0)821 55 03 20", null, "+49821550320", null],
    ["(503) 555-0142", "US", "+15035550142", null],
    ["55 03 20 11", null, "55032011", null],
  ])("%s of %s is %s", (text, country, number, place) => {
    expect(parsePhone(text, country)).toMatchObject({ number, place });
  });

  test.each(["", "n/a", "12345"])("%j is none", (text) => {
    expect(parsePhone(text, "CN")).toBeNull();
  });
});

describe("an e-mail address", () => {
  test.each([
    [
      "Li Wei <Li.Wei@Yunfan-Tech.example>",
      { address: "li.wei@yunfan-tech.example", free: false, role: false },
    ],
    ["j.o.h.n+shop@googlemail.com", { address: "john@gmail.com", free: true }],
    ["purchasing@yunfan-tech.example", { role: true }],
    ["12345@qq.com", { free: true }],
    ["https://www.penhale.co.uk/contact", { local: null, domain: "penhale.co.uk" }],
  ])("%s is read", (text, expected) => {
    expect(parseEmail(text)).toMatchObject(expected);
  });

  test.each(["", "none", "@"])("%j is none", (text) => {
    expect(parseEmail(text)).toBeNull();
  });
});

describe("a tax id", () => {
  test.each([
    ["91440300MA5FYF0716", "USCC", true],
    ["91440300MA5FYF0717", "USCC", false],
    ["DE 811 907 980", "VAT", true],
    ["DE811907981", "VAT", false],
    ["IT00743110157", "VAT", true],
    ["BE0428759497", "VAT", true],
    ["HWUPKR0MPOU8FGXBT394", "LEI", true],
    ["HWUPKR0MPOU8FGXBT395", "LEI", false],
    ["04595257", "TW_BAN", false],
    ["294-66-9999", "OTHER", false],
  ])("%s is %s, digits right: %s", (text, kind, checked) => {
    expect(parseTaxId(text)).toMatchObject({ kind, checked });
  });
});

test.each([
  ["1978-12-11", "1978-12-11"],
  ["19781211", "1978-12-11"],
  ["11.12.1978", "1978-12-11"],
  ["12/11/78", "1978-12-11"],
  ["20/8/1991", "1991-08-20"],
  ["yesterday", null],
])("the birth date %s is %s", (text, expected) => {
  expect(parseBirthDate(text)).toBe(expected);
});

test("codes are compared without case, width and marks, each under its system", () => {
  const party = aParty({
    code: "yf-0071",
    otherCodes: [
      { system: "ERP", value: "ＹＦ 0071" },
      { system: "erp", value: "YF0071" },
    ],
  });
  expect(codesOf("webshop", party)).toEqual([
    { system: "webshop", value: "YF0071" },
    { system: "erp", value: "YF0071" },
  ]);
});

describe("normalizing a statement", () => {
  test.each([
    [{ name: "云帆采购部" }, "ORGANIZATION"],
    [{ name: "Greenfield Primary School" }, "ORGANIZATION"],
    [{ name: "李伟" }, null],
    [{ name: "Harbor Street" }, null],
    [{ name: "Yunfan Tech", kind: "PERSON" as const }, "PERSON"],
  ])("of %j sees the kind %s", (stated, kind) => {
    expect(normalize(aParty(stated)).kind).toBe(kind);
  });

  test("reads a local phone number in the country of the address", () => {
    const party = aParty({ phones: ["03-578-2200"], address: { country: "Taiwan" } });
    expect(normalize(party).phones).toMatchObject([{ number: "+88635782200" }]);
  });

  test("gives plain data that survives being stored", () => {
    const features = normalize(
      aParty({
        name: "深圳市云帆科技有限公司",
        contactName: "李伟",
        emails: ["a@b.example", "a@b.example"],
        address: { city: "深圳" },
      }),
      { birthDate: "1990-01-02", other: { category: "Bücher", empty: " " } },
    );
    expect(JSON.parse(JSON.stringify(features))).toEqual(features);
    expect(features).toMatchObject({
      version: FEATURES_VERSION,
      birthDate: "1990-01-02",
      other: { category: "bucher" },
    });
    expect(features.emails).toHaveLength(1);
    expect(features.other).not.toHaveProperty("empty");
  });
});
