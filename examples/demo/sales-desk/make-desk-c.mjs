// Writes desk-c.xlsx, the sales desk's workbook with the orders S8 to S10: node make-desk-c.mjs
import ExcelJs from "exceljs";

const COLUMNS = [
  ["Order No.", 14], ["Order Date", 12], ["Cust. Code", 12], ["Company Name", 36], ["Contact", 18], ["Tel.", 20], ["E-mail", 30],
  ["Ship to", 36], ["Delivery Address", 36], ["Delivery Postcode", 10], ["Delivery City", 14], ["Delivery State", 8], ["Delivery Country", 8],
  ["Due Date", 12], ["Currency", 8], ["Article No.", 12], ["Description", 30], ["Qty", 8], ["UoM", 8], ["Unit Price", 10], ["Line Total", 12],
];
const day = (date) => new Date(`${date}T00:00:00Z`);

const ORDERS = [
  {
    head: ["SD-26110901", day("2026-11-09"), "TW-0412", "台湾晶宏电子股份有限公司", "林怡君", "+886 3 578 2200", "buy@jinghong.example",
      "台湾晶宏电子股份有限公司", "東區力行路25號", "30078", "新竹市", null, "TW", day("2026-11-27"), "EUR"],
    lines: [["TL-6001", "LED panel 60x60", 20, "pcs", 46], ["TL-2001", "Hand scanner HS-2", 5, "pcs", 129]],
  },
  {
    head: ["SD-26110902", day("2026-11-09"), "US-3391", "Brightwater Medical", "Marcus Hale", "303-555-0178", "supply@brightwater-medical.example",
      "Brightwater Medical Inc.", "4800 Wadsworth Blvd", "80033", "Denver", "CO", "US", day("2026-11-25"), "EUR"],
    lines: [["TL-4001", "Safety gloves (pair)", 400, "pair", 4.25]],
  },
  {
    head: ["SD-26111001", day("2026-11-10"), "GZ-1180", "广州云帆科技有限公司", "陈静", "020-3877 4200", "order@yunfan-gz.example",
      "广州云帆科技有限公司", "天河区体育东路116号", "510620", "广州市", null, "CN", day("2026-11-30"), "EUR"],
    lines: [["TL-1001", "Thermal label 100x150 (box)", 60, "box", 18.5], ["TL-1002", "Packing tape 66 m", 96, "roll", 2.95], ["TL-2002", "Scanner cradle", 2, "pcs", 39.9]],
  },
];

const workbook = new ExcelJs.Workbook();
workbook.creator = "Sales desk";
workbook.created = day("2026-11-10");
const sheet = workbook.addWorksheet("Orders");
sheet.columns = COLUMNS.map(([header, width]) => ({ header, width }));
sheet.getRow(1).font = { bold: true };
for (const { head, lines } of ORDERS) {
  lines.forEach((line, at) => {
    const row = sheet.addRow([...(at === 0 ? head : head.map(() => null)), ...line]);
    row.getCell(21).value = { formula: `R${row.number}*T${row.number}`, result: Math.round(line[2] * line[4] * 100) / 100 };
    for (const column of [2, 14]) row.getCell(column).numFmt = "yyyy-mm-dd";
  });
}
const notes = workbook.addWorksheet("Notes");
notes.addRow(["One row per article. Leave the order columns empty below the first row of an order."]);
await workbook.xlsx.writeFile(new URL("desk-c.xlsx", import.meta.url).pathname);
