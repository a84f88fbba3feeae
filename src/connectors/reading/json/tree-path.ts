import { cleanText } from "../values/clean-text.js";

const DEPTH_MAX = 40;

/**
 * Every value that a path such as `trackResponse.shipment.package` leads to, in a document of JSON or of
 * XML read by `readXmlTree`. Lists are walked through, so one element and many of them read alike. A
 * path that begins with two dots looks for its first name at any depth, whatever the envelope around it;
 * the empty path is the document itself.
 */
export function valuesAt(tree: unknown, path: string): unknown[] {
  return flat(standingAt(tree, path));
}

/** The texts, numbers and truth values among them, as clean text; an element with attributes counts by its text. */
export function textsAt(tree: unknown, path: string): string[] {
  return valuesAt(tree, path).flatMap((value) => {
    const text = scalarText(isGroup(value) ? value["#text"] : value);
    return text === null ? [] : [text];
  });
}

/** The first text that any of these paths leads to, in the order of the paths. */
export function firstText(tree: unknown, paths: readonly string[]): string | null {
  for (const path of paths) {
    const [text] = textsAt(tree, path);
    if (text !== undefined) return text;
  }
  return null;
}

/** True if the path leads anywhere, be it to an empty list; a null is nothing. */
export function leadsSomewhere(tree: unknown, path: string): boolean {
  return standingAt(tree, path).length > 0;
}

/** A group of named values: a JSON object or an XML element with something in it. */
export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values as they stand there, lists unopened. */
function standingAt(tree: unknown, path: string): unknown[] {
  const isDeep = path.startsWith("..");
  const [first = "", ...rest] = (isDeep ? path.slice(2) : path).split(".");
  if (first === "") return [tree];
  const found = isDeep ? anywhere(tree, first) : step([tree], first);
  return rest.reduce(step, found);
}

const step = (values: readonly unknown[], name: string): unknown[] =>
  flat(values).flatMap((value) => (isGroup(value) && has(value, name) ? [value[name]] : []));

const has = (group: Readonly<Record<string, unknown>>, name: string): boolean =>
  Object.hasOwn(group, name) && group[name] !== null && group[name] !== undefined;

/** The values of that name, wherever they stand, without looking inside those found. */
function anywhere(tree: unknown, name: string): unknown[] {
  const found: unknown[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > DEPTH_MAX || typeof value !== "object" || value === null) return;
    if (isGroup(value) && has(value, name)) {
      found.push(value[name]);
      return;
    }
    for (const child of Object.values(value)) visit(child, depth + 1);
  };
  if (typeof tree === "object" && tree !== null && namesWithin(tree).has(name)) visit(tree, 0);
  return found;
}

/** Names within documents: many are looked for, few are there, and documents can be wide. */
const NAMES = new WeakMap<object, ReadonlySet<string>>();

function namesWithin(tree: object): ReadonlySet<string> {
  const known = NAMES.get(tree);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (depth > DEPTH_MAX || typeof value !== "object" || value === null) return;
    if (isGroup(value)) for (const name of Object.keys(value)) names.add(name);
    for (const child of Object.values(value)) visit(child, depth + 1);
  };
  visit(tree, 0);
  NAMES.set(tree, names);
  return names;
}

const flat = (values: readonly unknown[]): unknown[] =>
  values.flat(DEPTH_MAX).filter((value) => value !== null);

function scalarText(value: unknown): string | null {
  if (typeof value === "string") return cleanText(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
