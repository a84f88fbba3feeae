import type { Found } from "../reading/prose/order-text.js";
import { UNIT } from "../reading/prose/order-words.js";

const REFERENCE = "#?(?<reference>(?=[\\p{Lu}\\d/_-]*\\d)[\\p{Lu}\\d][\\p{Lu}\\d/_-]{2,29})";
const ORDER_WORD =
  "(?:purchase order|order(?:\\s+(?:confirmation|acknowledge?ment))?|po|p\\.o\\.|bestellung|bestellnummer|auftrag|auftragsbestätigung|commande|订单|訂單|采购单|單號|单号)(?:\\s*(?:number|no\\.?|nr\\.?|nummer|n°|号|號|编号|編號))?";
const NAMED_ORDER = new RegExp(
  `(?<!\\p{Script=Latin})${caseless(ORDER_WORD)}\\s*[:：#]?\\s*${REFERENCE}(?![\\p{Script=Latin}\\p{N}]|\\s*(?:[x×*]\\s|${UNIT}))`,
  "u",
);

/** A number that says itself what it is: "PO-5512", "P.O.#7718". */
const OWN_NAME = /(?<![\p{L}\p{N}/_-])(?<reference>P\.?O\.?[-_#/]\d[\p{Lu}\d/_-]{2,28})(?![\p{L}\p{N}])/u;

/** The order that a sentence names: "our order HSB-7718", "Bestellung MS-4502", "订单 YF-20". */
export function referenceIn(text: string): Found<string> | null {
  const match = NAMED_ORDER.exec(text) ?? OWN_NAME.exec(text);
  const value = match?.groups?.reference;
  if (match === null || value === undefined) return null;
  const end = match.index + match[0].length;
  return { value, range: [end - value.length, end], rule: "order named in a sentence" };
}

/** The words in either case, while what follows them keeps its capitals. */
function caseless(pattern: string): string {
  return pattern.replace(/[a-z]/g, (letter, at: number) =>
    pattern[at - 1] === "\\" ? letter : `[${letter}${letter.toUpperCase()}]`,
  );
}
