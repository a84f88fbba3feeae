import { expect, test } from "vitest";
import { shopField } from "../../../../src/connectors/reading/json/shop-field.js";

test.each([
  ["PO Number", "77", "PO_NUMBER"],
  ["_billing_po_number", "77", "PO_NUMBER"],
  ["Your reference", "77", "PO_NUMBER"],
  ["_billing_eu_vat_number", "DE123456789", "TAX_ID"],
  ["USt-IdNr.", "DE123456789", "TAX_ID"],
  ["Partita IVA", "01234567890", "TAX_ID"],
  ["_vat", "22", null],
  ["vat", "19.5 %", null],
  ["is_vat_exempt", "no", null],
  ["pi_delivery_date", "2026-12-07", "DELIVERY_DATE"],
  ["Lieferdatum", "7.12.2026", "DELIVERY_DATE"],
  ["_estimated_delivery_date", "2026-12-07", null],
  ["Gift wrap", "blue", null],
  [null, "blue", null],
])("the field %j that says %j is %s", (name, value, field) => {
  expect(shopField(name, value)).toBe(field);
});
