import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { HubError } from "../../domain/errors.js";
import { fieldIssues } from "../reading/checks/field-issues.js";
import { readJson } from "../reading/json/read-json.js";
import { isGroup } from "../reading/json/tree-path.js";
import type { SourceClient } from "../source.js";
import { type SourceErrorCode, sourceError } from "../source-error.js";
import { accessOf, type ShopifySettings } from "./settings.js";

const WAIT_MIN_MS = 1_000;
const WAIT_MAX_MS = 60_000;
const WORDS_MAX = 300;

/** Asks one question and reads what the answer has to look like. */
export type Ask = <Shape extends z.ZodType>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  shape: Shape,
) => Promise<z.infer<Shape>>;

/**
 * The shop's Admin API. It answers nearly everything with 200, so what went wrong is looked for inside. A
 * question costs points of a bucket that fills up evenly: one that it cannot pay for yet is held back.
 */
export function shopifyApi(settings: ShopifySettings, client: SourceClient): Ask {
  const access = accessOf(settings);
  if (access === null) throw sourceError("SOURCE_AUTH", "no shop and no access token are set to ask with");
  const headers = {
    ...{ "content-type": "application/json", accept: "application/json" },
    "x-shopify-access-token": access.accessToken,
  };
  let pauseMs = 0;
  return async (query, variables, shape) => {
    if (pauseMs > 0) await sleep(pauseMs);
    const body = JSON.stringify({ query, variables });
    const response = await client.request({ method: "POST", url: access.url, headers, body });
    const answer = answerIn(response.body);
    const failure = failureIn(answer);
    if (failure !== null) throw failure;
    pauseMs = waitMs(answer);
    const data = shape.safeParse(answer.data);
    if (data.success) return data.data;
    const issues = fieldIssues(data.error, answer.data).map(({ message }) => message);
    throw sourceError("SOURCE_DATA", `its answer cannot be read: ${wordsOf(issues)}`);
  };
}

const errorList = z.array(
  z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() }),
);

const answerShape = z.object({
  data: z.unknown().optional(),
  /** Before a question gets as far as being read, the whole of it is answered with one text. */
  errors: z.union([z.string(), errorList]).nullish(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
        })
        .nullish(),
    })
    .nullish(),
});
type Answer = z.infer<typeof answerShape>;

function answerIn(body: Uint8Array): Answer {
  const document = readJson(body);
  if (!document.ok) throw sourceError("SOURCE_DATA", `its answer cannot be read: ${document.issue.message}`);
  const answer = answerShape.safeParse(document.value);
  if (answer.success) return answer.data;
  throw sourceError("SOURCE_DATA", "its answer is not one of the Admin API");
}

/** What the codes of errors inside an answer mean; any other is a question that the shop does not accept. */
const CODES: Readonly<Record<string, SourceErrorCode>> = {
  THROTTLED: "SOURCE_RATE_LIMITED",
  ACCESS_DENIED: "SOURCE_AUTH",
  UNAUTHORIZED: "SOURCE_AUTH",
  INTERNAL_SERVER_ERROR: "SOURCE_TRANSIENT",
  TIMEOUT: "SOURCE_TRANSIENT",
};
const BAD_KEY = /access token|api key/i;

function failureIn(answer: Answer): HubError | null {
  const { errors, data } = answer;
  if (typeof errors === "string") {
    return sourceError(BAD_KEY.test(errors) ? "SOURCE_AUTH" : "SOURCE_REFUSED", wordsOf([errors]));
  }
  if (errors !== null && errors !== undefined && errors.length > 0) {
    const code = errors.flatMap(({ extensions }) => CODES[extensions?.code ?? ""] ?? [])[0];
    const afterMs = code === "SOURCE_RATE_LIMITED" ? Math.max(WAIT_MIN_MS, waitMs(answer)) : undefined;
    return sourceError(code ?? "SOURCE_REFUSED", wordsOf(errors.map(({ message }) => message)), afterMs);
  }
  const complaints = isGroup(data) ? Object.values(data).flatMap(complaintsOf) : [];
  return complaints.length > 0 ? sourceError("SOURCE_REFUSED", wordsOf(complaints)) : null;
}

const userErrors = z.object({ userErrors: z.array(z.object({ message: z.string() })) });

const complaintsOf = (value: unknown): string[] =>
  (userErrors.safeParse(value).data?.userErrors ?? []).map(({ message }) => message);

/** Until the bucket holds as much as the same question costs. */
function waitMs({ extensions }: Answer): number {
  const cost = extensions?.cost;
  if (cost === null || cost === undefined) return 0;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = cost.requestedQueryCost - currentlyAvailable;
  return missing <= 0 ? 0 : Math.min(WAIT_MAX_MS, Math.ceil((missing / restoreRate) * 1000));
}

const wordsOf = (messages: readonly string[]): string => messages.join("; ").slice(0, WORDS_MAX);
