import { createHash } from "node:crypto";
import type { Origin } from "../domain/viewer.js";
import type { Asked } from "./admission.js";

const NAME_LENGTH_MAX = 100;

/** What the audit keeps of a request: its address, and its operation by name, or by the hash of its text. */
export function originOf({ operationName, query, documentId }: Asked, address: string): Origin {
  if (typeof operationName === "string" && /^\w+$/.test(operationName))
    return { address, operation: operationName.slice(0, NAME_LENGTH_MAX) };
  const text = typeof query === "string" ? query : String(documentId ?? "");
  return { address, operation: `sha256:${createHash("sha256").update(text).digest("hex")}` };
}
