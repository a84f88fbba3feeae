/** An element that is to be written; the prefix is part of its name. */
export interface XmlPart {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly content: string | readonly XmlPart[];
}

/**
 * An element with its text or its children; null if it would be empty. What is null among its children
 * or attributes is left out, so that a document never holds an element that says nothing.
 */
export function part(
  name: string,
  content: string | null | readonly (XmlPart | null)[],
  attributes: XmlPart["attributes"] = {},
): XmlPart | null {
  if (content === null || content === "") return null;
  if (typeof content === "string") return { name, attributes, content };
  const children = content.filter((child) => child !== null);
  return children.length > 0 ? { name, attributes, content: children } : null;
}

/** An element that says all it has to say in its attributes. */
export const emptyPart = (name: string, attributes: XmlPart["attributes"]): XmlPart => ({
  name,
  attributes,
  content: [],
});

/** The bytes of a document, in UTF-8, one element a line. */
export function writeXml(root: XmlPart, documentType: string | null = null): Uint8Array {
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', ...(documentType === null ? [] : [documentType])];
  return new TextEncoder().encode([...head, ...linesOf(root, ""), ""].join("\n"));
}

function linesOf({ name, attributes, content }: XmlPart, indent: string): string[] {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(value).replace(/[\t\n]/g, reference)}"`],
  );
  const tag = `${indent}<${name}${given.join("")}`;
  if (typeof content === "string") return [`${tag}>${escaped(content)}</${name}>`];
  if (content.length === 0) return [`${tag}/>`];
  return [`${tag}>`, ...content.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`];
}

/** Characters that no XML document may hold, not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSPEAKABLE, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", reference("\r"));
}

/** White space that a reader would otherwise turn into a plain space. */
const reference = (character: string): string => `&#${character.charCodeAt(0)};`;
