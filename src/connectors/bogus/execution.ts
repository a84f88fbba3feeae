import { HubError, messageOf, transient } from "../../domain/errors.js";
import type {
  Execution,
  ExecutionAnswer,
  ExecutionCommand,
  ExecutionSnapshot,
  WorkOrderPage,
} from "../connector.js";
import { type Answer, classify, excerpt, jsonOf, orderAnswer, saysUnknown, waitMs } from "./answer.js";
import { readList } from "./list.js";

export interface BogusAddress {
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

/** The hub's side of the conversation: one request per command, and a look afterwards. */
export const execution: Execution<BogusAddress> = { apply, fetch: readBack, list };

const RETRY_MS = 2000;

async function apply(address: BogusAddress, command: ExecutionCommand): Promise<ExecutionAnswer> {
  try {
    return classify(await send(address, requestOf(command)), Date.now());
  } catch (error) {
    const nativeMessage = faultOf(error);
    // A connection that never came about cannot have had an effect; any other break can.
    return isUnreached(error)
      ? { outcome: "RETRY", afterMs: RETRY_MS, nativeMessage }
      : { outcome: "UNCERTAIN", nativeMessage };
  }
}

async function readBack(address: BogusAddress, reference: string): Promise<ExecutionSnapshot | null> {
  let answer: Answer;
  try {
    const path = `/orders/by-reference/${encodeURIComponent(reference)}`;
    answer = await send(address, { method: "GET", path, headers: {}, body: null });
  } catch (error) {
    throw transient(
      "EXECUTION_UNREACHABLE",
      `the execution system did not answer: ${faultOf(error)}`,
      undefined,
      error,
    );
  }
  if (saysUnknown(answer)) return null;
  const body = jsonOf(answer);
  const words = excerpt(answer, body);
  if (answer.status === 401 || answer.status === 403) {
    throw new HubError("EXECUTION_DENIED", `the execution system lets us in no more: ${words}`, {
      mend: "Check the API key of this connection.",
    });
  }
  if (answer.status === 429 || answer.status === 503) {
    throw transient("EXECUTION_BUSY", words, waitMs(answer.retryAfter, Date.now()));
  }
  const read = orderAnswer.safeParse(body);
  if (answer.status !== 200 || !read.success) {
    throw transient("EXECUTION_UNREADABLE", `the execution system's answer cannot be read: ${words}`);
  }
  const { id, label, ...order } = read.data.order;
  const printed = label?.shipTo ?? null;
  return { externalId: id, ...order, labels: printed === null ? [] : [printed] };
}

async function list(address: BogusAddress, cursor: string | null): Promise<WorkOrderPage> {
  const path = cursor === null ? "/orders" : `/orders/after/${encodeURIComponent(cursor)}`;
  try {
    return readList((await send(address, { method: "GET", path, headers: {}, body: null })).text);
  } catch (error) {
    const text = `the execution system does not say what it holds: ${faultOf(error)}`;
    throw transient("EXECUTION_UNREACHABLE", text, undefined, error);
  }
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function requestOf(command: ExecutionCommand): Request {
  const headers = { "idempotency-key": command.idempotencyKey };
  switch (command.kind) {
    case "CREATE": {
      const { reference, orderNumber, customerName, order } = command;
      const { poNumber, currency, shipTo, requestedDate, lines, note } = order;
      const body = {
        reference,
        orderNumber,
        customerName,
        poNumber,
        currency,
        shipTo,
        requestedDate,
        lines,
        note,
      };
      return { method: "POST", path: "/orders", headers, body };
    }
    case "AMEND": {
      const withVersion = { ...headers, "if-match": `"${command.expectedVersion}"` };
      return {
        method: "PATCH",
        path: orderPath(command),
        headers: withVersion,
        body: { targets: command.targets },
      };
    }
    case "HOLD":
    case "RELEASE": {
      const path = `${orderPath(command)}/${command.kind.toLowerCase()}`;
      return { method: "POST", path, headers, body: { reason: command.reason } };
    }
  }
}

function orderPath({ externalId }: { readonly externalId: string }): string {
  return `/orders/${encodeURIComponent(externalId)}`;
}

const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** One request and its whole answer within the time allowed; throws where there is no answer. */
async function send(address: BogusAddress, { method, path, headers, body }: Request): Promise<Answer> {
  const answer = await fetch(`${address.url.replace(/\/+$/, "")}${path}`, {
    method,
    redirect: "manual",
    headers: { ...headers, authorization: `Bearer ${address.apiKey}`, "content-type": "application/json" },
    body: body === null ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(address.timeoutMs),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw new Error(`the answer is over ${ANSWER_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return {
    status: answer.status,
    contentType: answer.headers.get("content-type") ?? "",
    retryAfter: answer.headers.get("retry-after"),
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Faults of the way there: the name, the route, the closed port. */
const UNREACHED: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

function isUnreached(error: unknown): boolean {
  const codes = causesOf(error).map((cause) => (cause as { code?: unknown }).code);
  return codes.some((code) => typeof code === "string" && UNREACHED.includes(code));
}

function faultOf(error: unknown): string {
  return causesOf(error).map(messageOf).join(": ");
}

const CAUSES_MAX = 5;

/** `fetch` says "fetch failed" and hides the reason one or two causes down. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < CAUSES_MAX; cause = cause.cause) {
    causes.push(cause);
  }
  return causes;
}
