import type { Issue } from "../connector.js";
import { readXml, type XmlDocument } from "../reading/xml/read-xml.js";

const HEAD_CHARS_MAX = 4096;
const PARTS_MAX = 1000;
const PARTS_NAMED_MAX = 20;

/**
 * Reads a cXML document, or the first part of a MIME message that is one: with drawings attached, cXML is posted as
 * `multipart/related`. What is attached is named and not read.
 */
export function readCxmlBody(body: Uint8Array): XmlDocument {
  const [root, ...others] = partsOf(body);
  if (root === undefined) return readXml(body);
  const document = readXml(bytesOf(root));
  if (!document.ok) return document;
  return { ...document, warnings: [...document.warnings, ...others.slice(0, PARTS_NAMED_MAX).map(attached)] };
}

interface Part {
  readonly head: string;
  /** The content, one character for each byte. */
  readonly content: string;
}

/** The parts of a MIME message, the document first; none if it is no message with a document in it. */
function partsOf(body: Uint8Array): Part[] {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const opening = buffer.toString("latin1", 0, HEAD_CHARS_MAX);
  if (/^\W{0,8}</.test(opening)) return [];
  const boundary = boundaryIn(opening);
  if (boundary === null) return [];
  const text = `\n${buffer.toString("latin1")}`;
  const parts = text.split(`\n--${boundary}`, PARTS_MAX).slice(1).flatMap(partOf);
  const at = parts.findIndex(({ head, content }) => XML.test(head) || content.startsWith("<?xml"));
  const root = parts[at];
  return root === undefined ? [] : [root, ...parts.filter((part) => part !== root)];
}

const XML = /^content-type:\s*(?:text|application)\/(?:[\w.+-]*\+)?xml\b/im;

/** By the message's own header, or by its first line where a server has kept the header for itself. */
function boundaryIn(opening: string): string | null {
  const named = /\bboundary\s*=\s*(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(opening);
  return named?.[1] ?? named?.[2] ?? /^\s{0,8}--([^\r\n]{1,70})\r?\n/.exec(opening)?.[1]?.trimEnd() ?? null;
}

/** Head and content of what stands between two boundaries; nothing behind the last one. */
function partOf(text: string): Part[] {
  const blank = /\r?\n\r?\n/.exec(text);
  if (blank === null || text.startsWith("--")) return [];
  const head = text.slice(0, blank.index).trim();
  return [{ head, content: text.slice(blank.index + blank[0].length).replace(/\r$/, "") }];
}

function bytesOf({ head, content }: Part): Uint8Array {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") return Buffer.from(content, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(content, "latin1");
  const unfolded = content.replace(/=[ \t]{0,8}\r?\n/g, "");
  const plain = unfolded.replace(/=([0-9A-F]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(plain, "latin1");
}

function attached({ head }: Part): Issue {
  const name = /\b(?:file)?name\s*=\s*"?([^"\r\n;]{1,100})/i.exec(head)?.[1];
  const what = name ?? /^content-id:\s*<?([^>\s]{1,100})/im.exec(head)?.[1] ?? "a part without a name";
  return {
    code: "ATTACHMENT_NOT_READ",
    message: `With the document came ${what}, which is not read.`,
    at: null,
  };
}
