import { createHash } from "node:crypto";
import { HubError } from "../../domain/errors.js";
import { excerptOf, type HttpAnswer, type HttpRequest, jsonIn, unreadable } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import type { UpsSettings } from "./settings.js";

/** Sends a request, be it a look or an act. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** A token of UPS's and when it ends, by the credentials it was given for. */
const tokens = new Map<string, { readonly value: string; readonly endsAt: number }>();

const keyOf = ({ url, clientId, clientSecret }: UpsSettings): string =>
  createHash("sha256")
    .update(JSON.stringify([url, clientId, clientSecret]))
    .digest("hex");

/** UPS's tokens hold for four hours; one that ends within a minute is as good as ended. */
const MARGIN_MS = 60_000;

/** The token to ask with. Asking for one changes nothing, so its failure is one of looking. */
export async function tokenFor(settings: UpsSettings, look: Send): Promise<string> {
  const known = tokens.get(keyOf(settings));
  if (known !== undefined && known.endsAt > Date.now() + MARGIN_MS) return known.value;
  const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString("base64");
  const answer = await look({
    method: "POST",
    url: addressOf(settings, "/security/v1/oauth/token"),
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const body = jsonIn(answer);
  const value = firstText(body, ["access_token"]);
  if (answer.status === 400) {
    throw new HubError("CARRIER_DENIED", `UPS gives no token: ${wordsIn(body) ?? excerptOf(answer)}`, {
      mend: "Check the client id and the secret of this connection.",
    });
  }
  if (answer.status !== 200 || value === null) throw unreadable(answer);
  const seconds = Number(firstText(body, ["expires_in"]) ?? 0);
  tokens.set(keyOf(settings), { value, endsAt: Date.now() + seconds * 1000 });
  return value;
}

/** UPS has taken a token back before its time: the next request gets another. */
export const forgetToken = (settings: UpsSettings): void => void tokens.delete(keyOf(settings));

export const addressOf = ({ url }: UpsSettings, path: string): string => `${url.replace(/\/+$/, "")}${path}`;

const TRANSACTION_CHARS = 14;

/** A request to the Delivery Intercept API. The id of the transaction is the same on every repeat. */
export function interceptRequest(
  settings: UpsSettings,
  token: string,
  transaction: string,
  path: string,
  body?: object,
): HttpRequest {
  const id = createHash("sha256").update(transaction).digest("hex").slice(0, TRANSACTION_CHARS);
  return {
    method: body === undefined ? "GET" : "POST",
    url: addressOf(settings, `/api/deliveryintercept/v2/${path}?loc=en_US`),
    headers: {
      ...{ accept: "application/json", "content-type": "application/json", authorization: `Bearer ${token}` },
      ...{ transid: id, platformtype: "XOLT", inquirytype: "U" },
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** What UPS says is wrong, with its code; null if it says nothing. It has two ways of writing errors. */
export function wordsIn(body: unknown): string | null {
  const code = firstText(body, [
    "errors.errorCode",
    "response.errors.errorCode",
    "response.errors.code",
    "errors.code",
  ]);
  const words = firstText(body, [
    ...["errors.errorMessage", "response.errors.errorMessage", "response.errors.message", "errors.message"],
  ]);
  const said = [code, words].filter((part) => part !== null);
  return said.length === 0 ? null : said.join(": ").slice(0, WORDS_MAX);
}

const WORDS_MAX = 300;
