import type { DocumentNode, GraphQLSchema } from "graphql";
import { PERSONAL_FIELDS } from "../domain/personal-fields.js";
import type { Viewer } from "../domain/viewer.js";
import { callerOf, isTooMuch, LIMITS } from "./limits.js";
import { sizeOf } from "./operation-size.js";

/** What is known of an operation before anything of it runs. */
export type Assessment =
  | {
      readonly ok: true;
      /** What it is charged; a list counts for as many rows as it may answer. */
      readonly cost: number;
      /** True if it asks for something that says who a person is or how to reach them. */
      readonly isPersonal: boolean;
    }
  | { readonly ok: false };

/**
 * Weighs an operation for whoever asks. It needs no valid document and never runs for long, so it comes
 * before validation; whatever is to execute the operation has to ask here first.
 */
export function assess(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  viewer: Viewer | null,
): Assessment {
  let isPersonal = false;
  const size = sizeOf(document, {
    schema,
    variables,
    onField: (place) => {
      isPersonal ||= PERSONAL_FIELDS[place] !== undefined;
    },
  });
  if (isTooMuch(size, LIMITS[callerOf(viewer)])) return { ok: false };
  return { ok: true, cost: size.cost, isPersonal };
}
