import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { messageOf } from "../domain/errors.js";
import { faultOfTarget, type WebhookTargets, type WebhookTry } from "../domain/webhook.js";
import { isPublicAddress } from "./public-address.js";

const TIMEOUT_MS = 10_000;
/** An answer is looked at for its status; so much of its body is waited for. */
const ANSWER_BYTES_MAX = 64 * 1024;
const SECOND_MS = 1_000;

/**
 * Sends one webhook, by a connection of its own. Redirects are not followed. The address that is connected to is
 * the one that was looked at: a name that leads inside is refused, whatever it said a moment before.
 */
export async function postWebhook(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  targets: WebhookTargets,
): Promise<WebhookTry> {
  const begun = performance.now();
  const told = (
    status: number | null,
    fault: string | null,
    retryAfterMs: number | null = null,
  ): WebhookTry => ({
    ...{ status, fault, retryAfterMs },
    milliseconds: Math.round(performance.now() - begun),
  });
  const fault = faultOfTarget(target, targets) ?? faultOfHost(new URL(target).hostname, targets);
  if (fault !== null) return told(null, fault);
  try {
    const answer = await posted(new URL(target), headers, body, targets);
    const { statusCode = 0 } = answer;
    const isTaken = statusCode >= 200 && statusCode < 300;
    return told(statusCode, isTaken ? null : faultOfStatus(statusCode), retryAfterOf(answer));
  } catch (error) {
    return told(null, messageOf(error));
  }
}

/** A host that is an address is not looked up, so it is checked here. */
const faultOfHost = (host: string, targets: WebhookTargets): string | null => {
  const bare = host.replace(/^\[|\]$/g, "");
  return targets === "public" && isIP(bare) !== 0 && !isPublicAddress(bare) ? NOT_PUBLIC : null;
};

const NOT_PUBLIC = "the address is not a public one";

const faultOfStatus = (status: number): string =>
  status >= 300 && status < 400 ? `${status}: redirects are not followed` : `answered ${status}`;

function posted(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  targets: WebhookTargets,
): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      ...{ method: "POST", agent: false, lookup: lookupWithin(targets) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    request.once("error", (error) =>
      reject(
        error.name === "AbortError" || error.name === "TimeoutError" ? new Error("no answer in time") : error,
      ),
    );
    request.once("response", (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Uint8Array) => {
        bytes += chunk.byteLength;
        if (bytes > ANSWER_BYTES_MAX) request.destroy();
      });
      answer.once("error", () => resolve(answer));
      answer.once("close", () => resolve(answer));
    });
    request.end(body);
  });
}

/** Looks a name up, and answers only addresses that may be connected to. */
const lookupWithin =
  (targets: WebhookTargets): LookupFunction =>
  (host, options, answer) => {
    lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return answer(error, "", 0);
      const fit = targets === "public" ? found.filter(({ address }) => isPublicAddress(address)) : found;
      const [first] = fit;
      if (first === undefined) return answer(new Error(NOT_PUBLIC), "", 0);
      if (options.all === true) answer(null, fit);
      else answer(null, first.address, first.family);
    });
  };

/** Seconds or a date, as the header allows. */
function retryAfterOf({ headers }: IncomingMessage): number | null {
  const said = headers["retry-after"];
  if (said === undefined) return null;
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * SECOND_MS : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
