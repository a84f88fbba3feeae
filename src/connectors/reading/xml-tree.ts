import type { Issue } from "../connector.js";
import { decodeText } from "./encoding.js";
import type { JsonDocument } from "./json.js";

const BYTES_MAX = 20 * 1024 * 1024;
const DEPTH_MAX = 100;
const ELEMENTS_MAX = 500_000;

type Group = Record<string, unknown>;

interface Open {
  readonly name: string;
  readonly group: Group;
  text: string;
}

/** True for bytes that begin as XML does. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).replaceAll("\u0000", "");
  return /^(?:ï»¿|þÿ|ÿþ)?\s*</.test(start);
}

/**
 * Reads XML into the same kind of value that JSON gives, so that one set of paths serves both: an element is
 * its text or a group, one that is repeated a list, an attribute the value `@name`, and text beside either of
 * them `#text`. Prefixes are dropped. A document type is refused, and with it every entity of the sender's own.
 */
export function readXmlTree(bytes: Uint8Array): JsonDocument {
  if (bytes.byteLength > BYTES_MAX)
    return refused("FILE_TOO_LARGE", `The message is over ${BYTES_MAX} bytes.`, null);
  const { text } = decodeText(bytes);
  const root: Open = { name: "", group: Object.create(null), text: "" };
  const open: Open[] = [root];
  let elements = 0;
  for (let at = 0; at < text.length; ) {
    const top = open.at(-1) ?? root;
    const next = text.indexOf("<", at);
    top.text += unescaped(text.slice(at, next < 0 ? text.length : next));
    if (next < 0) break;
    const plain = plainPart(text, next);
    if (plain !== null) {
      if (plain.end < 0) return cutOff(text, open);
      top.text += plain.text;
      at = plain.end;
      continue;
    }
    const tag = tagAt(text, next);
    if (tag === "cut off") return cutOff(text, open);
    if (tag === null) return wrong(text, next);
    at = tag.end;
    if (tag.kind === "close") {
      if (open.length < 2 || top.name !== tag.name) return wrong(text, next);
      close(open);
      continue;
    }
    elements += 1;
    if (open.length > DEPTH_MAX || elements > ELEMENTS_MAX) {
      return refused(
        "XML_TOO_DEEP",
        "The XML is nested too deeply, or has too many elements.",
        placeOf(text, next),
      );
    }
    open.push({ name: tag.name, group: tag.attributes, text: "" });
    if (tag.kind === "empty") close(open);
  }
  if (open.length > 1) return cutOff(text, open);
  if (root.text.trim() !== "" || Object.keys(root.group).length !== 1) {
    return refused("NOT_XML", "The message is not one XML document.", null);
  }
  return { ok: true, value: root.group };
}

/** Puts the innermost element into the one around it. */
function close(open: Open[]): void {
  const done = open.pop();
  const parent = open.at(-1);
  if (done === undefined || parent === undefined) return;
  const text = done.text.trim();
  const isText = Object.keys(done.group).length === 0;
  if (!isText && text !== "") done.group["#text"] = text;
  const value: unknown = isText ? text : done.group;
  const before = parent.group[done.name];
  if (before === undefined) parent.group[done.name] = value;
  else if (Array.isArray(before)) before.push(value);
  else parent.group[done.name] = [before, value];
}

/** Parts that carry no element: comments, instructions and quoted text. Null if a tag stands there. */
function plainPart(text: string, at: number): { readonly end: number; readonly text: string } | null {
  for (const [begin, end, isText] of PLAIN_PARTS) {
    if (!text.startsWith(begin, at)) continue;
    const found = text.indexOf(end, at + begin.length);
    const content = isText && found >= 0 ? text.slice(at + begin.length, found) : "";
    return { end: found < 0 ? -1 : found + end.length, text: content };
  }
  return null;
}

const PLAIN_PARTS = [
  ["<!--", "-->", false],
  ["<![CDATA[", "]]>", true],
  ["<?", "?>", false],
] as const;

interface Tag {
  readonly kind: "open" | "empty" | "close";
  readonly name: string;
  readonly attributes: Group;
  readonly end: number;
}

const NAME = /<(\/?)([^\s<>/="'!?]+)/y;
const ATTRIBUTE = /\s+([^\s<>/="']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

function tagAt(text: string, at: number): Tag | "cut off" | null {
  NAME.lastIndex = at;
  const [begun, slash = "", fullName = ""] = NAME.exec(text) ?? [];
  if (begun === undefined) return text.length - at < 2 ? "cut off" : null;
  const attributes: Group = Object.create(null);
  let end = at + begun.length;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const [found, name = "", double, single = ""] = ATTRIBUTE.exec(text) ?? [];
    if (found === undefined) break;
    end += found.length;
    if (!/^xmlns(?::|$)/.test(name)) attributes[`@${local(name)}`] = unescaped(double ?? single).trim();
  }
  END.lastIndex = end;
  const [last, empty] = END.exec(text) ?? [];
  if (last === undefined) return text.indexOf(">", end) < 0 ? "cut off" : null;
  const kind = slash !== "" ? "close" : empty !== "" ? "empty" : "open";
  return { kind, name: local(fullName), attributes, end: end + last.length };
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const CODE_POINT_MAX = 0x10ffff;

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= CODE_POINT_MAX ? String.fromCodePoint(point) : whole;
  });
}

const EXCERPT_CHARS = 20;

function wrong(text: string, at: number): JsonDocument {
  if (text.startsWith("<!", at)) {
    return refused(
      "XML_DOCTYPE",
      "The XML brings a document type of its own, which is not read.",
      placeOf(text, at),
    );
  }
  const found = JSON.stringify(text.slice(at, at + EXCERPT_CHARS));
  return refused(
    "NOT_XML",
    `The message is not well-formed XML: ${found} cannot stand there.`,
    placeOf(text, at),
  );
}

function cutOff(text: string, open: readonly Open[]): JsonDocument {
  const inside = open.at(-1)?.name ?? "";
  const where = inside === "" ? "" : ` inside <${inside}>`;
  return refused(
    "MESSAGE_CUT_OFF",
    `The XML ends${where} before it is complete.`,
    placeOf(text, text.length),
  );
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split("\n").length}, column ${at - before.lastIndexOf("\n")}`;
}

function refused(code: string, message: string, at: string | null): JsonDocument {
  const issue: Issue = { code, message, at };
  return { ok: false, issue };
}
