import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Viewer } from "../domain/viewer.js";
import type { Admitted } from "./admission.js";
import { type Answer, text } from "./answer.js";
import type { WithViewer } from "./graphql-errors.js";

interface Planned {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** The text of a whole answer; null where it has to be made field by field. */
export type Plans = (
  viewer: Viewer | null,
  operation: Planned & { readonly variables: Readonly<Record<string, unknown>> },
  /** True if it asks for what is personal, so that a record has to be kept of what is read. */
  isPersonal: boolean,
) => Promise<string | null>;

/** An answer that is text already, whole and with its last line break. */
class AnswerText {
  constructor(readonly text: string) {}
}

/** An answer as it is sent. */
export const answerText = (result: { readonly data?: unknown; readonly extensions?: object }): string =>
  result.data instanceof AnswerText
    ? withExtensions(result.data.text, result.extensions)
    : `${JSON.stringify(result)}\n`;

/** The text of an object with its line break, and what else is to be said at its end. */
const withExtensions = (answer: string, extensions: object | undefined): string =>
  extensions === undefined
    ? answer
    : `${answer.slice(0, answer.lastIndexOf("}"))},"extensions":${JSON.stringify(extensions)}}\n`;

/** Documents that are remembered, and the longest of them. */
const DOCUMENTS_MAX = 500;
const DOCUMENT_LENGTH_MAX = 8_000;

/**
 * Answers by plans, in two places. The server's own: a document that was parsed, checked and resolved like
 * any other is asked for a plan before its resolvers are. And the door: a document that has come this far
 * once is the same document when it comes again, so its text alone leads to its plan. The caller, and
 * whatever is asked of every request, comes before both.
 */
export function plannedLane(plans: Plans) {
  const known = new Map<string, Planned>();
  const plugin: ApolloServerPlugin<WithViewer> = {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, request, contextValue }) {
          // Which operation is meant cannot always be told; then there is nothing to plan.
          if ((operation as OperationDefinitionNode | undefined) === undefined) return null;
          const { variables = {}, query = "", operationName } = request;
          const asked = { schema, document, operation, variables };
          const answer = await plans(contextValue.viewer, asked, isPersonal(contextValue.admitted));
          if (answer === null) return null;
          remember(known, keyOf(query, operationName), { schema, document, operation });
          return {
            http: { headers: new HeaderMap() },
            // The text stands where its data would: what writes it out knows it.
            body: { kind: "single", singleResult: { data: new AnswerText(answer) as never } },
          };
        },
      };
    },
  };
  return {
    plugin,
    /** The answer to a body that asks for a known document and accepts plain JSON; else null. */
    async shortcut(
      { query, variables, operationName, extensions }: Readonly<Record<string, unknown>>,
      accept: string | undefined,
      viewer: Viewer | null,
      admitted: Admitted,
    ): Promise<Answer | null> {
      if (typeof query !== "string" || extensions !== undefined || !acceptsJson(accept)) return null;
      const planned = known.get(keyOf(query, operationName));
      if (planned === undefined || !isRecord(variables ?? {})) return null;
      const given = (variables ?? {}) as Record<string, unknown>;
      const answer = await plans(viewer, { ...planned, variables: given }, isPersonal(admitted));
      const cost = { requested: admitted.cost };
      return answer === null ? null : text(200, withExtensions(answer, { cost }), JSON_TYPE);
    },
  };
}

/** What nobody has weighed may be personal. */
const isPersonal = (admitted: Pick<Admitted, "isPersonal"> | undefined): boolean =>
  admitted?.isPersonal !== false;

const JSON_TYPE = "application/json; charset=utf-8";

const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined || accept === "*/*" || accept === "application/json";

const isRecord = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keyOf = (query: string, operationName: unknown): string =>
  typeof operationName === "string" ? `${operationName} ${query}` : query;

function remember(known: Map<string, Planned>, key: string, planned: Planned): void {
  if (key.length > DOCUMENT_LENGTH_MAX) return;
  known.set(key, planned);
  for (const oldest of known.keys()) {
    if (known.size <= DOCUMENTS_MAX) break;
    known.delete(oldest);
  }
}
