import { type Sql, trusted } from "../reads/sql.js";
import { concat } from "./slot.js";

/** Told of every row that an answer was made of, as the reads would have told it: its type and its id. */
export type OnSeen = (type: string, id: string) => void;

/** A sign that JSON never holds: inside texts it is written as an escape. */
const SIGN = "\u0001";
const MARK = new RegExp(`${SIGN}([A-Za-z]+) ([0-9a-f-]{36})${SIGN}`, "g");

/** The text of a row with its mark in front, for whoever keeps a record of what was read. */
export const marked = (type: string, id: Sql, text: Sql): Sql =>
  concat([`${SIGN}${type} `, trusted`${id}`, SIGN, text]);

/** The answer without its marks; each of them is told. */
export const withoutMarks = (text: string, onSeen: OnSeen): string =>
  text.replace(MARK, (_, type: string, id: string) => {
    onSeen(type, id);
    return "";
  });
