import { describe, expect, test } from "vitest";
import { parseOrganizationName } from "../../../src/identity/normalizing/organization-name.js";

const parts = (name: string) => {
  const parsed = parseOrganizationName(name);
  return parsed && { ...parsed, reading: parsed.readings[0] };
};

const YUNFAN = { place: "shenzhen", reading: "yunfan", industries: ["technology"], legalForm: "llc" };

describe("a company name", () => {
  test.each([
    "深圳市云帆科技有限公司",
    "深圳雲帆科技有限公司",
    "广东省深圳市南山区云帆科技有限公司",
    "Shenzhen Yunfan Technology Co., Ltd.",
    "SHENZHEN YUNFAN TECH CO.,LTD",
    "Shenzhen Shi Yunfan Keji Youxian Gongsi",
    "Shen Zhen Shi Yun Fan Ke Ji You Xian Gong Si",
    "SHENZHENSHI YUNFANKEJI YOUXIANGONGSI",
    "云帆科技（深圳）有限公司",
  ])("%s is 云帆, technology, in Shenzhen, limited", (name) => {
    expect(parts(name)).toMatchObject(YUNFAN);
  });

  test.each([
    ["Yunfan Tech", { place: null, reading: "yunfan", industries: ["technology"], legalForm: null }],
    ["云帆科技", { place: null, reading: "yunfan", industries: ["technology"], legalForm: null }],
    ["深圳市云帆物流有限公司", { place: "shenzhen", reading: "yunfan", industries: ["logistics"] }],
    ["云帆电子科技", { core: "云帆", industries: ["electronics", "technology"] }],
    [
      "臺灣晶宏電子股份有限公司",
      { place: "taiwan", reading: "jinghong", industries: ["electronics"], legalForm: "jsc" },
    ],
    [
      "Jinghong Electronics Taiwan Ltd.",
      { place: "taiwan", reading: "jinghong", industries: ["electronics"] },
    ],
    ["株式会社東芝", { core: "东芝", legalForm: "jsc" }],
    [
      "Müller & Söhne Maschinenbau GmbH",
      { core: "muller sohne", industries: ["machinery"], legalForm: "llc" },
    ],
    ["Mueller u. Soehne GmbH & Co. KG", { legalForm: "partnership" }],
    [
      "Harbor Street Bakery Supply LLC",
      { core: "harbor street", industries: ["bakery", "supply"], legalForm: "llc" },
    ],
    ["Textiles, Penhale Ltd.", { core: "penhale", industries: ["textiles"], legalForm: "llc" }],
    ["Ashcroft Plastics PLC", { acronym: "ap", legalForm: "jsc" }],
    ["ООО Ромашка", { core: "romashka", legalForm: "llc" }],
    ["General Electronics Ltd", { core: "general", industries: ["electronics"] }],
    ["Logistics Ltd", { core: "logistics", legalForm: "llc" }],
  ])("%s is taken apart", (name, expected) => {
    expect(parts(name)).toMatchObject(expected);
  });

  test.each([
    ["云帆采购部", "purchasing", null],
    ["深圳市云帆科技有限公司（采购部）", "purchasing", null],
    ["深圳市云帆科技有限公司财务部", "finance", null],
    ["Yunfan Tech Purchasing Dept.", "purchasing", null],
    ["Müller & Söhne, Abt. Einkauf", "purchasing", null],
    ["深圳市云帆科技有限公司广州分公司", null, "guangzhou"],
    ["云帆科技广州分公司", null, "guangzhou"],
    ["Shenzhen Yunfan Technology Co., Ltd. Guangzhou Branch", null, "guangzhou"],
  ])("%s keeps its core beside its department or branch", (name, department, branch) => {
    expect(parts(name)).toMatchObject({ department, branch });
    expect(parts(name)?.reading).toMatch(/^(yunfan|mullersohne)$/);
  });

  test("written with ue for ü has a reading in common with the umlaut", () => {
    const plain = parts("Mueller und Soehne GmbH")?.readings ?? [];
    expect(parts("Müller & Söhne")?.readings.some((reading) => plain.includes(reading))).toBe(true);
  });

  test("with a character of several readings is known by all of them", () => {
    expect(parts("重庆长安汽车股份有限公司")?.readings).toEqual(
      expect.arrayContaining(["changan", "zhangan"]),
    );
  });

  test("said twice can be read both ways", () => {
    expect(parts("云帆科技 Yunfan Tech")).toMatchObject({ core: "云帆", industries: ["technology"] });
  });

  test.each(["", "   ", "()", "。"])("that is empty (%j) is none", (name) => {
    expect(parts(name)).toBeNull();
  });
});
