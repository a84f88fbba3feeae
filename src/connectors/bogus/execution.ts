import { HubError, transient } from "../../domain/errors.js";
import type {
  Execution,
  ExecutionAnswer,
  ExecutionCommand,
  ExecutionSnapshot,
  WorkOrderPage,
} from "../connector.js";
import { ask, faultOf, type HttpRequest, isUnreached, jsonIn, waitMs } from "../execution-client.js";
import { type Answer, classify, excerpt, orderAnswer, saysUnknown } from "./answer.js";
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
  const body = jsonIn(answer);
  const words = (): string => excerpt(answer, body);
  if (answer.status === 401 || answer.status === 403) {
    throw new HubError("EXECUTION_DENIED", `the execution system lets us in no more: ${words()}`, {
      mend: "Check the API key of this connection.",
    });
  }
  if (answer.status === 429 || answer.status === 503) {
    throw transient("EXECUTION_BUSY", words(), waitMs(answer.retryAfter, Date.now()));
  }
  const read = orderAnswer.safeParse(body);
  if (answer.status !== 200 || !read.success) {
    throw transient("EXECUTION_UNREADABLE", `the execution system's answer cannot be read: ${words()}`);
  }
  const { id, label, parcels, ...order } = read.data.order;
  const printed = label?.shipTo ?? null;
  const held = { externalId: id, ...order, labels: printed === null ? [] : [printed] };
  return parcels === undefined || parcels === null ? held : { ...held, parcels };
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
  readonly method: HttpRequest["method"];
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
    case "RETURN": {
      const { reference, lines, reason } = command;
      return {
        method: "POST",
        path: `${orderPath(command)}/returns`,
        headers,
        body: { reference, lines, reason },
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

const send = (
  { url, apiKey, timeoutMs }: BogusAddress,
  { method, path, headers, body }: Request,
): Promise<Answer> =>
  ask(
    {
      method,
      url: `${url.replace(/\/+$/, "")}${path}`,
      headers: { ...headers, authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    },
    timeoutMs,
  );
