import type { StatedParty } from "../../src/identity/record.js";
import { aStatement } from "./stated.js";

type Spelling = readonly [system: string, short: Parameters<typeof aStatement>[2]];

const SHENZHEN = { lines: ["深圳市南山区高新南一道8号"], postalCode: "518057", country: "CN" };
const SHENZHEN_ENGLISH = {
  lines: ["No. 8 Gaoxin South 1st Road, Nanshan District"],
  city: "Shenzhen",
  postalCode: "518057",
  country: "CN",
};
const AUGSBURG = { lines: ["Gögginger Straße 41"], city: "Augsburg", postalCode: "86159", country: "DE" };
const HAMBURG = { lines: ["Am Sandtorkai 30"], city: "Hamburg", postalCode: "20457", country: "DE" };

/** The twelve customers of the demo, each as the channels spell it. Invented throughout. */
export const CAST: Readonly<Record<string, readonly Spelling[]>> = {
  C1: [
    ["erp", { code: "YF-0071", name: "深圳市云帆科技有限公司" }],
    [
      "call-center",
      { code: "YF-0071", name: "云帆采购部", phones: ["0755-86023100 转 812"], address: { country: "CN" } },
    ],
    [
      "partner-shop",
      {
        code: "88121",
        name: "深圳雲帆科技有限公司",
        contactName: "李偉",
        taxId: "91440300MA5FYF0716",
        phones: ["+86 755 8602 3100"],
        address: { lines: ["深圳市宝安区新安街道创业一路88号"], postalCode: "518101", country: "CN" },
      },
    ],
    [
      "fax",
      {
        name: "Shenzhen Shi Yunfan Keji Youxian Gongsi",
        phones: ["+86-755-8602 3100"],
        address: { lines: ["Gaoxin Nan Yi Dao 8 Hao", "Nanshan Qu, Shenzhen Shi"], country: "China" },
      },
    ],
    [
      "mailbox",
      {
        name: "Yunfan Tech",
        contactName: "Li Wei",
        emails: ["Li Wei <li.wei@yunfan-tech.example>"],
        phones: ["+86 755 8602 3100"],
      },
    ],
    [
      "sales-desk",
      {
        name: "Shenzhen Yunfan Technology Co., Ltd.",
        contactName: "Li Wei",
        emails: ["purchasing@yunfan-tech.example"],
        address: SHENZHEN_ENGLISH,
      },
    ],
    [
      "webshop",
      {
        code: "7001",
        name: "Yunfan Technology",
        contactName: "Wei Li",
        emails: ["purchasing@yunfan-tech.example"],
        phones: ["+86 755 8602 3100"],
        address: SHENZHEN,
      },
    ],
  ],
  C2: [
    ["erp", { code: "GZ-1180", name: "广州云帆科技有限公司" }],
    [
      "webshop",
      {
        code: "7002",
        name: "Guangzhou Yunfan Technology Co., Ltd.",
        contactName: "Chen Jing",
        emails: ["order@yunfan-gz.example"],
        phones: ["+86 20 3877 4200"],
        address: {
          lines: ["No. 116 Tiyu East Road, Tianhe District"],
          city: "Guangzhou",
          postalCode: "510620",
          country: "CN",
        },
      },
    ],
    [
      "sales-desk",
      {
        code: "GZ-1180",
        name: "廣州雲帆科技有限公司",
        contactName: "陈静",
        phones: ["020-38774200"],
        address: { lines: ["广州市天河区体育东路116号"], postalCode: "510620", country: "CN" },
      },
    ],
  ],
  C3: [
    ["erp", { code: "YF-0090", name: "深圳市云帆物流有限公司", taxId: "91440300MA5FYL0909" }],
    [
      "sales-desk",
      {
        code: "YF-0090",
        name: "Shenzhen Yunfan Logistics Co., Ltd.",
        contactName: "Zhou Min",
        phones: ["+86 755 8602 3100"],
        address: {
          lines: ["No. 15 Mingzhu Avenue, Yantian District"],
          city: "Shenzhen",
          postalCode: "518083",
          country: "CN",
        },
      },
    ],
    [
      "mailbox",
      {
        name: "云帆物流",
        contactName: "周敏",
        emails: ["warehouse@yunfan-tech.example"],
        phones: ["+86 755 8602 3100"],
      },
    ],
  ],
  C4: [
    [
      "erp",
      { code: "D-20417", name: "Müller & Söhne Maschinenbau GmbH", taxId: "DE811907980", address: AUGSBURG },
    ],
    [
      "partner-shop",
      {
        code: "88140",
        name: "Mueller & Soehne Maschinenbau GmbH",
        contactName: "Juergen Weiss",
        emails: ["einkauf@mueller-soehne.example"],
        address: { ...AUGSBURG, lines: ["Goegginger Str. 41"] },
      },
    ],
    [
      "sales-desk",
      {
        code: "D-20417",
        name: "Müller & Söhne",
        contactName: "Jürgen Weiß",
        phones: ["0821/550320"],
        address: AUGSBURG,
      },
    ],
    ["call-center", { name: "Müller und Söhne Maschinenbau", phones: ["+49 821 55 03 20"] }],
    [
      "mailbox",
      {
        name: "Mueller & Soehne, Abt. Einkauf",
        emails: ["einkauf@mueller-soehne.example"],
        phones: ["+49 (0)821 55 03 20"],
      },
    ],
  ],
  C5: [
    ["erp", { code: "D-20533", name: "Nordlicht Elektronik AG", address: HAMBURG }],
    [
      "webshop",
      {
        code: "7005",
        name: "Nordlicht Elektronik",
        contactName: "Katrin Sommer",
        emails: ["bestellung@nordlicht-elektronik.example"],
        phones: ["+49 40 3688 1700"],
        address: { lines: ["Konsul-Smidt-Straße 8"], city: "Bremen", postalCode: "28217", country: "DE" },
      },
    ],
    [
      "sales-desk",
      { code: "D-20533", name: "Nordlicht Elektronik AG", phones: ["040 36881700"], address: HAMBURG },
    ],
    [
      "call-center",
      {
        name: "Nordlicht",
        contactName: "Frau Sommer",
        phones: ["+49 40 36881700"],
        address: { lines: ["Am Sandtorkai 30"], city: "Hamburg" },
      },
    ],
    ["mailbox", { name: "NORDLICHT ELEKTRONIK AG", emails: ["bestellung@nordlicht-elektronik.example"] }],
  ],
  C6: [
    [
      "erp",
      {
        code: "US-3308",
        name: "Harbor Street Bakery Supply LLC",
        phones: ["503-555-0142"],
        address: {
          lines: ["2217 NW Harbor Street"],
          city: "Portland",
          region: "OR",
          postalCode: "97210",
          country: "US",
        },
      },
    ],
    [
      "webshop",
      {
        code: "7006",
        name: "Harbor Street Bakery Supply",
        contactName: "Dana Kowalski",
        emails: ["orders@harborstreetbakery.example"],
        phones: ["+1 503 555 0142"],
      },
    ],
    [
      "fax",
      {
        name: "HARBOR ST BAKERY SUPPLY, L.L.C.",
        phones: ["(503) 555-0142"],
        address: {
          lines: ["2217 Northwest Harbor St."],
          city: "Portland",
          region: "Oregon",
          postalCode: "97210",
          country: "USA",
        },
      },
    ],
    [
      "mailbox",
      {
        name: "Harbor Street Bakery",
        emails: ["orders@harborstreetbakery.example"],
        contactName: "D. Kowalski",
      },
    ],
  ],
  C7: [
    [
      "erp",
      {
        code: "US-3391",
        name: "Brightwater Medical Inc.",
        address: {
          lines: ["4800 Wadsworth Boulevard"],
          city: "Denver",
          region: "CO",
          postalCode: "80033",
          country: "US",
        },
      },
    ],
    [
      "webshop",
      {
        code: "7007",
        name: "Brightwater Medical",
        contactName: "Marcus Hale",
        emails: ["supply@brightwater-medical.example"],
        phones: ["+1 303 555 0178"],
        address: { lines: ["4800 Wadsworth Blvd"], city: "Denver", postalCode: "80033", country: "US" },
      },
    ],
    [
      "mailbox",
      {
        name: "Brightwater Med.",
        emails: ["supply@brightwater-medical.example"],
        phones: ["303.555.0178"],
        address: { country: "US" },
      },
    ],
  ],
  C8: [
    [
      "erp",
      {
        code: "TW-0412",
        name: "臺灣晶宏電子股份有限公司",
        address: { lines: ["新竹市東區力行路25號"], postalCode: "30078", country: "TW" },
      },
    ],
    [
      "partner-shop",
      {
        code: "88150",
        name: "台湾晶宏电子股份有限公司",
        contactName: "林怡君",
        emails: ["buy@jinghong.example"],
        phones: ["+886 3 578 2200"],
      },
    ],
    [
      "sales-desk",
      {
        code: "TW-0412",
        name: "Jinghong Electronics Taiwan Ltd.",
        contactName: "Lin Yi-Chun",
        address: { lines: ["No. 25 Lixing Road, East District"], city: "Hsinchu", country: "Taiwan" },
      },
    ],
    [
      "mailbox",
      {
        name: "Jinghong Electronics",
        emails: ["buy@jinghong.example"],
        phones: ["03-578-2200"],
        address: { country: "TW" },
      },
    ],
  ],
  C9: [
    [
      "erp",
      {
        code: "SH-0655",
        name: "上海明远贸易有限公司",
        phones: ["021-64738800"],
        address: { lines: ["上海市徐汇区漕溪北路88号"], postalCode: "200030", country: "CN" },
      },
    ],
    [
      "sales-desk",
      {
        code: "SH-0655",
        name: "Shanghai Mingyuan Trading Co., Ltd.",
        contactName: "Wang Lei",
        emails: ["caigou@mingyuan-trade.example"],
        address: { lines: ["No. 88 Caoxi North Road, Xuhui District, Shanghai"], postalCode: "200030" },
      },
    ],
    ["call-center", { name: "明远贸易", contactName: "王磊", phones: ["+86 21 6473 8800"] }],
    [
      "fax",
      {
        name: "上海明遠貿易有限公司",
        phones: ["+86 21 64738800"],
        address: { lines: ["上海市徐匯區漕溪北路88號"], country: "CN" },
      },
    ],
  ],
  C10: [
    [
      "webshop",
      {
        code: "7010",
        kind: "PERSON",
        name: "Amélie Rousseau",
        emails: ["amelie.rousseau@courriel.example"],
        phones: ["+33 6 39 98 12 40"],
        address: { lines: ["14 rue Mercière"], city: "Lyon", postalCode: "69002", country: "FR" },
      },
    ],
    [
      "partner-shop",
      {
        code: "88160",
        kind: "PERSON",
        name: "ROUSSEAU Amelie",
        emails: ["amelie.rousseau@courriel.example"],
        address: { lines: ["14, rue Merciere"], city: "Lyon", postalCode: "69002", country: "FR" },
      },
    ],
  ],
  C11: [
    [
      "webshop",
      {
        code: "7011",
        kind: "PERSON",
        name: "James O'Connor",
        emails: ["james.oconnor@post.example"],
        phones: ["+353 87 555 0134"],
        address: { lines: ["9 Wellington Quay"], city: "Dublin", postalCode: "D02 YF61", country: "IE" },
      },
    ],
    [
      "call-center",
      {
        kind: "PERSON",
        name: "Jim O'Connor",
        phones: ["087 555 0134"],
        address: { lines: ["9 Wellington Quay"], city: "Dublin", country: "IE" },
      },
    ],
    ["fax", { name: "OConnor, James", phones: ["+353 87 5550134"] }],
  ],
  C12: [
    [
      "erp",
      {
        code: "UK-5120",
        name: "Greenfield Primary School",
        address: { lines: ["27 Otley Road"], city: "Leeds", postalCode: "LS6 3AA", country: "GB" },
      },
    ],
    [
      "webshop",
      {
        code: "7012",
        name: "Greenfield Primary",
        contactName: "Priya Nair",
        emails: ["office@greenfield-primary.example"],
        phones: ["+44 113 496 0921"],
        address: { lines: ["27 Otley Rd"], city: "Leeds", postalCode: "LS6 3AA", country: "GB" },
      },
    ],
    [
      "call-center",
      {
        name: "Greenfield School",
        contactName: "Mrs Nair",
        phones: ["0113 4960921"],
        address: { lines: ["27 Otley Road"], city: "Leeds", country: "GB" },
      },
    ],
    ["fax", { name: "GREENFIELD PRIMARY SCHOOL", phones: ["+44 113 496 0921"] }],
  ],
};

export const SPELLINGS: readonly { readonly who: string; readonly stated: StatedParty }[] = Object.entries(
  CAST,
).flatMap(([who, spellings]) =>
  spellings.map(([system, short], at) => ({ who, stated: aStatement(`${who}-${at + 1}`, system, short) })),
);
