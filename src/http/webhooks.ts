import { HubError } from "../domain/errors.js";
import { type ReceivedMessage, receive } from "../flows/receiving/receive.js";
import type { Hub } from "../flows/work/hub.js";
import { type Answer, json, unlessAway } from "./answer.js";
import { headersOf, readBody } from "./body.js";
import type { Exchange } from "./exchange.js";

const BODY_BYTES_MAX = 1024 * 1024;

const CODES: Readonly<Record<number, string>> = {
  400: "INVALID",
  401: "UNAUTHENTICATED",
  404: "NOT_FOUND",
  413: "TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};

/**
 * What a shop sends. The connector judges the bytes as they came; nothing is stored for a sender that
 * cannot prove who it is, and nobody hears 2xx before the message is committed.
 */
export async function takeWebhook(hub: Hub, { request, name }: Exchange): Promise<Answer> {
  const connection = hub.connection(name);
  const webhook = connection?.connector.webhook;
  if (connection === undefined || webhook === undefined) {
    throw new HubError("NOT_FOUND", "there is no webhook of this name");
  }
  const rawBody = await readBody(request, BODY_BYTES_MAX);
  const verdict = await webhook(
    { headers: headersOf(request), rawBody, receivedAt: new Date() },
    connection.settings,
  );
  if (verdict.kind === "refuse") throw new HubError(CODES[verdict.status] ?? "INVALID", verdict.reason);
  if (verdict.kind === "answer") return json(verdict.status, { messages: [], reason: verdict.reason });
  return receipt(await unlessAway(receive(hub, connection.id, verdict.messages)));
}

/** 409 if a delivery id came back with other content: somebody has to look, and the first one stays. */
export function receipt(received: readonly ReceivedMessage[]): Answer {
  const messages = received.map(({ messageId, outcome }) => ({ id: messageId, outcome }));
  return json(received.some(({ outcome }) => outcome === "CONFLICT") ? 409 : 202, { messages });
}
