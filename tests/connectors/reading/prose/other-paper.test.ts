import { describe, expect, test } from "vitest";
import { otherPaper } from "../../../../src/connectors/reading/prose/other-paper.js";

describe("a paper that calls itself", () => {
  test.each([
    ["INVOICE", "an invoice"],
    ["Acme Ltd          Tax Invoice", "an invoice"],
    ["Acme Ltd\nInvoice No : # 77", "an invoice"],
    ["  Kopie factuur", "an invoice"],
    ["Rechnung", "an invoice"],
    ["Rechnungsdatum: 1.2.2026", "an invoice"],
    ["发票", "an invoice"],
    ["Lieferschein", "a delivery note"],
    ["PACKING SLIP", "a delivery note"],
    ["INVOICE\nP.O. NUMBER   TERMS\nPO-3333   30 days", "an invoice"],
    ["Kopie factuur\nKlant   Order   Factuur datum\nSC03   SCO04   8-9-2022", "an invoice"],
    ["Gutschrift", "a credit note"],
  ])("%j is no order", (title, name) => {
    expect(otherPaper(`${title}\nItem   Qty   Price\nTL-1001   3   5.00`)).toMatchObject({ name });
  });

  test.each([
    "PURCHASE ORDER\nInvoice to: Acme Ltd\nInvoice address: 1 Way",
    "Bestellung 4711\nRechnung an: Muster GmbH",
    "ORDER FORM          Invoice",
    "Purchase Order No. 4711\nInvoice",
    "ORDER\nInvoice",
    "Quotation 77\nsigned and ordered",
    "采购订单\n发票号: 77",
    "Please put our number on your invoice.\nWe need 3 x TL-1001",
    "Item   Qty\nTL-1001   3",
  ])("%j may be one", (text) => {
    expect(otherPaper(text)).toBeNull();
  });
});
