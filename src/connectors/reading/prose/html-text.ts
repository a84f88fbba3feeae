import { decodeEntities } from "./html-entities.js";

/** HTML longer than this is read to this point; what follows an order in a mail is history. */
const HTML_CHARS_MAX = 1_000_000;

const TAG = /<(\/?)([a-zA-Z][\w:-]{0,40})((?:"[^"]{0,2000}"|'[^']{0,2000}'|[^'">]){0,200})>/y;

interface Token {
  /** Text between tags; empty for a tag. */
  readonly text: string;
  /** Lower-case name of a tag; null for text. */
  readonly name: string | null;
  readonly isEnd: boolean;
  /** Whether it begins something that a person does not see, or sees struck out. */
  readonly isUnseen: boolean;
  /** How many columns and rows a cell takes up. */
  readonly across: number;
  readonly down: number;
}

/** Tags and the text between them. Each character is looked at a bounded number of times. */
function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    const textEnd = open < 0 ? html.length : open;
    if (textEnd > at) yield textToken(html.slice(at, textEnd));
    if (open < 0) return;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    TAG.lastIndex = open;
    const match = TAG.exec(html);
    if (match !== null) {
      yield tagToken(match);
      at = open + match[0].length;
      continue;
    }
    // A sign of comparison, a declaration, or a tag with unbalanced quotes.
    const isTag = /[a-zA-Z/!?]/.test(html[open + 1] ?? "");
    const end = isTag ? html.indexOf(">", open) : open;
    if (!isTag) yield textToken("<");
    at = end < 0 ? html.length : end + 1;
  }
}

const textToken = (text: string): Token => ({ ...PLAIN, text });
const PLAIN: Token = { text: "", name: null, isEnd: false, isUnseen: false, across: 1, down: 1 };

function tagToken([whole, slash, written = ""]: RegExpExecArray): Token {
  const name = written.toLowerCase();
  const isEnd = slash === "/";
  const isUnseen = HIDDEN.has(name) || STRUCK.has(name) || (!VOID.has(name) && UNSEEN.test(whole));
  const spans = { across: spanIn(whole, "colspan"), down: spanIn(whole, "rowspan") };
  return { ...PLAIN, name, isEnd, isUnseen: !isEnd && isUnseen && !whole.endsWith("/>"), ...spans };
}

const SPAN_MAX = 20;
const SPANS = { colspan: /\scolspan\s*=\s*["']?(\d{1,4})/i, rowspan: /\srowspan\s*=\s*["']?(\d{1,4})/i };

const spanIn = (tag: string, name: keyof typeof SPANS): number =>
  Math.min(SPAN_MAX, Math.max(1, Number(SPANS[name].exec(tag)?.[1] ?? 1)));

/** Elements whose content nobody sees. */
const HIDDEN: ReadonlySet<string> = new Set(["script", "style", "head", "title", "template", "noscript"]);
/** What is struck out has been taken back: "<s>4</s> 6" are six. */
const STRUCK: ReadonlySet<string> = new Set(["s", "strike", "del"]);
/** Elements without content, which hide nothing but themselves. */
const VOID: ReadonlySet<string> = new Set("area base br col hr img input link meta wbr".split(" "));
const UNSEEN =
  /\sstyle\s*=\s*["'](?:[^"']*[;\s])?(?:display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:\s*line-through)|\shidden(?=[\s=/>])/i;
const BLOCKS: ReadonlySet<string> = new Set(
  "address article blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead ul".split(
    " ",
  ),
);

interface Cell extends Pick<Token, "across" | "down"> {
  readonly text: string;
}

interface Row {
  readonly cells: Cell[];
  /** The text around the table, to which its rows are added. */
  readonly outer: Pad;
  /** How many tables deep it is: a row ends only rows of its own table. */
  readonly depth: number;
}

/** Text as it is put together; a cell of a table has a pad of its own. */
interface Pad {
  text: string;
  /** How far the cell reaches whose text this is. */
  readonly spans?: Pick<Token, "across" | "down">;
}

/** What has been read so far. */
interface Page {
  pad: Pad;
  depth: number;
  readonly rows: Row[];
  /** For how many rows yet a cell from above takes up each column, by the depth of the table. */
  readonly taken: Map<number, number[]>;
}

/**
 * The text of an HTML mail as a person sees it. A row of a table becomes one line with tabs between
 * its cells, so that the readers of text read it like any other table; cells of several lines, as
 * layouts have them, stand one below the other. Broken markup does no harm: tags are only hints.
 */
export function textFromHtml(html: string): string {
  const known = html.slice(0, HTML_CHARS_MAX);
  // Something unseen that never ends would take the rest of the mail along.
  return textOf(known, true) ?? textOf(known, false) ?? "";
}

/** Null if what a style hides does not end. */
function textOf(html: string, isHiding: boolean): string | null {
  const page: Page = { pad: { text: "" }, depth: 0, rows: [], taken: new Map() };
  let unseen: string | null = null;
  let inside = 0;
  for (const token of tokensOf(html)) {
    const { text, name, isEnd, isUnseen } = token;
    if (unseen !== null) {
      if (name === unseen && (isEnd || !HIDDEN.has(name))) inside += isEnd ? -1 : 1;
      if (inside === 0 || (unseen === "head" && name === "body")) unseen = null;
    } else if (name === null) {
      page.pad.text += collapsed(text);
    } else if (isUnseen && (isHiding || HIDDEN.has(name))) {
      unseen = name;
      inside = 1;
    } else if (name === "td" || name === "th") {
      cell(page, token);
    } else if (name === "tr") {
      closeRows(page, page.depth);
      if (!isEnd) page.rows.push({ cells: [], outer: page.pad, depth: page.depth });
    } else if (name === "table") {
      if (isEnd) closeRows(page, page.depth);
      page.depth = Math.max(0, page.depth + (isEnd ? -1 : 1));
      if (!isEnd) page.taken.delete(page.depth);
      breakLine(page.pad, 1);
    } else {
      space(page.pad, name, isEnd);
    }
  }
  if (isHiding && unseen !== null && !HIDDEN.has(unseen)) return null;
  closeRows(page, 0);
  return tidied(decodeEntities(page.pad.text));
}

/** A cell begins or ends; one that was never closed ends where the next begins. */
function cell(page: Page, { isEnd, across, down }: Token): void {
  const row = page.rows.at(-1);
  if (row === undefined) return;
  if (page.pad !== row.outer) row.cells.push(cellOf(page.pad));
  page.pad = isEnd ? row.outer : { text: "", spans: { across, down } };
}

const cellOf = ({ text, spans = { across: 1, down: 1 } }: Pad): Cell => ({
  text: trimmedCell(text),
  ...spans,
});

/** Cells that a layout is made of are no columns: a label and its value need no gap between them. */
const COLUMNS_MIN = 3;
const COLUMNS_MAX = 100;

/** The cells of a row, each in its column: what reaches over several columns or rows leaves the others empty. */
function inColumns(cells: readonly Cell[], taken: number[]): string[] {
  if (cells.length < COLUMNS_MIN && !taken.some((rows) => rows > 0)) return cells.map(({ text }) => text);
  const row: string[] = [];
  const fillTaken = (): void => {
    for (
      let rows = taken[row.length] ?? 0;
      rows > 0 && row.length < COLUMNS_MAX;
      rows = taken[row.length] ?? 0
    ) {
      taken[row.length] = rows - 1;
      row.push("");
    }
  };
  for (const { text, across, down } of cells) {
    fillTaken();
    for (let at = 0; at < across; at++) {
      taken[row.length] = down - 1;
      row.push(at === 0 ? text : "");
    }
  }
  fillTaken();
  while (row.at(-1) === "") row.pop();
  return row.slice(0, COLUMNS_MAX);
}

/** Ends the open rows of this table and of those inside it. */
function closeRows(page: Page, depth: number): void {
  for (let row = page.rows.at(-1); row !== undefined && row.depth >= depth; row = page.rows.at(-1)) {
    page.rows.pop();
    const written = page.pad === row.outer ? row.cells : [...row.cells, cellOf(page.pad)];
    const taken = page.taken.get(row.depth) ?? [];
    page.taken.set(row.depth, taken);
    const cells = inColumns(written, taken);
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
    .replace(/^\n+/, "")
    .trimEnd();
}
