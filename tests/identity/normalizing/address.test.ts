import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/identity/normalizing/address.js";
import { anAddress } from "../stated.js";

const read = (...lines: string[]) => parseAddress(anAddress({ lines }));

const GAOXIN = { city: "shenzhen", district: "nanshan", road: "gaoxinnan1", houseNumber: "8" };

describe("an address", () => {
  test.each([
    [["深圳市南山区高新南一道8号"]],
    [["中国广东省深圳市南山区高新南一道8号 518057"]],
    [["深圳市南山區高新南一道8號"]],
    [["No. 8 Gaoxin South 1st Road, Nanshan District, Shenzhen"]],
    [["8 Gaoxin South First Road", "Nanshan District", "Shenzhen City"]],
    [["Gaoxin Nan Yi Dao 8 Hao", "Nanshan Qu, Shenzhen Shi"]],
    [["8 Hao Gaoxinnan Yidao, Nanshanqu, Shenzhenshi"]],
  ])("%j is the same in characters, in pinyin and in English", (lines) => {
    expect(read(...lines)).toMatchObject({ ...GAOXIN, country: "CN" });
  });

  test.each([
    ["深圳市宝安区新安街道创业一路88号", "No. 88 Chuangye 1st Road, Baoan District, Shenzhen"],
    ["广州市天河区体育东路116号", "No. 116 Tiyu East Road, Tianhe District, Guangzhou"],
    ["深圳市盐田区明珠道15号", "No. 15 Mingzhu Avenue, Yantian District, Shenzhen"],
    ["新竹市東區力行路25號", "No. 25 Lixing Road, East District, Hsinchu"],
    ["上海市徐汇区漕溪北路88号", "No. 88 Caoxi North Road, Xuhui District, Shanghai"],
    ["北京市朝阳区东四环中路八十八号", "88 Dongsihuan Middle Road, Chaoyang District, Beijing"],
    ["上海市南京东路100号", "100 Nanjing East Road, Shanghai"],
    ["Gögginger Straße 41", "Goegginger Str. 41"],
    ["2217 NW Harbor Street", "2217 Northwest Harbor St."],
    ["14, rue Mercière", "14 Rue Merciere"],
  ])("%s is %s", (one, other) => {
    const { postcode: _one, region: _region, ...left } = read(one) ?? {};
    const { postcode: _other, region: _otherRegion, ...right } = read(other) ?? {};
    expect(left).toEqual(right);
    expect(left).toMatchObject({
      road: expect.stringMatching(/./),
      houseNumber: expect.stringMatching(/\d/),
    });
  });

  test("on another road or at another number is another address", () => {
    expect(read("深圳市南山区高新南二道8号")?.road).not.toBe(GAOXIN.road);
    expect(read("深圳市南山区高新北一道8号")?.road).not.toBe(GAOXIN.road);
    expect(read("深圳市南山区高新南一道18号")?.houseNumber).toBe("18");
  });

  test.each([
    [
      { city: "München", country: "Deutschland" },
      { city: "munchen", country: "DE" },
    ],
    [
      { city: "Munich", country: "Germany" },
      { city: "munchen", country: "DE" },
    ],
    [{ city: "台北市" }, { city: "taipei", country: "TW" }],
    [
      { city: "Taipei City", country: "臺灣" },
      { city: "taipei", country: "TW" },
    ],
    [
      { city: "Hong Kong", country: "P.R. China" },
      { city: "hongkong", country: "CN" },
    ],
    [
      { city: "Leeds", postalCode: "ls6 3aa", country: "UK" },
      { city: "leeds", postcode: "LS63AA", country: "GB" },
    ],
  ])("%j is read field by field", (stated, expected) => {
    expect(parseAddress(anAddress(stated))).toMatchObject(expected);
  });

  test("of which nothing is stated is none", () => {
    expect(parseAddress(anAddress({}))).toBeNull();
    expect(parseAddress(null)).toBeNull();
  });
});
