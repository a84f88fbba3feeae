import type { Issue } from "../../connector.js";
import { endOfString, jsonFault } from "./fault.js";

/** A body that was read as JSON, or the reason why it could not be. */
export type JsonDocument =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issue: Issue };

/**
 * Reads bytes as JSON. Whole numbers too long for a double come back as text, digit for digit: shop
 * systems use ids of 18 and more digits, and a rounded id is somebody else's order.
 */
export function readJson(bytes: Uint8Array): JsonDocument {
  if (bytes.byteLength === 0) {
    return refused("EMPTY_MESSAGE", "The message is empty: it has no content at all.", null);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refused("NOT_UTF8", "The message is not UTF-8 text, so it cannot be JSON.", null);
  }
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value: LONG_NUMBER.test(text) ? JSON.parse(withLongNumbersQuoted(text)) : value };
  } catch {
    return explained(text);
  }
}

const LONG_NUMBER = /\d{16}/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONG_INTEGER = /^-?\d{16,}$/;
const EXCERPT_CHARS = 20;

/** Expects valid JSON. Strings are skipped whole, so digits inside them stay as they are. */
function withLongNumbersQuoted(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let index = 0; index < text.length; ) {
    if (text[index] === '"') {
      index = endOfString(text, index);
      continue;
    }
    NUMBER.lastIndex = index;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined && LONG_INTEGER.test(number)) {
      parts.push(text.slice(copied, index), `"${number}"`);
      copied = index + number.length;
    }
    index += number?.length ?? 1;
  }
  return parts.join("") + text.slice(copied);
}

function explained(text: string): JsonDocument {
  const fault = jsonFault(text);
  if (fault === null) return refused("NOT_JSON", "The message is not valid JSON.", null);
  const before = text.slice(0, fault.offset);
  const line = before.split("\n").length;
  const column = fault.offset - before.lastIndexOf("\n");
  const at = `line ${line}, column ${column} (character ${fault.offset + 1})`;
  const within = fault.path === "" ? "" : ` while reading "${fault.path}"`;
  if (fault.cutOff) {
    const message = `The message is cut off: it ends after ${text.length} characters${within}, before the JSON is complete.`;
    return refused("MESSAGE_CUT_OFF", message, at);
  }
  const found = JSON.stringify(text.slice(fault.offset, fault.offset + EXCERPT_CHARS));
  return refused("NOT_JSON", `The message is not valid JSON: ${found} cannot stand there${within}.`, at);
}

function refused(code: string, message: string, at: string | null): JsonDocument {
  return { ok: false, issue: { code, message, at } };
}
