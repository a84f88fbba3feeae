import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { beholderOf } from "../domain/personal-fields.js";
import type { Viewer } from "../domain/viewer.js";
import { parseGlobalId } from "../schema/global-id.js";
import type { Lane } from "../store/plan/lane.js";
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
const outsideOf = (viewer: Viewer): Outside => ({
  key: keyOf(viewer),
  allows: (type, field, args) => passesGuard(viewer, type, field, args),
  mayHave: (type) => mayAsk(viewer.role, TYPE_POLICY[type]),
  rowId: requiredRowId,
  typeOf: (id) => parseGlobalId(id)?.type ?? null,
});

/** All on which the tables depend: what is planned for one caller of a kind holds for the others. */
const keyOf = (viewer: Viewer): string => `${viewer.role} ${beholderOf(viewer)}`;
const kinds = new Map<string, Outside>();

function outsideFor(viewer: Viewer): Outside {
  const known = kinds.get(keyOf(viewer)) ?? outsideOf(viewer);
  kinds.set(known.key, known);
  return known;
}

/**
 * The whole answer as text, made by the store alone; null where the resolvers have to give it. Somebody
 * without a token has nothing that a plan could answer: their proof is checked by resolvers. `onSeen` is told
 * of each row that was read, where a record of that is kept.
 */
export async function plannedAnswer(
  lane: Lane,
  viewer: Viewer | null,
  operation: Operation,
  onSeen?: (rows: readonly string[]) => void,
): Promise<string | null> {
  if (viewer === null) return null;
  const told = onSeen === undefined ? {} : { onSeen };
  return lane.answer({ ...operation, viewer, outside: outsideFor(viewer), ...told });
}
