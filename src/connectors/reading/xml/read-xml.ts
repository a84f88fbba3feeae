import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { Issue } from "../../connector.js";
import type { XmlElement } from "./element.js";
import { bareAmpersandIn, xmlFault } from "./fault.js";
import { xmlText } from "./text.js";

/** A body that was read as XML, or the reason why it could not be. */
export type XmlDocument =
  | { readonly ok: true; readonly root: XmlElement; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issue: Issue };

const DEPTH_MAX = 100;
const ELEMENTS_MAX = 500_000;
const ATTRIBUTES_MAX = 200;
const NAME_CHARS_MAX = 200;

/** The names that every XML document may use. A plain object would also know `&constructor;`. */
const ENTITIES: Record<string, string> = Object.assign(Object.create(null), {
  amp: "&",
  gt: ">",
  lt: "<",
  quot: '"',
  apos: "'",
});

/**
 * Reads bytes as XML. Nothing is ever loaded and nothing expands: a document type may name an outside
 * definition, as cXML does, and it is not looked at; one that declares anything itself is refused.
 *
 * The parser is saxes: it checks well-formedness to the letter, never reads a definition, and measured
 * on a Peppol order it is four times as fast as fast-xml-parser, which accepts documents that are none.
 */
export function readXml(bytes: Uint8Array): XmlDocument {
  const characters = xmlText(bytes);
  if (!characters.ok) return characters;
  const text = characters.text.trimStart();
  if (!text.startsWith("<")) return { ok: false, issue: NOT_XML };
  const linesBefore = characters.text.slice(0, characters.text.length - text.length).split("\n").length - 1;
  try {
    return { ok: true, root: treeOf(text, linesBefore), warnings: characters.warnings };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { issue } = error;
    return {
      ok: false,
      issue: (issue.code === "MESSAGE_CUT_OFF" && bareAmpersandIn(characters.text)) || issue,
    };
  }
}

const NOT_XML: Issue = {
  code: "NOT_XML",
  message: "The message is not an XML document: it does not begin with <.",
  at: "line 1",
};

/** Stops the parser in the middle of a document. */
class Refused extends Error {
  constructor(readonly issue: Issue) {
    super(issue.message);
  }
}

/** Prefixes with their namespaces; what is not declared here is looked up further out. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

/** An element while it is being read. */
interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
  readonly parent: Growing | null;
  readonly scope: Scope | null;
  readonly depth: number;
}

function treeOf(text: string, linesBefore: number): XmlElement {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  parser.ENTITIES = ENTITIES;
  let root: Growing | null = null;
  let current: Growing | null = null;
  let elements = 0;
  let attributes = 0;
  const refuse = (issue: Issue): never => {
    throw new Refused({ ...issue, at: `line ${parser.line + linesBefore}, column ${parser.column}` });
  };
  const add = (characters: string) => {
    if (current !== null) current.text += characters;
  };
  // Seven listeners and no more: with the eighth, V8 keeps the parser as a dictionary, five times as slow.
  parser.on("error", ({ message }) => refuse(xmlFault(message, namesTo(current))));
  parser.on("doctype", (definition) => {
    if (declaresSomething(definition)) refuse(DECLARES);
  });
  parser.on("attribute", ({ name }) => {
    attributes += 1;
    if (attributes > ATTRIBUTES_MAX) refuse(tooMuch(`an element with over ${ATTRIBUTES_MAX} attributes`));
    if (name.length > NAME_CHARS_MAX) refuse(LONG_NAME);
  });
  parser.on("opentag", (tag) => {
    attributes = 0;
    elements += 1;
    if (elements > ELEMENTS_MAX) refuse(tooMuch(`over ${ELEMENTS_MAX} elements`));
    if (tag.name.length > NAME_CHARS_MAX) refuse(LONG_NAME);
    if ((current?.depth ?? 0) >= DEPTH_MAX) refuse(tooMuch(`elements nested over ${DEPTH_MAX} deep`));
    const element = elementOf(tag, current, parser.line + linesBefore);
    current?.children.push(element);
    root ??= element;
    current = element;
  });
  parser.on("closetag", () => {
    current = current?.parent ?? null;
  });
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(text).close();
  return root ?? refuse(NOT_XML);
}

const DECLARES: Issue = {
  code: "XML_REFUSED",
  message:
    "The document brings a document type with declarations of its own. They can make a short document endless or fetch files, so it is not read. Send it without them.",
  at: null,
};
const LONG_NAME: Issue = {
  code: "XML_REFUSED",
  message: `The document has a name of over ${NAME_CHARS_MAX} characters.`,
  at: null,
};
const tooMuch = (what: string): Issue => ({
  code: "XML_TOO_LARGE",
  message: `The document has ${what}, which no order needs; it is not read.`,
  at: null,
});

/**
 * A bracket outside of quotes opens declarations; a bare system or public identifier does not, and neither
 * do the empty brackets that some libraries write behind it.
 */
const declaresSomething = (definition: string): boolean =>
  definition
    .replace(/"[^"]*"|'[^']*'/g, "")
    .replace(/\[\s*\]\s*$/, "")
    .includes("[");

function elementOf({ name, attributes }: SaxesTagPlain, parent: Growing | null, line: number): Growing {
  const scope = scopeOf(attributes, parent?.scope ?? null);
  const colon = name.indexOf(":");
  return {
    name: colon < 0 ? name : name.slice(colon + 1),
    uri: uriOf(colon < 0 ? "" : name.slice(0, colon), scope),
    attributes,
    children: [],
    text: "",
    line,
    parent,
    scope,
    depth: (parent?.depth ?? 0) + 1,
  };
}

/** Most elements declare no namespace and share the scope of the one they stand in. */
function scopeOf(attributes: Readonly<Record<string, string>>, outer: Scope | null): Scope | null {
  let declared: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue;
    declared ??= new Map();
    declared.set(name.slice(6), attributes[name] ?? "");
  }
  return declared === null ? outer : { declared, outer };
}

/** Tolerant: a prefix that nobody declares has no namespace. */
function uriOf(prefix: string, scope: Scope | null): string {
  for (let at = scope; at !== null; at = at.outer) {
    const uri = at.declared.get(prefix);
    if (uri !== undefined) return uri;
  }
  return "";
}

function namesTo(element: XmlElement | null): string[] {
  const names: string[] = [];
  for (let at = element; at !== null; at = at.parent) names.unshift(at.name);
  return names;
}
