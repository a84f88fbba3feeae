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
  /** How many tables deep it is: a row ends only rows of its own table. */
  readonly depth: number;
}

/** Text as it is put together; a cell of a table has a pad of its own. */
interface Pad {
  text: string;
}

/** What has been read so far. */
interface Page {
  pad: Pad;
  depth: number;
  readonly rows: Row[];
}

/**
 * The text of an HTML mail as a person sees it. A row of a table becomes one line with tabs between
 * its cells, so that the readers of text read it like any other table; cells of several lines, as
 * layouts have them, stand one below the other. Broken markup does no harm: tags are only hints.
 */
export function textFromHtml(html: string): string {
  const page: Page = { pad: { text: "" }, depth: 0, rows: [] };
  let hidden: string | null = null;
  for (const { text, name, isEnd } of tokensOf(html.slice(0, HTML_CHARS_MAX))) {
    if (hidden !== null) {
      if (name === hidden && isEnd) hidden = null;
    } else if (name === null) {
      page.pad.text += collapsed(text);
    } else if (HIDDEN.has(name)) {
      if (!isEnd) hidden = name;
    } else if (name === "td" || name === "th") {
      cell(page, isEnd);
    } else if (name === "tr") {
      closeRows(page, page.depth);
      if (!isEnd) page.rows.push({ cells: [], outer: page.pad, depth: page.depth });
    } else if (name === "table") {
      if (isEnd) closeRows(page, page.depth);
      page.depth = Math.max(0, page.depth + (isEnd ? -1 : 1));
      breakLine(page.pad, 1);
    } else {
      space(page.pad, name, isEnd);
    }
  }
  closeRows(page, 0);
  return tidied(decodeEntities(page.pad.text));
}

/** A cell begins or ends; one that was never closed ends where the next begins. */
function cell(page: Page, isEnd: boolean): void {
  const row = page.rows.at(-1);
  if (row === undefined) return;
  if (page.pad !== row.outer) row.cells.push(page.pad.text);
  page.pad = isEnd ? row.outer : { text: "" };
}

/** Ends the open rows of this table and of those inside it. */
function closeRows(page: Page, depth: number): void {
  for (let row = page.rows.at(-1); row !== undefined && row.depth >= depth; row = page.rows.at(-1)) {
    page.rows.pop();
    const cells = (page.pad === row.outer ? row.cells : [...row.cells, page.pad.text]).map(trimmedCell);
    page.pad = row.outer;
    if (cells.every((one) => one === "")) continue;
    const isStacked = cells.length <= 2 && cells.some((one) => one.includes("\n"));
    breakLine(page.pad, 1);
    page.pad.text += isStacked ? cells.join("\n\n") : cells.map((one) => one.replace(/\s+/g, " ")).join("\t");
    breakLine(page.pad, isStacked ? 2 : 1);
  }
}

function trimmedCell(cell: string): string {
  return cell.replace(/^[\s\n]+|[\s\n]+$/g, "").replace(/[ ]*\n[ ]*/g, "\n");
}

function collapsed(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, " ");
}

function space(pad: Pad, name: string, isEnd: boolean): void {
  if (name === "br") pad.text += "\n";
  else if (name === "p") breakLine(pad, 2);
  else if (BLOCKS.has(name)) breakLine(pad, 1);
  if (name === "li" && !isEnd) pad.text += "- ";
  // A quoted mail keeps the mark that plain text gives it.
  if (name === "blockquote" && !isEnd) pad.text += "> ";
}

/** Sees to it that the text ends with so many line breaks; those it has count. */
function breakLine(pad: Pad, count: number): void {
  const has = /\n*[ ]*$/.exec(pad.text.slice(-BREAKS_LOOKED_AT))?.[0].split("\n").length ?? 1;
  pad.text += "\n".repeat(Math.max(0, count - (has - 1)));
}

const BREAKS_LOOKED_AT = 10;

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
