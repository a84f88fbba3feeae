import { expect, test } from "vitest";
import { readAddress } from "../../../../src/connectors/reading/values/address-text.js";

/** An address as `recipient / department | lines | postal code | city | region | country`. */
const shown = (lines: readonly string[], country: string | null = null): string | null => {
  const address = readAddress(lines, country);
  if (address === null) return null;
  const names = [address.recipient, address.department].filter((name) => name !== null).join(" / ");
  return [names, address.lines.join(", "), address.postalCode, address.city, address.region, address.country]
    .map((part) => part ?? "-")
    .join(" | ");
};

test.each<[readonly string[], string]>([
  [["深圳市南山区高新南一道8号, 518057"], " | 南山区高新南一道8号 | 518057 | 深圳市 | - | CN"],
  [
    ["深圳市云帆物流有限公司", "仓库", "广东省深圳市盐田区明珠道15号", "邮编：518083"],
    "深圳市云帆物流有限公司 / 仓库 | 盐田区明珠道15号 | 518083 | 深圳市 | 广东省 | CN",
  ],
  [
    ["收货人：李伟 深圳市宝安区新安街道创业一路88号 518101"],
    "李伟 | 宝安区新安街道创业一路88号 | 518101 | 深圳市 | - | CN",
  ],
  [["新竹市東區力行路25號, 30078"], " | 東區力行路25號 | 30078 | 新竹市 | - | TW"],
  [["深 圳 市 南 山 区 高 新 南 一 道 8 号"], " | 南山区高新南一道8号 | - | 深圳市 | - | -"],
  [
    ["No. 8 Gaoxin South 1st Road, Nanshan District, Shenzhen 518057, China"],
    " | No. 8 Gaoxin South 1st Road, Nanshan District | 518057 | Shenzhen | - | CN",
  ],
  [
    ["Müller & Söhne Maschinenbau GmbH", "Wareneingang", "Gögginger Straße 41", "86159 Augsburg"],
    "Müller & Söhne Maschinenbau GmbH / Wareneingang | Gögginger Straße 41 | 86159 | Augsburg | - | DE",
  ],
  [["Konsul-Smidt-Straße 8", "D-28217 Bremen"], " | Konsul-Smidt-Straße 8 | 28217 | Bremen | - | DE"],
  [
    ["Konsul-Smidt-Straße 8", "28217 Bremen", "Germany"],
    " | Konsul-Smidt-Straße 8 | 28217 | Bremen | - | DE",
  ],
  [
    ["2217 NW Harbor Street, Portland, OR 97210, US"],
    " | 2217 NW Harbor Street | 97210 | Portland | OR | US",
  ],
  [
    ["Attn: Dana Kowalski", "2217 NW Harbor Street", "Portland OR 97210"],
    "Dana Kowalski | 2217 NW Harbor Street | 97210 | Portland | OR | US",
  ],
  [
    ["Greenfield Primary School, 27 Otley Road, Leeds LS6 3AA"],
    "Greenfield Primary School | 27 Otley Road | LS6 3AA | Leeds | - | GB",
  ],
  [["9 Wellington Quay, Dublin D02 YF61, Ireland"], " | 9 Wellington Quay | D02 YF61 | Dublin | - | IE"],
  [["14 rue Mercière, 69002 Lyon"], " | 14 rue Mercière | 69002 | Lyon | - | FR"],
])("%j is an address", (lines, expected) => {
  expect(shown(lines)).toBe(expected);
});

test.each([
  ["just some words"],
  ["call me at 5 pm"],
  ["3 x TL-1001"],
  [""],
  ["深圳市云帆科技有限公司"],
  ["Li Wei"],
])("%j is none", (line) => {
  expect(shown([line])).toBeNull();
});

test("the country stands in only where the postal code can be one of its own", () => {
  expect(shown(["Main Road 5, 8001 Zürich"], "CH")).toMatch(/CH$/);
  expect(shown(["No. 8 Gaoxin Road, Shenzhen 518057"], "DE")).toMatch(/-$/);
});
