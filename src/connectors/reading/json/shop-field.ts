import { isTaxAmount } from "../values/tax-amount.js";

/** What a shop's customer may be asked for that the shop has no field for. */
export type ShopField = "PO_NUMBER" | "TAX_ID" | "DELIVERY_DATE";

/** Themes and plugins name their extra fields as they like; these are the usual names, in small letters alone. */
const NAMES: readonly (readonly [ShopField, RegExp])[] = [
  [
    "PO_NUMBER",
    /^(?:billing|order|checkout|customer)?(?:po(?:no|number)?|purchaseorder(?:no|number)?|yourreference|ordernumberofcustomer)$/,
  ],
  [
    "TAX_ID",
    /^(?:billing|order|checkout|customer)?(?:eu|company)?(?:vat|vatno|vatid|vatnumber|taxid|taxnumber|nif|nip|cnpj|piva|partitaiva|ustid|ustidnr|btwnummer)$/,
  ],
  [
    "DELIVERY_DATE",
    /^(?!.*(?:estimated|expected|earliest|latest|minimum|maximum|actual)).{0,20}deliverydate$|^jckwdsdate$|^(?:wunsch)?lieferdatum$|^leverdatum$|^datadiconsegna$|^fechadeentrega$|^datedelivraison$/,
  ],
];

const NAME_CHARS_MAX = 100;

/** Which of them a field of the shop's own is, by its name; null if it is none. */
export function shopField(name: string | null, value: string): ShopField | null {
  const bare = (name ?? "")
    .slice(0, NAME_CHARS_MAX)
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  const field = NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
  return field === "TAX_ID" && isTaxAmount(value) ? null : field;
}
