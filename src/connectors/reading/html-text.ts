/** HTML longer than this is read to this point; what follows an order in a mail is history. */
const HTML_CHARS_MAX = 1_000_000;

const TAG = /<(\/?)([a-zA-Z][\w:-]{0,40})((?:"[^"]{0,2000}"|'[^']{0,2000}'|[^'">]){0,200})>/y;

interface Token {
  /** Text between tags; empty for a tag. */
  readonly text: string;
  /** Lower-case name of a tag; null for text. */
  readonly name: string | null;
  readonly isEnd: boolean;
}

/** Tags and the text between them. Each character is looked at a bounded number of times. */
function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    const textEnd = open < 0 ? html.length : open;
    if (textEnd > at) yield { text: html.slice(at, textEnd), name: null, isEnd: false };
    if (open < 0) return;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    TAG.lastIndex = open;
    const match = TAG.exec(html);
    if (match !== null) {
      yield { text: "", name: (match[2] ?? "").toLowerCase(), isEnd: match[1] === "/" };
      at = open + match[0].length;
      continue;
    }
    // A sign of comparison, a declaration, or a tag with unbalanced quotes.
    const isTag = /[a-zA-Z/!?]/.test(html[open + 1] ?? "");
    const end = isTag ? html.indexOf(">", open) : open;
    if (!isTag) yield { text: "<", name: null, isEnd: false };
    at = end < 0 ? html.length : end + 1;
  }
}

/** Elements whose content nobody sees. */
const HIDDEN: ReadonlySet<string> = new Set(["script", "style", "head", "title", "template", "noscript"]);
const BLOCKS: ReadonlySet<string> = new Set(
  "address article blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead ul".split(
    " ",
  ),
);

interface Row {
  readonly cells: string[];
  /** The text around the table, to which its rows are added. */
  readonly outer: Pad;
}

/** Text as it is put together; a cell of a table has a pad of its own. */
interface Pad {
  text: string;
}

/**
 * The text of an HTML mail as a person sees it. A row of a table becomes one line with tabs between
 * its cells, so that the readers of text read it like any other table; cells of several lines, as
 * layouts have them, stand one below the other. Broken markup does no harm: tags are only hints.
 */
export function textFromHtml(html: string): string {
  const rows: Row[] = [];
  let pad: Pad = { text: "" };
  let hidden: string | null = null;
  for (const { text, name, isEnd } of tokensOf(html.slice(0, HTML_CHARS_MAX))) {
    if (hidden !== null) {
      if (name === hidden && isEnd) hidden = null;
    } else if (name === null) {
      pad.text += collapsed(text);
    } else if (HIDDEN.has(name)) {
      if (!isEnd) hidden = name;
    } else if (name === "tr") {
      pad = closeRow(rows, pad, isEnd ? "end" : "next");
      if (!isEnd) rows.push({ cells: [], outer: pad });
    } else if (name === "td" || name === "th") {
      const row = rows.at(-1);
      if (row === undefined) continue;
      if (pad !== row.outer) row.cells.push(pad.text);
      pad = isEnd ? row.outer : { text: "" };
    } else if (name === "table" && isEnd) {
      pad = closeRow(rows, pad, "end");
    } else {
      pad.text += spacingOf(name, isEnd);
    }
  }
  while (rows.length > 0) pad = closeRow(rows, pad, "end");
  return tidied(decodeEntities(pad.text));
}

/** Ends the open row. A new row ends the one before it only if that is of the same table. */
function closeRow(rows: Row[], pad: Pad, by: "end" | "next"): Pad {
  const row = rows.at(-1);
  if (row === undefined) return pad;
  const isOpenCell = pad !== row.outer;
  if (by === "next" && isOpenCell) return pad;
  rows.pop();
  const cells = (isOpenCell ? [...row.cells, pad.text] : row.cells).map(trimmedCell);
  const stacked = cells.length <= 2 && cells.some((cell) => cell.includes("\n"));
  const line = stacked ? cells.join("\n\n") : cells.map((cell) => cell.replace(/\s+/g, " ")).join("\t");
  row.outer.text += cells.every((cell) => cell === "") ? "" : `\n${line}${stacked ? "\n" : ""}`;
  return row.outer;
}

function trimmedCell(cell: string): string {
  return cell.replace(/^[\s\n]+|[\s\n]+$/g, "").replace(/[ ]*\n[ ]*/g, "\n");
}

function collapsed(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, " ");
}

function spacingOf(name: string, isEnd: boolean): string {
  if (name === "br") return "\n";
  if (name === "p") return "\n\n";
  if (name === "li" && !isEnd) return "\n- ";
  // A quoted mail keeps the mark that plain text gives it.
  if (name === "blockquote" && !isEnd) return "\n> ";
  return BLOCKS.has(name) ? "\n" : "";
}

function tidied(text: string): string {
  return text
    .replace(/[ ]+\n/g, "\n")
    .replace(/\n[ ]+/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|[\s\n]+$/g, "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  euro: "€",
  pound: "£",
  yen: "¥",
  cent: "¢",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  times: "×",
  middot: "·",
  bull: "•",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  sect: "§",
  ordm: "º",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  eacute: "é",
  egrave: "è",
  ecirc: "ê",
  euml: "ë",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  aring: "å",
  aelig: "æ",
  ccedil: "ç",
  iacute: "í",
  icirc: "î",
  iuml: "ï",
  oacute: "ó",
  ocirc: "ô",
  oslash: "ø",
  uacute: "ú",
  ugrave: "ù",
  ucirc: "û",
  ntilde: "ñ",
  Eacute: "É",
  Egrave: "È",
  Agrave: "À",
  Ccedil: "Ç",
  Oslash: "Ø",
  Aring: "Å",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  zwnj: "",
  zwj: "",
  shy: "",
};

const LAST_CODE_POINT = 0x10ffff;

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name as string] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
      const isText = code > 0x1f && code <= LAST_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff);
      return isText ? String.fromCodePoint(code) : " ";
    },
  );
}
