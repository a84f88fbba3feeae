import { v7 as uuid } from "uuid";
import { messageOf, transient } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { AuditEntry } from "../store/audit-entry.js";
import { insertAudit } from "../store/writes/audit.js";
import type { Hub } from "./hub.js";

/** What somebody saw: ids by the type of thing. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>;

const IDS_KEPT_MAX = 200;
const ENTRIES_AT_ONCE = 500;
const ENTRIES_WAITING_MAX = 5_000;
const FLUSH_MS = 200;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const DEPTH_MAX = 4;
const INSIDE = { address: "inside", operation: "unnamed" };

/** An act of somebody, for the transaction that carries it out. Of request and outcome only ids and versions are kept. */
export function changeEntry(
  viewer: Viewer,
  idempotencyKey: string | null,
  request: unknown,
  outcome: unknown,
): AuditEntry {
  const before = idsIn(request);
  const after = idsIn(outcome);
  const ids = [...new Set([...Object.values(before), ...Object.values(after)].flat())].filter(isUuid);
  return { ...entryOf(viewer, "CHANGE", ids), idempotencyKey, before, after, count: 1 };
}

/** What of a person's data somebody of the house saw in one answer; null if there is nothing to keep. */
export function readEntry(viewer: Viewer, seen: Seen): AuditEntry | null {
  if (viewer.role === "CUSTOMER") return null;
  const things = [...seen]
    .filter(([, ids]) => ids.size > 0)
    .map(([type, ids]) => ({ type, ids: [...ids].slice(0, IDS_KEPT_MAX), count: ids.size }));
  if (things.length === 0) return null;
  const ids = things.flatMap((thing) => thing.ids).filter(isUuid);
  const count = things.reduce((sum, thing) => sum + thing.count, 0);
  const counted = things.map(({ type, count: number }) => ({ type, count: number }));
  return { ...entryOf(viewer, "READ", ids), things: counted, count };
}

function entryOf(viewer: Viewer, kind: AuditEntry["kind"], ids: string[]): AuditEntry {
  const isCustomer = viewer.role === "CUSTOMER";
  const { address, operation } = viewer.origin ?? INSIDE;
  return {
    ...{ id: uuid(), at: new Date(), kind, role: viewer.role, operation },
    // A person's login and address are theirs: they must not outlive them in a table that nobody can change.
    actor: isCustomer ? `customer:${viewer.customerId}` : viewer.subject,
    origin: isCustomer ? "outside" : address,
    ...{
      idempotencyKey: null,
      before: null,
      after: null,
      things: [],
      ids: ids.slice(0, IDS_KEPT_MAX),
      count: 0,
    },
  };
}

const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value);

type Ids = Record<string, (string | number)[]>;

/** Ids and versions under their names, wherever they stand. Texts are left out, so nothing personal is kept. */
function idsIn(value: unknown, found: Ids = {}, depth = 0): Ids {
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) return found;
  for (const [name, inner] of Object.entries(value)) {
    const kept = (Array.isArray(inner) ? inner : [inner]).filter(
      (one) => isUuid(one) || (typeof one === "number" && /version$/i.test(name)),
    );
    if (kept.length > 0) found[name] = [...(found[name] ?? []), ...kept].slice(0, IDS_KEPT_MAX);
    else idsIn(inner, found, depth + 1);
  }
  return found;
}

/** Keeps what is read. It costs a read nothing but memory, until there is too much of it: then reads wait. */
export interface ReadAudit {
  note(viewer: Viewer, seen: Seen): Promise<void>;
  /** Writes what is left. Nothing that was noted before is lost. */
  close(): Promise<void>;
}

/** Entries are written together, every so often; the last ones when the hub stops. */
export function readAudit({ store, log }: Pick<Hub, "store" | "log">): ReadAudit {
  let waiting: AuditEntry[] = [];
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    running = running.then(async () => {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, ENTRIES_AT_ONCE);
        await insertAudit(store.pool, batch);
        waiting = waiting.slice(batch.length);
      }
    });
    const done = running;
    // A failure is told to who waits for it, and keeps no later one from trying again.
    running = running.catch(() => undefined);
    return done;
  };
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      flush().catch((error: unknown) => {
        log.warn({ error: messageOf(error), waiting: waiting.length }, "reads are not audited yet");
        later();
      });
    }, FLUSH_MS);
  };
  return {
    async note(viewer, seen) {
      const entry = readEntry(viewer, seen);
      if (entry === null) return;
      if (waiting.length >= ENTRIES_WAITING_MAX)
        await flush().catch((error: unknown) => {
          throw transient("UNAVAILABLE", "what is read cannot be audited", undefined, error);
        });
      waiting.push(entry);
      later();
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await flush();
    },
  };
}
