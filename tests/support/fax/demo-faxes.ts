import { drawPage, type Mark } from "./draw-page.js";
import { fields, paragraph, table } from "./order-forms.js";
import { writeScanPdf } from "./pdf-writer.js";
import { type FaxPage, writeFaxTiff } from "./tiff-writer.js";

const SANS = "DejaVu Sans";
const SERIF = "DejaVu Serif";
const HAN = "Noto Sans CJK SC";

/** The five faxes of the demo, drawn from scratch. File name → content. */
export function demoFaxes(): ReadonlyMap<string, Uint8Array> {
  return new Map([
    [
      "f1-c1-pinyin.tif",
      writeFaxTiff([yunfan()], { coding: "G4", dpi: [204, 196], sender: "+86 755 8602 3110" }),
    ],
    [
      "f2-c6.tif",
      writeFaxTiff(harborStreet(), { coding: "G3_1D", dpi: [204, 98], sender: "+1 503 555 0143" }),
    ],
    ["f3-c9.pdf", writeScanPdf([mingyuan()])],
    ["f4-c12.tif", writeFaxTiff([greenfield()], { coding: "G4", dpi: [204, 196], fillOrder: 2 })],
    ["f5-c11.pdf", writeScanPdf([oConnor()])],
  ]);
}

function yunfan(): FaxPage {
  const marks: Mark[] = [
    { text: "SHENZHEN SHI YUNFAN KEJI YOUXIAN GONGSI", x: 120, y: 190, size: 44, bold: true },
    { text: "PURCHASE ORDER", x: 120, y: 280, size: 52, bold: true },
    ...fields(120, 390, 420, [
      ["PO No.:", "YF-PO-2611-041"],
      ["Date:", "2026-11-03"],
      ["Customer:", "SHENZHEN SHI YUNFAN KEJI YOUXIAN GONGSI"],
      ["Customer No.:", "YF-0071"],
      ["Department:", "Purchasing"],
      ["Contact:", "Li Wei"],
      ["Phone:", "+86 755 8602 3100"],
      ["Delivery date:", "2026-11-20"],
      ["Currency:", "EUR"],
    ]),
    { text: "Ship to:", x: 120, y: 920 },
    ...paragraph(540, 920, [
      "SHENZHEN SHI YUNFAN KEJI YOUXIAN GONGSI",
      "No. 8 Gaoxin South 1st Road",
      "Nanshan District, Shenzhen 518057",
      "China",
    ]),
    ...table(
      1200,
      [
        { title: "No.", x: 130 },
        { title: "Item", x: 240 },
        { title: "Description", x: 470 },
        { title: "Qty", x: 1130, alignRight: true },
        { title: "Unit", x: 1190 },
        { title: "Unit price", x: 1590, alignRight: true },
      ],
      [
        ["1", "TL-2001", "Hand scanner HS-2", "6", "pcs", "129.00"],
        ["2", "TL-2002", "Scanner cradle", "6", "pcs", "39.90"],
        ["3", "TL-1001", "Thermal label 100x150", "40", "box", "18.50"],
      ],
      { rules: "head", left: 110, right: 1610 },
    ),
    ...paragraph(120, 1560, ["Remarks: Please confirm by fax.", "Signature: Li Wei"], 70),
  ];
  return drawPage(marks, {
    font: SANS,
    strip: "2026-11-03 16:42   FROM: YUNFAN KEJI  +86 755 8602 3110     P. 01/01",
    tiltDegrees: 0.25,
    specks: 140,
    seed: 11,
  });
}

function harborStreet(): FaxPage[] {
  const columns = [
    { title: "Item", x: 120 },
    { title: "Description", x: 420 },
    { title: "Qty", x: 1130, alignRight: true },
    { title: "Unit", x: 1190 },
    { title: "Price", x: 1590, alignRight: true },
  ];
  const first: Mark[] = [
    { text: "Harbor Street Bakery Supply LLC", x: 120, y: 190, size: 52, bold: true },
    { text: "Purchase Order", x: 120, y: 280, size: 46, bold: true },
    ...fields(
      120,
      400,
      460,
      [
        ["Purchase Order No.:", "HSB-7718"],
        ["Order date:", "November 5, 2026"],
        ["Customer:", "Harbor Street Bakery Supply LLC"],
        ["Contact:", "Dana Kowalski"],
        ["Phone:", "+1 503 555 0142"],
        ["Currency:", "EUR"],
      ],
      60,
    ),
    { text: "Ship to:", x: 120, y: 820 },
    ...paragraph(
      580,
      820,
      ["Harbor Street Bakery Supply LLC", "2217 NW Harbor Street", "Portland, OR 97210", "USA"],
      60,
    ),
    ...table(
      1180,
      columns,
      [
        ["TL-3001", "Pallet wrap 500 mm", "48", "rolls", "7.40"],
        ["TL-1002", "Packing tape 66 m", "120", "rolls", "2.95"],
      ],
      { rules: "head", left: 110, right: 1610 },
    ),
    { text: "Continued on page 2", x: 120, y: 1500 },
  ];
  const second: Mark[] = [
    { text: "Harbor Street Bakery Supply LLC", x: 120, y: 190, size: 44, bold: true },
    { text: "Purchase Order No.: HSB-7718", x: 120, y: 270 },
    ...table(400, columns, [["TL-4001", "Safety gloves (pair)", "60", "pairs", "4.25"]], {
      rules: "head",
      left: 110,
      right: 1610,
    }),
    ...paragraph(
      120,
      640,
      ["Requested delivery: November 24, 2026", "Notes: Call ahead, dock closes at 3 pm."],
      70,
    ),
  ];
  return [first, second].map((marks, index) =>
    drawPage(marks, {
      font: SANS,
      strip: `NOV-05-2026 09:14  HARBOR ST BAKERY  503 555 0143     P.${index + 1}/2`,
      tiltDegrees: -0.2,
      specks: 60,
      seed: 21 + index,
      standardResolution: true,
    }),
  );
}

function mingyuan(): FaxPage {
  const marks: Mark[] = [
    { text: "采购订单", x: 720, y: 190, size: 64, bold: true },
    ...fields(
      120,
      330,
      320,
      [
        ["订单编号：", "MY-2026-1107"],
        ["日期：", "2026年11月7日"],
        ["客户名称：", "上海明远贸易有限公司"],
        ["客户编号：", "SH-0655"],
        ["联系人：", "王磊"],
        ["电话：", "+86 21 6473 8800"],
        ["收货地址：", "上海市徐汇区漕溪北路88号 200030"],
        ["交货日期：", "2026年11月25日"],
        ["币种：", "EUR"],
      ],
      70,
    ),
    ...table(
      1080,
      [
        { title: "序号", x: 130 },
        { title: "货号", x: 280 },
        { title: "品名", x: 540 },
        { title: "数量", x: 1120, alignRight: true },
        { title: "单位", x: 1190 },
        { title: "单价", x: 1590, alignRight: true },
      ],
      [
        ["1", "TL-5001", "钢制货架 180 cm", "8", "件", "89.00"],
        ["2", "TL-6001", "平板灯 60x60", "25", "件", "46.00"],
      ],
      { rules: "grid", left: 110, right: 1610 },
    ),
    { text: "备注：请传真确认", x: 120, y: 1400 },
  ];
  return drawPage(marks, { font: HAN, tiltDegrees: 0.15, specks: 80, seed: 31 });
}

function greenfield(): FaxPage {
  const marks: Mark[] = [
    { text: "Greenfield Primary School", x: 120, y: 190, size: 54, bold: true },
    { text: "ORDER FORM", x: 1220, y: 190, size: 46, bold: true },
    ...fields(120, 310, 330, [
      ["Order No.:", "GPS-0331"],
      ["Date:", "9 November 2026"],
      ["Account No.:", "UK-5120"],
      ["Contact:", "Priya Nair"],
      ["Telephone:", "+44 113 496 0921"],
      ["Currency:", "EUR"],
    ]),
    { text: "Customer:", x: 120, y: 720, bold: true },
    ...paragraph(120, 772, ["Greenfield Primary School", "27 Otley Road", "Leeds LS6 3AA", "United Kingdom"]),
    { text: "Deliver to:", x: 920, y: 720, bold: true },
    ...paragraph(920, 772, [
      "Greenfield Primary School",
      "Caretaker's Office",
      "27 Otley Road",
      "Leeds LS6 3AA",
      "United Kingdom",
    ]),
    ...table(
      1140,
      [
        { title: "Article", x: 130 },
        { title: "Description", x: 420 },
        { title: "Quantity", x: 1180, alignRight: true },
        { title: "Unit price", x: 1590, alignRight: true },
      ],
      [
        ["TL-6001", "LED panel 60x60", "12", "46.00"],
        ["TL-5001", "Steel shelf 180 cm", "3", "89.00"],
      ],
      { rules: "grid", left: 110, right: 1610 },
    ),
    { text: "Delivery date: 27 November 2026", x: 120, y: 1440 },
  ];
  return drawPage(marks, {
    font: SERIF,
    strip: "09/11/2026 11:05   GREENFIELD PRIMARY   +44 113 496 0922   PAGE 1 OF 1",
    tiltDegrees: -0.3,
    specks: 160,
    seed: 41,
  });
}

function oConnor(): FaxPage {
  const marks: Mark[] = [
    { text: "Order", x: 120, y: 210, size: 56, bold: true },
    ...fields(
      120,
      330,
      380,
      [
        ["Order No.:", "JOC-11"],
        ["Date:", "10 November 2026"],
        ["Customer name:", "James O'Connor"],
        ["Phone:", "+353 87 555 0134"],
        ["Ship to:", "9 Wellington Quay, Dublin D02 YF61, Ireland"],
      ],
      64,
    ),
    ...table(
      800,
      [
        { title: "Item", x: 120 },
        { title: "Description", x: 400 },
        { title: "Qty", x: 1130, alignRight: true },
        { title: "Price", x: 1500, alignRight: true },
      ],
      [["TL-1002", "Packing tape 66 m", "10", "2.95"]],
      { rules: "none", left: 110, right: 1610 },
    ),
    { text: "Thank you, James O'Connor", x: 120, y: 1040 },
  ];
  return drawPage(marks, { font: SERIF, tiltDegrees: 0.35, specks: 100, seed: 51 });
}
