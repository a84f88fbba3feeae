import type { IncomingMessage } from "node:http";
import { HubError } from "../domain/errors.js";

const tooLarge = (bytesMax: number): HubError =>
  new HubError("TOO_LARGE", `the body is over ${bytesMax} bytes`);

/** The bytes of a request, untouched. Stops listening as soon as there are too many. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    return Promise.reject(new HubError("UNSUPPORTED_MEDIA_TYPE", `a body in ${encoding} is not taken`));
  }
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return Promise.reject(tooLarge(bytesMax));
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    request.on("data", (chunk: Uint8Array) => {
      length += chunk.byteLength;
      if (length > bytesMax) reject(tooLarge(bytesMax));
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(joined(chunks, length)));
    request.on("aborted", () => reject(new HubError("INVALID", "the request was cut off")));
    request.on("error", reject);
  });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A JSON object from bytes that must be UTF-8, and no key twice: of two readers one believes the first and the other the last. */
export function strictJsonObject(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let value: unknown;
  try {
    text = STRICT.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new HubError("INVALID", "the body is not JSON in UTF-8");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HubError("INVALID", "the body is not a JSON object");
  }
  if (hasKeyTwice(text)) throw new HubError("INVALID", "the body has a key twice");
  return value as Record<string, unknown>;
}
const STRICT = new TextDecoder("utf-8", { fatal: true });

const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [34, 92, 58, 123, 125, 91, 93];
const SPACE_MAX = 32;

/** For text that is known to be JSON: walks from text to text, and looks at what stands between them. */
function hasKeyTwice(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN || code === OPEN_LIST) open.push(null);
    else if (code === CLOSE || code === CLOSE_LIST) open.pop();
    else if (code === QUOTE) {
      const end = endOfText(text, at);
      let next = end + 1;
      while (text.charCodeAt(next) <= SPACE_MAX) next += 1;
      if (text.charCodeAt(next) === COLON) {
        const key: string = JSON.parse(text.slice(at, end + 1));
        const keys = open[open.length - 1] ?? new Set();
        if (keys.has(key)) return true;
        open[open.length - 1] = keys.add(key);
      }
      at = end;
    }
  }
  return false;
}

/** Where the quotation mark stands that ends the text which begins here. */
function endOfText(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
}

/** Header names in lower case, one text each. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
