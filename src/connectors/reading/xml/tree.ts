import type { JsonDocument } from "../json/read-json.js";
import type { XmlElement } from "./element.js";
import { readXml } from "./read-xml.js";

type Group = Record<string, unknown>;

/** True for bytes that begin as XML does. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).replaceAll("\u0000", "");
  return /^(?:ï»¿|þÿ|ÿþ)?\s*</.test(start);
}

/**
 * XML as the same kind of value that JSON gives, so that one set of paths serves both: an element is its text
 * or a group, one that is repeated a list, an attribute the value `@name`, and text beside either of them
 * `#text`. Prefixes are dropped. What `readXml` refuses is refused.
 */
export function readXmlTree(bytes: Uint8Array): JsonDocument {
  const document = readXml(bytes);
  if (!document.ok) return document;
  const value: Group = Object.create(null);
  value[document.root.name] = asValue(document.root);
  return { ok: true, value };
}

/** The reader has limited how deep this goes. */
function asValue({ attributes, children, text }: XmlElement): unknown {
  const group: Group = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) {
    if (!/^xmlns(?::|$)/.test(name)) group[`@${name.replace(/^.*:/, "")}`] = value;
  }
  for (const child of children) add(group, child.name, asValue(child));
  const own = text.trim();
  if (Object.keys(group).length === 0) return own;
  if (own !== "") group["#text"] = own;
  return group;
}

function add(group: Group, name: string, value: unknown): void {
  const known = group[name];
  if (known === undefined) group[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else group[name] = [known, value];
}
