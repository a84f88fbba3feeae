import { createHash } from "node:crypto";
import { type DocumentNode, Kind } from "graphql";
import type { Origin, Viewer } from "../domain/viewer.js";
import type { Admitted, Asked } from "./admission.js";

const NAME_LENGTH_MAX = 100;

/** What the audit keeps of a request: its address, and its operation by name, or by the hash of its text. */
export function originOf({ operationName }: Asked, { document, query }: Admitted, address: string): Origin {
  const name = typeof operationName === "string" ? operationName : nameIn(document);
  if (name !== undefined && /^\w+$/.test(name)) return { address, operation: name.slice(0, NAME_LENGTH_MAX) };
  const text = typeof query === "string" ? query : "";
  return { address, operation: `sha256:${createHash("sha256").update(text).digest("hex")}` };
}

/** The same viewer, with where they ask from. */
export const withOrigin = <Who extends Viewer | null>(viewer: Who, origin: Origin): Who =>
  viewer === null ? viewer : { ...viewer, origin };

/** The name of the only operation. */
function nameIn(document: DocumentNode | null): string | undefined {
  const [only, ...others] =
    document?.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) ?? [];
  return only?.kind === Kind.OPERATION_DEFINITION && others.length === 0 ? only.name?.value : undefined;
}
