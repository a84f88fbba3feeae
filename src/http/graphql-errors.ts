import { randomUUID } from "node:crypto";
import type { ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind, visit } from "graphql";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/work/hub.js";
import type { Admitted } from "./admission.js";
import { ERRORS_MAX, LIMIT_CODE, limitError } from "./limits.js";

/** Errors that are the caller's own, and whose words come from the language, not from our insides. */
const CALLERS_OWN = [
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "FORBIDDEN",
  LIMIT_CODE,
];
/** Our own refusals that a caller may read. Any other stays inside, like whatever a driver says. */
const OUR_WORDS = [
  ...["INVALID", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "AMBIGUOUS", "SAME_TWICE"],
  ...["RATE_LIMITED", "UNAVAILABLE", "OPERATION_NOT_ALLOWED", "CURSOR_EXPIRED"],
];

/** What a client sees of an error: all of what is its own fault, nothing of what is ours but an id to ask for. */
export function errorFormatter(log: Hub["log"]) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const place = {
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
    };
    if (error instanceof HubError && OUR_WORDS.includes(error.code)) {
      const mend = error.mend === null ? {} : { mend: error.mend };
      return { message: error.message, ...place, extensions: { code: error.code, ...mend } };
    }
    const code = String(formatted.extensions?.code ?? "");
    if (isOverLimit(formatted, thrown)) {
      const { message, extensions } = limitError();
      return { message, extensions };
    }
    if (CALLERS_OWN.includes(code)) return { message: formatted.message, ...place, extensions: { code } };
    const correlationId = randomUUID();
    log.error({ correlationId, path: formatted.path, error: detailOf(error) }, "an operation failed");
    return {
      message: "Internal server error",
      ...place,
      extensions: { code: "INTERNAL_SERVER_ERROR", correlationId },
    };
  };
}

/** Our own rule's error comes wrapped; the parser's limit has no code of its own, only its words. */
function isOverLimit({ message }: GraphQLFormattedError, thrown: unknown): boolean {
  const original = thrown instanceof GraphQLError ? thrown.originalError : undefined;
  const code = original instanceof GraphQLError ? original.extensions.code : undefined;
  return code === LIMIT_CODE || /more tha[nt] \d+ tokens/.test(message);
}

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

export interface WithViewer {
  readonly viewer: Viewer | null;
  /** What was found out about the operation before it ran. */
  readonly admitted?: Admitted;
  /** Told when the answer is ready, and whether anything in it is of people. */
  readonly noteReads?: (isPersonal: boolean) => Promise<void>;
}

const mayLookAtSchema = (viewer: Viewer | null): boolean =>
  viewer !== null && (viewer.role !== "CUSTOMER" || viewer.scopes?.includes("schema:read") === true);

/** Who may look at the schema itself, and how the errors of one answer are put together. */
export const manners: ApolloServerPlugin<WithViewer> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, contextValue }) {
        if (mayLookAtSchema(contextValue.viewer) || !asksForSchema(document)) return;
        throw new GraphQLError("the schema is not shown to this caller", {
          extensions: { code: "FORBIDDEN", http: { status: 403 } },
        });
      },
      async willSendResponse({ response, request, contextValue }) {
        if (response.body.kind !== "single") return;
        const { singleResult } = response.body;
        await contextValue.noteReads?.(contextValue.admitted?.isPersonal !== false);
        if (contextValue.admitted !== undefined)
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: { requested: contextValue.admitted.cost },
          };
        const errors = singleResult.errors ?? [];
        if (errors.length === 0) return;
        if (errors.some(({ extensions }) => extensions?.code === "UNAVAILABLE")) response.http.status = 503;
        const limit = errors.find(({ extensions }) => extensions?.code === LIMIT_CODE);
        singleResult.errors = limit === undefined ? errors.slice(0, ERRORS_MAX) : [limit];
        // Clients of the older media type take a status other than 200 for a failure of the transport.
        if (
          isLegacy(request.http?.headers.get("accept")) &&
          response.http.status === 400 &&
          errors.every(isCallersOwn)
        ) {
          response.http.status = 200;
        }
      },
    };
  },
};

export const isLegacy = (accept: string | undefined): boolean =>
  accept?.includes("application/graphql-response+json") !== true;

const OLD_STYLE = ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", LIMIT_CODE];
const isCallersOwn = ({ extensions }: GraphQLFormattedError): boolean =>
  OLD_STYLE.includes(String(extensions?.code));

/** Two ways to the same knowledge: a subgraph's SDL is an introspection too. */
const SCHEMA_ITSELF = ["__schema", "__type", "_service"];

function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      asks ||= SCHEMA_ITSELF.includes(name.value);
    },
  });
  return asks;
}
