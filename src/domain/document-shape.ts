/** What kind of value stands in a field. */
export const FIELD_KINDS = ["string", "number", "boolean", "object", "list"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** A field of a source's documents by its place: `order.lines[].price`. */
export interface DocumentField {
  readonly path: string;
  readonly kind: FieldKind;
}

const DEPTH_MAX = 8;
const FIELDS_MAX = 500;
const PATH_CHARS_MAX = 300;
/** Elements of one list that are looked at. */
const ELEMENTS_MAX = 50;
/** A name that a programmer gave. Anything else is a value in the place of a name: an id, an address, a date. */
const FIELD_NAME = /^[A-Za-z_$@][A-Za-z0-9_$@:.-]{0,60}$/;
const HAS_ID = /\d{4}|@./;

/** The fields of a document, each place and kind once. What is null or missing says nothing of its kind. */
export function fieldsOf(document: unknown): DocumentField[] {
  const found = new Map<string, DocumentField>();
  const note = (path: string, kind: FieldKind): void => {
    if (path !== "" && found.size < FIELDS_MAX) found.set(`${path} ${kind}`, { path, kind });
  };
  const walk = (value: unknown, path: string, depth: number): void => {
    if (value === null || value === undefined || depth > DEPTH_MAX || path.length > PATH_CHARS_MAX) return;
    if (Array.isArray(value)) {
      note(path, "list");
      for (const element of value.slice(0, ELEMENTS_MAX)) walk(element, `${path}[]`, depth + 1);
      return;
    }
    note(path, kindOf(value));
    if (typeof value !== "object") return;
    for (const [name, inner] of Object.entries(value)) {
      walk(inner, path === "" ? plain(name) : `${path}.${plain(name)}`, depth + 1);
    }
  };
  walk(document, "", 0);
  return [...found.values()].filter(({ path }) => path.length <= PATH_CHARS_MAX);
}

const kindOf = (value: unknown): FieldKind => KINDS[typeof value] ?? "string";

const KINDS: Partial<Record<string, FieldKind>> = { object: "object", boolean: "boolean", number: "number" };

const plain = (name: string): string => (FIELD_NAME.test(name) && !HAS_ID.test(name) ? name : "*");
