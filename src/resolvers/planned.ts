import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Viewer } from "../domain/viewer.js";
import { ROLES, type Role } from "../domain/vocabulary.js";
import { parseGlobalId } from "../schema/global-id.js";
import type { Lane } from "../store/plan/lane.js";
import type { OnSeen } from "../store/plan/marks.js";
import type { Outside } from "../store/plan/sheet.js";
import { mayAsk, passesGuard, TYPE_POLICY } from "./policy.js";
import { requiredRowId } from "./row-id.js";

/** An operation that the API has parsed, checked and allowed. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The same tables and ids that the resolvers go by. */
const outsideFor = (role: Role): Outside => ({
  allows: (type, field, args) => passesGuard(role, type, field, args),
  mayHave: (type) => mayAsk(role, TYPE_POLICY[type]),
  rowId: requiredRowId,
  typeOf: (id) => parseGlobalId(id)?.type ?? null,
});
const OUTSIDE = new Map(ROLES.map((role) => [role, outsideFor(role)]));

/**
 * The whole answer as text, made by the store alone; null where the resolvers have to give it. Somebody
 * without a token has nothing that a plan could answer: their proof is checked by resolvers. `onSeen` is told
 * of each row that was read, where a record of that is kept.
 */
export async function plannedAnswer(
  lane: Lane,
  viewer: Viewer | null,
  operation: Operation,
  onSeen?: OnSeen,
): Promise<string | null> {
  const outside = viewer === null ? undefined : OUTSIDE.get(viewer.role);
  return viewer === null || outside === undefined
    ? null
    : lane.answer({ ...operation, viewer, outside, ...(onSeen === undefined ? {} : { onSeen }) });
}
