/** What stands at a place such as `customer.addresses.0.city`; undefined if nothing does. `""` is the whole. */
export function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const name of path === "" ? [] : path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The id at a place, as text; null if there is none. */
export function idAt(document: unknown, path: string): string | null {
  const value = valueAt(document, path);
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
