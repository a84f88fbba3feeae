import { createHash } from "node:crypto";
import type { RawMessage } from "../../connector.js";
import type { SourceResponse } from "../../source.js";
import { sourceError } from "../../source-error.js";
import { readJson } from "../json/read-json.js";

const HASH_CHARS = 16;

/** The JSON of an answer; throws SOURCE_DATA if it is none. */
export function jsonAnswer({ body }: Pick<SourceResponse, "body">): unknown {
  const document = readJson(body);
  if (!document.ok) throw sourceError("SOURCE_DATA", `its answer cannot be read: ${document.issue.message}`);
  return document.value;
}

/**
 * An object of a source as a message. Its delivery id names the object, its version and its content: what belongs to
 * an object may change while its own version stands still.
 */
export function objectMessage(
  stream: string,
  id: string,
  version: string | null,
  object: unknown,
): RawMessage {
  const body = new TextEncoder().encode(JSON.stringify(object));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, HASH_CHARS);
  return {
    body,
    contentType: "application/json",
    fileName: null,
    headers: {},
    deliveryId: `${stream}/${id}@${version ?? "unknown"}#${hash}`,
  };
}
