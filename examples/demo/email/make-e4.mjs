// Writes e4.eml, a mail with an order form in a workbook attached: node make-e4.mjs
import { writeFileSync } from "node:fs";
import ExcelJs from "exceljs";

const day = (date) => new Date(`${date}T00:00:00Z`);
const workbook = new ExcelJs.Workbook();
workbook.created = day("2026-11-12");
const sheet = workbook.addWorksheet("Bestellung");
sheet.addRows([
  ["Nordlicht Elektronik AG"],
  ["Am Sandtorkai 30, 20457 Hamburg"],
  [],
  ["Bestellnummer:", "NE-26-0903"],
  ["Kundennummer:", "D-20533"],
  ["Liefertermin:", "26.11.2026"],
  ["Lieferadresse:", "Nordlicht Elektronik AG, Am Sandtorkai 30, 20457 Hamburg"],
  [],
  ["Pos", "Artikelnummer", "Bezeichnung", "Menge", "Einheit", "Einzelpreis EUR", "Gesamt"],
]);
const LINES = [[1, "TL-6001", "LED-Panel 60x60", 24, "Stk", 46], [2, "TL-2002", "Scanner-Ladeschale", 3, "Stk", 39.9]];
for (const line of LINES) {
  const row = sheet.addRow(line);
  row.getCell(7).value = { formula: `D${row.number}*F${row.number}`, result: Math.round(line[3] * line[5] * 100) / 100 };
}
const bytes = Buffer.from(await workbook.xlsx.writeBuffer());

const BODY = `Guten Tag,

anbei unsere Bestellung als Excel-Datei. Bitte um kurze Bestätigung.

Viele Grüße
Katrin Sommer
Nordlicht Elektronik AG
Telefon: +49 40 3688 1700
`;
const lines = (base64) => base64.replace(/.{76}/g, "$&\n");
const mail = `Message-ID: <0c2f9a41-ne260903@nordlicht-elektronik.example>
Date: Thu, 12 Nov 2026 14:31:05 +0100
From: Katrin Sommer <bestellung@nordlicht-elektronik.example>
To: orders@throughline.example
Subject: Bestellung NE-26-0903
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="nextPart2611.NE"

--nextPart2611.NE
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

${lines(Buffer.from(BODY, "utf8").toString("base64"))}
--nextPart2611.NE
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="Bestellung NE-26-0903.xlsx"
Content-Disposition: attachment; filename="Bestellung NE-26-0903.xlsx"
Content-Transfer-Encoding: base64

${lines(bytes.toString("base64"))}
--nextPart2611.NE--
`;
writeFileSync(new URL("e4.eml", import.meta.url), mail.replace(/\r?\n/g, "\r\n"));
