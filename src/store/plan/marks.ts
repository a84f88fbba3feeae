import { type Sql, trusted } from "../reads/sql.js";
import { joined } from "./slot.js";

/** A sign that JSON never holds: inside texts it is written as an escape. */
const SIGN = "\u0001";
/** The text of a row with its mark in front, for whoever keeps a record of what was read. */
export const marked = (type: string, id: Sql, text: Sql): Sql =>
  joined([`${SIGN}${type} `, trusted`${id}::text`, SIGN, text]);

/** The answer without its marks, and the rows they stand for, each as `Type id`: what the reads would have told. */
export function withoutMarks(text: string): { readonly text: string; readonly rows: readonly string[] } {
  const parts = text.split(SIGN);
  // Every other part is a mark. There may be hundreds in an answer, so they are not taken apart here.
  return {
    text: parts.filter((_, at) => at % 2 === 0).join(""),
    rows: parts.filter((_, at) => at % 2 === 1),
  };
}
