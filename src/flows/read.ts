import type { CanonicalDocument, Issue, MapResult } from "../connectors/connector.js";
import { transient } from "../domain/errors.js";
import { groupBy } from "../domain/group-by.js";
import type { Tx } from "../store/database.js";
import type { InboundMessage } from "../store/inbound-message.js";
import { lockUnread, type MessageVerdict, messagesById, settleMessages } from "../store/writes/message.js";
import { applyExecution } from "./apply-execution.js";
import { applyOrderChange } from "./apply-order-change.js";
import { applyOrders } from "./apply-orders.js";
import type { Applied, Arriving } from "./arriving.js";
import type { Hub } from "./hub.js";
import { understand } from "./understand.js";
import type { Work } from "./work.js";

/** How often a message may wait for another one before a person is asked. About two minutes in all. */
const WAITS_MAX = 8;

/** Reads raw messages into orders, changes and shipments, or puts them into quarantine. */
export const read: Work = async (hub, claim) => {
  const last = new Set(
    claim.facts.filter((fact) => fact.attempts >= WAITS_MAX).map((fact) => fact.subjectId),
  );
  const waiting = await readMessages(
    hub,
    claim.facts.map((fact) => fact.subjectId),
    last,
    (tx, unfinished) =>
      claim.finish(
        tx,
        claim.facts.filter((fact) => !unfinished.has(fact.subjectId)),
      ),
  );
  const [issue] = waiting.values();
  if (issue !== undefined && claim.facts.length === 1) throw transient(issue.code, issue.message);
};

/**
 * Reads these messages now. The row lock on a message and its status make reading it twice
 * harmless: whoever comes second finds it read. Answers the messages that must wait, and why.
 */
export async function readMessages(
  hub: Hub,
  ids: readonly string[],
  lastTry: ReadonlySet<string>,
  finish: (tx: Tx, waiting: ReadonlyMap<string, Issue>) => Promise<void>,
): Promise<ReadonlyMap<string, Issue>> {
  const messages = (await messagesById(hub.store.pool, ids)).filter(({ status }) => status === "RECEIVED");
  const results = new Map<string, MapResult>();
  await Promise.all(messages.map(async (message) => results.set(message.id, await readOne(hub, message))));
  const waiting = await hub.store.transaction(async (tx) => {
    const unread = await lockUnread(tx, ids);
    const open = messages.filter((message) => unread.has(message.id));
    const applied = await applyAll(tx, hub, open, results);
    const verdicts = open.map((message) =>
      verdictOn(hub, message, results.get(message.id), applied.get(message.id)),
    );
    const later = new Map<string, Issue>();
    for (const verdict of verdicts) {
      const [issue] = verdict.issues;
      if (verdict.status === "RECEIVED" && issue !== undefined && !lastTry.has(verdict.id))
        later.set(verdict.id, issue);
    }
    const settled = verdicts
      .filter((verdict) => !later.has(verdict.id))
      .map((verdict) =>
        verdict.status === "RECEIVED" ? { ...verdict, status: "QUARANTINED" as const } : verdict,
      );
    await settleMessages(tx, settled);
    await finish(tx, later);
    return later;
  });
  hub.ring();
  return waiting;
}

async function readOne(hub: Hub, message: InboundMessage): Promise<MapResult> {
  const connection = hub.connection(message.connectionId);
  if (connection === undefined) {
    const text = `connection "${message.connectionId}" is no longer configured`;
    return { ok: false, issues: [{ code: "UNKNOWN_CONNECTION", message: text, at: null }] };
  }
  const { id, contentType, fileName, headers, deliveryId, receivedAt, body } = message;
  return understand(
    connection.connector,
    {
      ...{ id, contentType, fileName, headers, deliveryId },
      body: new Uint8Array(body ?? []),
      receivedAt: receivedAt.toISOString(),
    },
    connection.settings,
  );
}

/** Applies every document of every readable message: orders as one set, the rest one after the other. */
async function applyAll(
  tx: Tx,
  hub: Hub,
  messages: readonly InboundMessage[],
  results: ReadonlyMap<string, MapResult>,
): Promise<ReadonlyMap<string, Applied[]>> {
  const arriving = messages.flatMap((message): Arriving[] => {
    const result = results.get(message.id);
    return result?.ok === true ? result.documents.map((document) => ({ message, document })) : [];
  });
  const orders = arriving.filter(isA("ORDER"));
  const outcomes: (readonly [string, Applied])[] = (await applyOrders(tx, hub, orders)).map(
    (outcome, at) => [orders[at]?.message.id ?? "", outcome] as const,
  );
  for (const change of arriving.filter(isA("ORDER_CHANGE"))) {
    outcomes.push([change.message.id, await applyOrderChange(tx, change)]);
  }
  for (const event of arriving.filter(isA("EXECUTION"))) {
    outcomes.push([event.message.id, await applyExecution(tx, hub, event)]);
  }
  const byMessage = groupBy(outcomes, ([id]) => id);
  return new Map([...byMessage].map(([id, pairs]) => [id, pairs.map(([, outcome]) => outcome)]));
}

const isA =
  <K extends CanonicalDocument["kind"]>(kind: K) =>
  (one: Arriving): one is Arriving<Extract<CanonicalDocument, { kind: K }>> =>
    one.document.kind === kind;

const RESULT_NAMES_MAX = 5;

/** The message's fate: RECEIVED means that it has to wait for another one. */
function verdictOn(
  hub: Hub,
  message: InboundMessage,
  result: MapResult | undefined,
  applied: readonly Applied[] = [],
): MessageVerdict {
  const mappingVersion = hub.connection(message.connectionId)?.connector.mappingVersion ?? 0;
  const base = { id: message.id, mappingVersion, result: null };
  if (result === undefined || !result.ok) {
    return { ...base, status: "QUARANTINED", issues: result?.issues ?? [] };
  }
  const rejected = applied.flatMap((one) => (one.kind === "REJECTED" ? [one.issue] : []));
  if (rejected.length > 0) return { ...base, status: "QUARANTINED", issues: rejected };
  const later = applied.flatMap((one) => (one.kind === "LATER" ? [one.issue] : []));
  if (later.length > 0) return { ...base, status: "RECEIVED", issues: later };
  const names = applied.flatMap((one) => (one.kind === "APPLIED" ? [one.result] : []));
  const shown = names.slice(0, RESULT_NAMES_MAX).join("; ");
  const more = names.length > RESULT_NAMES_MAX ? `; and ${names.length - RESULT_NAMES_MAX} more` : "";
  return { ...base, status: "APPLIED", issues: result.warnings, result: shown + more };
}
