import { ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/work/hub.js";
import type { Admission, Admitted, Asked } from "./admission.js";
import { type Answer, answerOf, json } from "./answer.js";
import type { Authenticate } from "./authenticate.js";
import { headersOf, readBody, strictJsonObject } from "./body.js";
import type { Exchange } from "./exchange.js";
import { errorFormatter, isLegacy, manners, type WithViewer } from "./graphql-errors.js";
import { BODY_BYTES_MAX, OPERATION_MS_MAX, TOKENS_MAX } from "./limits.js";
import { originOf, withOrigin } from "./origin.js";
import { answerText, type Plans, plannedLane } from "./planned.js";

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  /** What resolvers get, made anew for every request; and whatever answers without them. */
  readonly context: ((viewer: Viewer | null, remoteAddress: string) => WithViewer) & {
    readonly planned: Plans;
  };
  readonly authenticate: Authenticate;
  readonly admit: Admission;
  readonly log: Hub["log"];
}

export interface GraphqlDoor {
  answer(exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
}

/** Apollo Server behind our own door: no framework, no cookies, no other origins, nothing it would add by itself. */
export async function graphqlDoor(options: GraphqlOptions): Promise<GraphqlDoor> {
  const { schema, context, authenticate, admit, log } = options;
  const lane = plannedLane(context.planned);
  const server = new ApolloServer<WithViewer>({
    schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: "production",
    parseOptions: { maxTokens: TOKENS_MAX },
    formatError: errorFormatter(log),
    stringifyResult: answerText,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      manners,
      lane.plugin,
    ],
  });
  await server.start();
  const execute = async (exchange: Exchange): Promise<Answer> => {
    const authenticated = await authenticate(exchange.request, exchange.url);
    const { request, url, remoteAddress, gone } = exchange;
    const body = request.method === "POST" ? await operationOf(exchange) : undefined;
    const asked = body ?? askedIn(url);
    const admitted = admit(asked, authenticated, remoteAddress);
    const viewer = withOrigin(authenticated, { ...originOf(asked, admitted, remoteAddress), gone });
    const known =
      body === undefined
        ? null
        : await withinTime(lane.shortcut(body, request.headers.accept, viewer, admitted));
    if (known !== null) return known;
    const answer = server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? "GET",
        headers: new HeaderMap(Object.entries(headersOf(request))),
        search: body === undefined ? searchOf(url, admitted) : url.search,
        body: body === undefined ? undefined : bodyOf(body, admitted),
      },
      context: async () => ({ ...context(viewer, remoteAddress), admitted }),
    });
    return written(await withinTime(answer));
  };
  return {
    answer: (exchange) => execute(exchange).catch((error: unknown) => refusal(error, exchange, log)),
    close: () => server.stop(),
  };
}

export async function operationOf({ request }: Exchange): Promise<Record<string, unknown>> {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(/\s*;\s*/);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  if (type.trim() !== "application/json" || !["utf-8", '"utf-8"', undefined].includes(charset)) {
    throw new HubError("UNSUPPORTED_MEDIA_TYPE", "send application/json in UTF-8");
  }
  return strictJsonObject(await readBody(request, BODY_BYTES_MAX));
}

/** An operation in the address. What is no JSON there is refused by whoever executes it. */
function askedIn({ searchParams }: URL): Asked {
  const read = (name: string): unknown => {
    const text = searchParams.get(name);
    if (text === null) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  return {
    ...{ query: searchParams.get("query") ?? undefined, variables: read("variables") },
    ...{ operationName: searchParams.get("operationName") ?? undefined, extensions: read("extensions") },
    documentId: searchParams.get("documentId") ?? undefined,
  };
}

/** What was named by its hash goes on as its text; nobody further on knows of hashes. */
function bodyOf(body: Record<string, unknown>, { query }: Admitted): Record<string, unknown> {
  if (body.query === query) return body;
  const { documentId: _documentId, extensions: _extensions, ...rest } = body;
  return { ...rest, query };
}

function searchOf(url: URL, { query }: Admitted): string {
  if (typeof query !== "string" || url.searchParams.get("query") === query) return url.search;
  const search = new URLSearchParams(url.search);
  search.set("query", query);
  search.delete("extensions");
  return `?${search}`;
}

async function withinTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HubError("UNAVAILABLE", "this took too long")), OPERATION_MS_MAX);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function written({ status, headers, body }: HTTPGraphQLResponse): Promise<Answer> {
  let text = body.kind === "complete" ? body.string : "";
  if (body.kind === "chunked") for await (const chunk of body.asyncIterator) text += chunk;
  return { status: status ?? 200, headers: Object.fromEntries(headers), body: text };
}

/** What was refused before GraphQL saw it, in the form GraphQL clients expect. */
function refusal(error: unknown, { request, correlationId }: Exchange, log: Hub["log"]): Answer {
  const { status, headers } = answerOf(error, correlationId);
  if (status >= 500) log.error({ correlationId, error: String(error) }, "an operation failed");
  const shown =
    error instanceof HubError && status !== 500
      ? { message: error.message, extensions: { code: error.code, correlationId } }
      : { message: "Internal server error", extensions: { code: "INTERNAL_SERVER_ERROR", correlationId } };
  const isQuiet =
    error instanceof HubError && error.code.startsWith("OPERATION_") && isLegacy(request.headers.accept);
  return json(isQuiet ? 200 : status, { errors: [shown] }, headers);
}
