import type { Issue } from "../../connector.js";

/** What the parser complains of, told by a part of its words, and what to tell the person at the desk. */
const COMPLAINTS: readonly (readonly [found: RegExp, plain: string])[] = [
  [/unexpected close tag|unmatched closing tag/, "An element is closed that is not the one that is open"],
  [
    /undefined entity/,
    "It uses a named character that XML does not know; only &amp;, &lt;, &gt;, &quot; and &apos; have names",
  ],
  [
    /character entity|entity name/,
    "An & begins a character reference that is none; a plain & is written &amp;",
  ],
  [
    /disallowed character in (?:tag|attribute) name/,
    "A < or a name stands where none may stand; a plain < is written &lt;",
  ],
  [
    /disallowed character/,
    "A character stands where none such may: a < in the value of an attribute, whose closing quote may be missing, or a control character",
  ],
  [/duplicate attribute/, "An element has the same attribute twice"],
  [/attribute|whitespace/, 'An attribute is not written as name="value"'],
  [/text data outside|one root|root element/, "There is something beside its one outermost element"],
  [/declaration|value|expected/i, "The line that begins with <?xml is not as it should be"],
  [/]]>/, "The characters ]]> stand in plain text"],
];

const OPEN_SHOWN_MAX = 6;

/** A fault in the writing of an XML document, in plain words; `open` are the elements it stands in. */
export function xmlFault(complaint: string, open: readonly string[]): Issue {
  const within = open.length === 0 ? "" : ` within /${shown(open)}`;
  if (/unclosed tag|unexpected end|must contain a root/.test(complaint)) {
    const message = `The document is cut off: it ends${within} before all elements are closed.`;
    return { code: "MESSAGE_CUT_OFF", message, at: null };
  }
  const plain = COMPLAINTS.find(([found]) => found.test(complaint))?.[1] ?? "It is not written as XML is";
  return {
    code: "NOT_WELL_FORMED",
    message: `The document is not well-formed XML. ${plain}${within}.`,
    at: null,
  };
}

const shown = (open: readonly string[]): string =>
  open.length > OPEN_SHOWN_MAX ? `${open.slice(0, OPEN_SHOWN_MAX).join("/")}/…` : open.join("/");

/** A `&` that begins no reference, or the beginning of a stretch where a `&` may stand. */
const BARE_AMPERSAND = /<!--|<!\[CDATA\[|&(?!#?[\p{L}\w.-]{1,40};)/gu;
const ENDS: Readonly<Record<string, string>> = { "<!--": "-->", "<![CDATA[": "]]>" };

/**
 * What looks cut off is often a whole document with a plain `&` in it, as in "Smith & Sons": the parser
 * looks for the end of a reference until the document is over.
 */
export function bareAmpersandIn(text: string): Issue | null {
  const at = bareAmpersandAt(text);
  if (at === null) return null;
  const lines = text.slice(0, at).split("\n");
  return {
    code: "NOT_WELL_FORMED",
    message: "The document is not well-formed XML. A plain & has to be written &amp;.",
    at: `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`,
  };
}

function bareAmpersandAt(text: string): number | null {
  BARE_AMPERSAND.lastIndex = 0;
  for (let found = BARE_AMPERSAND.exec(text); found !== null; found = BARE_AMPERSAND.exec(text)) {
    const end = ENDS[found[0]];
    if (end === undefined) return found.index;
    const closed = text.indexOf(end, found.index);
    if (closed < 0) return null;
    BARE_AMPERSAND.lastIndex = closed;
  }
  return null;
}
