import { firstText, isGroup } from "../reading/json/tree-path.js";
import { jsonAnswer } from "../reading/sources/source-answer.js";
import type { SourceClient, SourceResponse } from "../source.js";
import { failureOf, type SourceErrorCode, sourceError } from "../source-error.js";
import type { OdooSettings } from "./settings.js";

/** Statuses whose body names the exception. */
const EXPLAINED = [400, 401, 403, 404, 409, 422, 500];
const WORDS_MAX = 300;

/** What Odoo's exceptions mean for us, by the end of their names; the status is often just 500. */
const CLASSES: readonly (readonly [RegExp, SourceErrorCode])[] = [
  [/\.(?:Unauthorized|AccessDenied|SessionExpiredException)$/, "SOURCE_AUTH"],
  [/\.(?:AccessError|Forbidden)$/, "SOURCE_AUTH"],
  [/\.(?:TooManyRequests)$/, "SOURCE_RATE_LIMITED"],
  [
    /\.(?:SerializationFailure|DeadlockDetected|LockNotAvailable|OperationalError|PoolError|QueryCanceled)$/,
    "SOURCE_TRANSIENT",
  ],
  [
    /\.(?:UserError|ValidationError|MissingError|NotFound|ValueError|TypeError|KeyError|UnprocessableEntity)$/,
    "SOURCE_REFUSED",
  ],
];

/** Calls a method of a model and answers with its records. Throws every failure as one of a source. */
export async function ask(
  { url, database, apiKey }: OdooSettings,
  client: SourceClient,
  call: `${string}/${string}`,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> {
  const response = await client.request({
    method: "POST",
    url: new URL(`/json/2/${call}`, url ?? "").href,
    headers: {
      accept: "application/json",
      "content-type": "application/json; charset=utf-8",
      authorization: `bearer ${apiKey ?? ""}`,
      ...(database === null ? {} : { "x-odoo-database": database }),
    },
    body: JSON.stringify(params),
    accept: EXPLAINED,
  });
  const isSuccess = response.status >= 200 && response.status < 300;
  if (!isSuccess) throw failureIn(response, unreadableAsNull(response));
  const answer = jsonAnswer(response);
  if (Array.isArray(answer)) return answer;
  // A proxy or a module may turn an exception into a success; what it says is still an exception.
  throw isGroup(answer) ? failureIn(response, answer) : sourceError("SOURCE_DATA", "its answer is no list");
}

function unreadableAsNull(response: SourceResponse): unknown {
  try {
    return jsonAnswer(response);
  } catch {
    return null;
  }
}

function failureIn(response: SourceResponse, answer: unknown): Error {
  const name = firstText(answer, ["name", "error.name", "error.data.name"]) ?? "";
  const words = firstText(answer, ["message", "error.data.message", "error.message"]) ?? "";
  const said = [name, words]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, WORDS_MAX);
  const known = CLASSES.find(([names]) => names.test(`.${name}`))?.[1];
  if (known !== undefined) return sourceError(known, `it answers ${said}`);
  const failure = failureOf(response.status, response.headers, said, new Date());
  return failure ?? sourceError("SOURCE_DATA", `its answer is no list: ${said}`);
}
