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

/** A JSON object from bytes that must be UTF-8. */
export function jsonObject(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new HubError("INVALID", "the body is not JSON in UTF-8");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HubError("INVALID", "the body is not a JSON object");
  }
  return value as Record<string, unknown>;
}

/** The same, and no key twice: of two readers one believes the first and the other the last. */
export function strictJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const object = jsonObject(bytes);
  if (!hasKeyTwice(new TextDecoder().decode(bytes))) return object;
  throw new HubError("INVALID", "the body has a key twice");
}

const JSON_PARTS = /"(?:[^"\\]|\\.)*"(?=\s*(:)?)|[{}[\]]/g;

/** For text that is known to be JSON. */
function hasKeyTwice(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [part, colon] of text.matchAll(JSON_PARTS)) {
    if (part === "{" || part === "[") open.push(new Set());
    else if (part === "}" || part === "]") open.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(part);
      if (open.at(-1)?.has(key)) return true;
      open.at(-1)?.add(key);
    }
  }
  return false;
}

/** Header names in lower case, one text each. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
