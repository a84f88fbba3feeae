import type { CanonicalDocument, Issue } from "../../connectors/connector.js";
import { HubError, messageOf, transient } from "../../domain/errors.js";
import { groupBy } from "../../domain/group-by.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { arrivedKeys, awaitKeys, type Wait } from "../../store/writes/awaited.js";
import { eraseMessages } from "../../store/writes/erasure.js";
import {
  finishReading,
  lockUnread,
  messagesById,
  notStorable,
  settleMessages,
} from "../../store/writes/message.js";
import { applyEvents } from "../delivering/apply-execution.js";
import { writeReceipt } from "../delivering/write-receipt.js";
import { applyOrderChange } from "../orders/apply-order-change.js";
import { applyOrders } from "../orders/apply-orders.js";
import { lockAll } from "../orders/lock-all.js";
import type { Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";
import { applyDocument, isBesideOrders } from "./apply-document.js";
import { applyParties } from "./apply-parties.js";
import type { Applied, Arriving } from "./arriving.js";
import { announce } from "./fetch-latest.js";
import { handOn } from "./hand-on.js";
import { withoutEchoes } from "./leave-echoes.js";
import { ERASED, withoutErased } from "./leave-erased.js";
import { noticeDrift } from "./notice-drift.js";
import { holdBack, letThrough } from "./order-queue.js";
import { type Reading, readPatiently } from "./read-patiently.js";
import { setAside } from "./set-aside.js";
import type { Understood } from "./understand.js";
import { verdictOn } from "./verdict.js";
import { wake } from "./wake.js";

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

/** Reads a message for whoever keeps it and cannot wait for the workers, who are told that it is done. */
export async function readAtOnce(hub: Hub, messageId: string): Promise<void> {
  await readMessages(hub, [messageId], new Set([messageId]), (tx) => finishReading(tx, messageId));
}

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
  const readings = new Map<string, Reading>();
  await Promise.all(
    messages.map(async (message) =>
      readings.set(message.id, await tryOne(hub, message, lastTry.has(message.id))),
    ),
  );
  let outcome: ReadonlyMap<string, readonly Applied[]> = new Map();
  const write = (): Promise<ReadonlyMap<string, Issue>> =>
    hub.store.transaction(async (tx) => {
      const unread = await lockUnread(tx, ids);
      const open = messages.filter((message) => unread.has(message.id));
      for (const message of open) {
        const reading = readings.get(message.id);
        if (reading !== undefined && reading.ok !== "LATER") await writeReceipt(tx, hub, message, reading);
      }
      await holdBack(tx, open, readings);
      for (const message of open) await setAside(tx, hub, message, readings.get(message.id));
      const applied = await applyAll(tx, hub, open, readings);
      outcome = applied;
      const verdicts = open.map((message) =>
        verdictOn(hub, message, readings.get(message.id), applied.get(message.id)),
      );
      const later = new Map<string, Issue>();
      for (const { id, status, issues } of verdicts) {
        const [issue] = issues;
        if (status === "RECEIVED" && issue !== undefined && !lastTry.has(id)) later.set(id, issue);
      }
      const settled = verdicts.filter(({ id }) => !later.has(id));
      await settleMessages(
        tx,
        settled.map((one) => (one.status === "RECEIVED" ? { ...one, status: "QUARANTINED" as const } : one)),
      );
      await eraseMessages(
        tx,
        settled.filter(({ result }) => result === ERASED).map(({ id }) => id),
      );
      await awaitKeys(tx, waitsOf(applied, later));
      await letThrough(tx, open, settled);
      await finish(tx, later);
      return later;
    });
  const waiting = await write().catch((error: unknown) => {
    const why = notStorable(error);
    const [only] = messages;
    // Of several, nobody knows which one it is: they come back one by one.
    if (why === null || only === undefined || messages.length > 1) throw error;
    hub.log.error({ message: only.id, error: why }, "a message holds what the database cannot keep");
    readings.set(only.id, unreadable("NOT_STORABLE", `it holds a value that cannot be kept: ${why}`));
    return write();
  });
  await wakeWaiting(hub, outcome);
  await noticeDrift(hub, messages, readings);
  hub.ring();
  return waiting;
}

/** Messages that have been read but for what they speak of; one that is to be tried again waits in any case. */
const waitsOf = (
  applied: ReadonlyMap<string, readonly Applied[]>,
  later: ReadonlyMap<string, Issue>,
): Wait[] =>
  [...applied].flatMap(([messageId, outcomes]) =>
    later.has(messageId) ? [] : keysIn(outcomes, "awaits").map((key) => ({ key, messageId })),
  );

type Keyed = Pick<Extract<Applied, { kind: "APPLIED" }>, "awaits" | "brings">;

const keysIn = (outcomes: Iterable<Applied>, name: "awaits" | "brings"): string[] => [
  ...new Set([...outcomes].flatMap((one) => (name in one ? ((one as Partial<Keyed>)[name] ?? []) : []))),
];

/**
 * Wakes who waits for what has come. Whoever brings and whoever waits both look after their commit, so one
 * of them sees the other; if that one is killed in between, the sweep does it.
 */
async function wakeWaiting(hub: Hub, applied: ReadonlyMap<string, readonly Applied[]>): Promise<void> {
  const all = [...applied.values()].flat();
  const awaited = keysIn(all, "awaits");
  const here = awaited.length === 0 ? [] : await arrivedKeys(hub.store.pool, awaited);
  await wake(hub, [...keysIn(all, "brings"), ...here]);
}

const unreadable = (code: string, message: string): Understood => ({
  ok: false,
  orderKey: null,
  issues: [{ code, message, at: null }],
});

/** One message that trips its reader does not take the others along: it is tried again, and set aside in the end. */
async function tryOne(hub: Hub, message: InboundMessage, isLast: boolean): Promise<Reading> {
  try {
    return await readOne(hub, message, isLast);
  } catch (error) {
    const isKnown = error instanceof HubError;
    const details = { message: message.id, error: messageOf(error) };
    if (!isKnown) {
      hub.log.error({ ...details, stack: error instanceof Error ? error.stack : null }, "a reader failed");
    }
    const code = isKnown ? error.code : "READER_FAILED";
    return { ok: "LATER", issue: { code, message: `it could not be read: ${messageOf(error)}`, at: null } };
  }
}

async function readOne(hub: Hub, message: InboundMessage, isLast: boolean): Promise<Reading> {
  const connection = hub.connection(message.connectionId);
  if (connection !== undefined) return readPatiently(connection, message, isLast);
  return unreadable("UNKNOWN_CONNECTION", `connection "${message.connectionId}" is no longer configured`);
}

/**
 * Applies every document of every readable message: orders as one set, the rest one after the other.
 * The orders they speak of are locked first, all of them and in id order, so two sets that speak of the
 * same orders wait for one another and never deadlock.
 */
async function applyAll(
  tx: Tx,
  hub: Hub,
  messages: readonly InboundMessage[],
  readings: ReadonlyMap<string, Reading>,
): Promise<ReadonlyMap<string, Applied[]>> {
  const said = messages.flatMap((message): Arriving[] => {
    const reading = readings.get(message.id);
    return reading?.ok === true ? reading.documents.map((document) => ({ message, document })) : [];
  });
  const { arriving, erased } = await withoutErased(tx, said);
  const { orders, echoes } = await withoutEchoes(tx, hub, arriving.filter(isA("ORDER")));
  const events = arriving.filter(isA("EXECUTION"));
  const documents = arriving.filter(isBesideOrders);
  const locked = await lockAll(tx, orders, events, documents);
  const outcomes: (readonly [string, Applied])[] = (await applyOrders(tx, hub, orders, locked.bySource)).map(
    (outcome, at) => [orders[at]?.message.id ?? "", outcome] as const,
  );
  outcomes.push(...echoes);
  outcomes.push(...(await applyParties(tx, arriving.filter(isA("PARTY")))));
  for (const change of arriving.filter(isA("ORDER_CHANGE"))) {
    outcomes.push([change.message.id, await applyOrderChange(tx, change)]);
  }
  outcomes.push(...(await applyEvents(tx, hub, events, locked)));
  for (const { message, document } of arriving.filter(isA("SOURCE_CHANGED"))) {
    outcomes.push([message.id, await announce(tx, message, document)]);
  }
  for (const { message, document } of arriving.filter(isA("ATTACHMENT"))) {
    const reading = readings.get(message.id);
    const decoded = reading?.ok === true ? reading.document : undefined;
    outcomes.push([message.id, await handOn(tx, hub, message, document.attachment, decoded)]);
  }
  for (const document of documents) {
    const orderIds = locked.beside.get(document) ?? [];
    outcomes.push([document.message.id, await applyDocument(tx, hub, document, orderIds)]);
  }
  for (const id of erased) outcomes.push([id, { kind: "APPLIED", result: ERASED }]);
  const byMessage = groupBy(outcomes, ([id]) => id);
  return new Map([...byMessage].map(([id, pairs]) => [id, pairs.map(([, outcome]) => outcome)]));
}

const isA =
  <K extends CanonicalDocument["kind"]>(kind: K) =>
  (one: Arriving): one is Arriving<Extract<CanonicalDocument, { kind: K }>> =>
    one.document.kind === kind;
