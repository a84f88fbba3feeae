import { cleanText } from "../values/clean-text.js";

/** One element of a document, with its name freed of prefixes. */
export interface XmlElement {
  /** The local name: `ID` for `<cbc:ID>`. */
  readonly name: string;
  /** Its namespace; empty if it is in none. */
  readonly uri: string;
  /** By name as written: `schemeID`, `xml:lang`. It inherits nothing, so any name may be looked up. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text that stands directly in it, references resolved, white space as it came. */
  readonly text: string;
  /** Line of the document, from 1. */
  readonly line: number;
  readonly parent: XmlElement | null;
}

type Maybe = XmlElement | null | undefined;

/** The first element at the end of a path of names; null if a step is missing. */
export function find(element: Maybe, ...path: readonly string[]): XmlElement | null {
  let found: Maybe = element;
  for (const name of path) {
    if (!found) return null;
    found = childOf(found, name);
  }
  return found ?? null;
}

function childOf(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    if (child.name === name) return child;
  }
  return null;
}

/** Every element at the end of a path: all children of the last name, under all children of the names before. */
export function findAll(element: Maybe, ...path: readonly string[]): XmlElement[] {
  let found: XmlElement[] = element ? [element] : [];
  for (const name of path) {
    const next: XmlElement[] = [];
    for (const { children } of found) {
      for (const child of children) if (child.name === name) next.push(child);
    }
    found = next;
  }
  return found;
}

/** Its text without the space around it; null if it is missing or empty. */
export function textOf(element: Maybe, ...path: readonly string[]): string | null {
  const found = find(element, ...path);
  return found === null ? null : cleanValue(found.text);
}

/** The texts of every element at the end of a path that has one. */
export function textsOf(element: Maybe, ...path: readonly string[]): string[] {
  return findAll(element, ...path).flatMap(({ text }) => cleanValue(text) ?? []);
}

/** Control characters and halves of characters: a value with none of them needs no cleaning. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const SUSPECT = /[\u0000-\u001f\u007f\ud800-\udfff]/;

function cleanValue(text: string): string | null {
  if (SUSPECT.test(text)) return cleanText(text);
  return text.trim() || null;
}

/** An attribute's value; null if it is missing or empty. */
export function attributeOf(element: Maybe, name: string): string | null {
  const value = element?.attributes[name];
  return value === undefined ? null : cleanValue(value);
}

/** Where an element stands, for people: `/Order/OrderLine[2]/LineItem, line 87`. */
export function placeOf(element: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) steps.unshift(stepOf(at));
  return `/${steps.join("/")}, line ${element.line}`;
}

function stepOf(element: XmlElement): string {
  const { name, parent } = element;
  const alike = parent?.children.filter((sibling) => sibling.name === name) ?? [];
  return alike.length > 1 ? `${name}[${alike.indexOf(element) + 1}]` : name;
}
