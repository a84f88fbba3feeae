import Big from "big.js";
import type { DecimalMark } from "../../../domain/decimal.js";

const WHOLE = /^\d{1,14}$/;
const USUAL = /^(\d{1,14})\.(\d{1,6})$/;
const NUMBER = /^([+-]?)(\d*)(?:([.,])(\d*))?(-?)$/;
/** Both marks, the first one in front of every third digit: only the last one can be the decimal mark. */
const GROUPED = /^([+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:\.\d{3})+,\d+)$/;
const PLACES_MAX = 6;
/** Numbers from here on do not fit the hub. */
const END = new Big("1e14");
const CHARS_MAX = 60;

/**
 * Reads a number as EDI writes it: `0008`, `.5`, `12.50-`. `marks` are the decimal
 * marks that the syntax allows. Rounded half up to the six places the hub keeps; null if it is no number.
 */
export function ediDecimal(text: string, marks: readonly DecimalMark[]): string | null {
  const plain = ungrouped(text.trim());
  if (WHOLE.test(plain)) return withoutZeros(plain);
  const [, before, after] = USUAL.exec(plain) ?? [];
  if (before !== undefined && after !== undefined && marks.includes(".")) {
    const places = after.replace(/0+$/, "");
    return places === "" ? withoutZeros(before) : `${withoutZeros(before)}.${places}`;
  }
  if (plain.length > CHARS_MAX) return null;
  const [, sign = "", whole = "", mark = "", places = "", trailing = ""] = NUMBER.exec(plain) ?? [];
  if (whole === "" && places === "") return null;
  if (mark !== "" && !marks.some((allowed) => allowed === mark)) return null;
  if (sign !== "" && trailing !== "") return null;
  const number = new Big(`${whole === "" ? "0" : whole}.${places === "" ? "0" : places}`).round(PLACES_MAX);
  if (number.gte(END)) return null;
  return (sign === "-" || trailing === "-" ? number.neg() : number).toFixed();
}

/** The syntax knows no grouping; where it stands all the same and can be read in one way, it is read. */
function ungrouped(text: string): string {
  if (!GROUPED.test(text)) return text;
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  return `${text.slice(0, at).replace(/[.,]/g, "")}.${text.slice(at + 1)}`;
}

const withoutZeros = (whole: string): string =>
  whole.startsWith("0") ? whole.replace(/^0+(?=\d)/, "") : whole;
