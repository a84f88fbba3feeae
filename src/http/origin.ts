import { createHash } from "node:crypto";
import { type DocumentNode, Kind } from "graphql";
import type { Origin, Viewer } from "../domain/viewer.js";
import type { Admitted, Asked } from "./admission.js";

const NAME_LENGTH_MAX = 100;

/** What the audit keeps of a request: its address, and which operation of its document was asked for. */
export const originOf = (
  { operationName }: Asked,
  { operation }: Pick<Admitted, "operation">,
  address: string,
): Origin =>
  typeof operationName === "string" && /^\w+$/.test(operationName)
    ? { address, operation: operationName.slice(0, NAME_LENGTH_MAX) }
    : { address, operation };

/** The same viewer, with where they ask from. */
export const withOrigin = <Who extends Viewer | null>(viewer: Who, origin: Origin): Who =>
  viewer === null ? viewer : { ...viewer, origin };

/** What the audit calls a document: by the name of its only operation, or by the hash of its text. */
export const operationIn = (document: DocumentNode | null, text: string): string =>
  nameIn(document)?.slice(0, NAME_LENGTH_MAX) ?? `sha256:${createHash("sha256").update(text).digest("hex")}`;

function nameIn(document: DocumentNode | null): string | undefined {
  const [only, ...others] =
    document?.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) ?? [];
  return only?.kind === Kind.OPERATION_DEFINITION && others.length === 0 ? only.name?.value : undefined;
}
