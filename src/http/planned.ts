import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { WithViewer } from "./graphql-errors.js";

/** Whoever makes contexts may know a shorter way to a whole answer than field by field. */
export interface WithPlans extends WithViewer {
  /** The text of the answer; null where it has to be made field by field. */
  readonly planned?: (operation: {
    readonly schema: GraphQLSchema;
    readonly document: DocumentNode;
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
  }) => Promise<string | null>;
}

/** An answer that is text already, whole and with its last line break. */
class AnswerText {
  constructor(readonly text: string) {}
}

/** Gives planned answers. Everything before it, from the token to the limits, has been done for both lanes alike. */
export const plannedAnswers: ApolloServerPlugin<WithPlans> = {
  async requestDidStart() {
    return {
      async responseForOperation({ schema, document, operation, request, contextValue }) {
        const { variables = {} } = request;
        const text = (await contextValue.planned?.({ schema, document, operation, variables })) ?? null;
        if (text === null) return null;
        return {
          http: { headers: new HeaderMap() },
          // The text stands where its data would: what writes it out knows it.
          body: { kind: "single", singleResult: { data: new AnswerText(text) as never } },
        };
      },
    };
  },
};

/** An answer as it is sent. */
export const answerText = (result: { readonly data?: unknown }): string =>
  result.data instanceof AnswerText ? result.data.text : `${JSON.stringify(result)}\n`;
