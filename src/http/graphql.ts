import { ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/hub.js";
import { type Answer, answerOf, json } from "./answer.js";
import { verifyToken } from "./auth.js";
import { headersOf, jsonObject, readBody } from "./body.js";
import { type Exchange, viewerOf } from "./exchange.js";
import { errorFormatter, manners, type WithViewer } from "./graphql-errors.js";
import { OperationLimits, TOKENS_MAX } from "./limits.js";
import { answerText, type Plans, plannedLane } from "./planned.js";
import { rememberingTokens } from "./token-cache.js";

const BODY_BYTES_MAX = 256 * 1024;
const OPERATION_MS_MAX = 10_000;

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  /** What resolvers get, made anew for every request; and whatever answers without them. */
  readonly context: ((viewer: Viewer | null, remoteAddress: string) => WithViewer) & {
    readonly planned: Plans;
  };
  readonly secret: Uint8Array;
  readonly log: Hub["log"];
}

export interface GraphqlDoor {
  answer(exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
}

/** Apollo Server behind our own door: no framework, no cookies, no other origins, nothing it would add by itself. */
export async function graphqlDoor({ schema, context, secret, log }: GraphqlOptions): Promise<GraphqlDoor> {
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
    validationRules: [OperationLimits],
    parseOptions: { maxTokens: TOKENS_MAX },
    formatError: errorFormatter(log),
    stringifyResult: answerText,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      manners,
      lane.plugin,
    ],
  });
  await server.start();
  const verify = rememberingTokens((header) => verifyToken(secret, header));
  const execute = async (exchange: Exchange): Promise<Answer> => {
    const viewer = await viewerOf(exchange, secret, verify);
    const { request, url, remoteAddress } = exchange;
    const body = request.method === "POST" ? await operationOf(exchange) : undefined;
    const { accept } = request.headers;
    const known = body === undefined ? null : await withinTime(lane.shortcut(body, accept, viewer));
    if (known !== null) return known;
    const answer = server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? "GET",
        headers: new HeaderMap(Object.entries(headersOf(request))),
        search: url.search,
        body,
      },
      context: async () => context(viewer, remoteAddress),
    });
    return written(await withinTime(answer));
  };
  return {
    answer: (exchange) =>
      execute(exchange).catch((error: unknown) => refusal(error, exchange.correlationId, log)),
    close: () => server.stop(),
  };
}

async function operationOf({ request }: Exchange): Promise<Record<string, unknown>> {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(/\s*;\s*/);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  if (type.trim() !== "application/json" || !["utf-8", '"utf-8"', undefined].includes(charset)) {
    throw new HubError("UNSUPPORTED_MEDIA_TYPE", "send application/json in UTF-8");
  }
  return jsonObject(await readBody(request, BODY_BYTES_MAX));
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
function refusal(error: unknown, correlationId: string, log: Hub["log"]): Answer {
  const { status, headers } = answerOf(error, correlationId);
  if (status >= 500) log.error({ correlationId, error: String(error) }, "an operation failed");
  const shown =
    error instanceof HubError && status !== 500
      ? { message: error.message, extensions: { code: error.code, correlationId } }
      : { message: "Internal server error", extensions: { code: "INTERNAL_SERVER_ERROR", correlationId } };
  return json(status, { errors: [shown] }, headers);
}
