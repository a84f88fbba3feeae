import { firstText } from "../reading/json/tree-path.js";
import { jsonAnswer } from "../reading/sources/source-answer.js";
import type { SourceClient, SourceResponse } from "../source.js";
import { failureOf, type SourceErrorCode, sourceError } from "../source-error.js";
import type { SalesforceSettings } from "./settings.js";

/** Statuses whose body says more than they do. */
const EXPLAINED = [400, 401, 403, 404, 500, 503];
const SPENT = "INVALID_SESSION_ID";
/** The limit counts the last 24 hours: a short pause is enough for it to have moved on. */
const LIMIT_PAUSE_MS = 300_000;

/** What Salesforce's words mean for us where the status would mislead: a limit is a 403 there. */
const CLASSES: Readonly<Record<string, SourceErrorCode>> = {
  [SPENT]: "SOURCE_AUTH",
  REQUEST_LIMIT_EXCEEDED: "SOURCE_RATE_LIMITED",
  SERVER_UNAVAILABLE: "SOURCE_TRANSIENT",
  UNABLE_TO_LOCK_ROW: "SOURCE_TRANSIENT",
  QUERY_TIMEOUT: "SOURCE_TRANSIENT",
  // The place in a long list is forgotten: the next pass begins behind what was kept.
  INVALID_QUERY_LOCATOR: "SOURCE_TRANSIENT",
};

/** Asks the org, once more with a new token if the session has ended. Throws every failure as one of a source. */
export async function ask(settings: SalesforceSettings, client: SourceClient, url: string): Promise<unknown> {
  const token = await tokenOf(settings, client);
  const response = await client.request(requestWith(token, url));
  if (isSuccess(response)) return jsonAnswer(response);
  if (faultIn(response).code !== SPENT || !mayRenew(settings)) throw failureIn(response);
  const again = await client.request(requestWith(await renewed(settings, client, token), url));
  if (isSuccess(again)) return jsonAnswer(again);
  throw failureIn(again);
}

const isSuccess = ({ status }: SourceResponse): boolean => status >= 200 && status < 300;

const requestWith = (token: string, url: string) => ({
  url,
  headers: {
    accept: "application/json",
    authorization: `Bearer ${token}`,
    "sforce-query-options": "batchSize=200",
  },
  accept: EXPLAINED,
});

interface Fault {
  readonly code: string;
  readonly words: string;
}

const WORDS_MAX = 300;

/** Errors come as a list of `{errorCode, message}`, those of the token's address as `{error, error_description}`. */
function faultIn({ body }: SourceResponse): Fault {
  try {
    const answer = jsonAnswer({ body });
    return {
      code: firstText(answer, ["errorCode", "error"]) ?? "",
      words: (firstText(answer, ["message", "error_description"]) ?? "").slice(0, WORDS_MAX),
    };
  } catch {
    return { code: "", words: "" };
  }
}

function failureIn(response: SourceResponse): Error {
  const { code, words } = faultIn(response);
  const named = CLASSES[code];
  const said = [code, words].filter((part) => part !== "").join(": ");
  if (named === "SOURCE_RATE_LIMITED") return sourceError(named, `it answers ${said}`, LIMIT_PAUSE_MS);
  if (named !== undefined) return sourceError(named, `it answers ${said}`);
  const failure = failureOf(response.status, response.headers, said, new Date());
  return failure ?? sourceError("SOURCE_DATA", `it answers ${response.status}`);
}

interface Renewal {
  /** The token that had ended; null for the first one. */
  readonly replaces: string | null;
  readonly token: Promise<string>;
}

/** One renewal at a time for each connection, which is known by its client: whoever comes meanwhile waits for it. */
const RENEWALS = new WeakMap<SourceClient, Renewal>();

const mayRenew = ({ clientId, clientSecret }: SalesforceSettings): boolean =>
  clientId !== null && clientSecret !== null;

function tokenOf(settings: SalesforceSettings, client: SourceClient): Promise<string> {
  const held = RENEWALS.get(client);
  if (held !== undefined) return held.token;
  if (settings.accessToken !== null) return Promise.resolve(settings.accessToken);
  if (mayRenew(settings)) return renewed(settings, client, null);
  throw sourceError("SOURCE_AUTH", "neither a token nor a connected app is set");
}

function renewed(
  settings: SalesforceSettings,
  client: SourceClient,
  replaces: string | null,
): Promise<string> {
  const held = RENEWALS.get(client);
  if (held !== undefined && held.replaces === replaces) return held.token;
  const renewal = { replaces, token: askForToken(settings, client) };
  RENEWALS.set(client, renewal);
  renewal.token.catch(() => RENEWALS.get(client) === renewal && RENEWALS.delete(client));
  return renewal.token;
}

/** The client credentials flow. Whatever it refuses is a matter for the person who set the app up. */
async function askForToken(
  { instanceUrl, clientId, clientSecret }: SalesforceSettings,
  client: SourceClient,
): Promise<string> {
  const response = await client.request({
    method: "POST",
    url: new URL("/services/oauth2/token", instanceUrl ?? "").href,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId ?? "",
      client_secret: clientSecret ?? "",
    }).toString(),
    accept: [400, 401, 403],
  });
  if (!isSuccess(response)) {
    const { code, words } = faultIn(response);
    throw sourceError("SOURCE_AUTH", `it gives no token: ${code} ${words}`.trim());
  }
  const token = firstText(jsonAnswer(response), ["access_token"]);
  if (token === null) throw sourceError("SOURCE_DATA", "its answer holds no token");
  return token;
}
