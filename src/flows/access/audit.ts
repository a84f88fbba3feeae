import { v7 as uuid } from "uuid";
import { messageOf, transient } from "../../domain/errors.js";
import type { Viewer } from "../../domain/viewer.js";
import type { AuditEntry } from "../../store/audit-entry.js";
import { insertAudit } from "../../store/writes/audit.js";
import type { Hub } from "../work/hub.js";

/** What somebody saw: rows, each as `Type id`. */
export type Seen = Iterable<string>;

const IDS_KEPT_MAX = 200;
const ENTRIES_AT_ONCE = 500;
/** Rows that were seen and may wait to be written. */
const ROWS_WAITING_MAX = 50_000;
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
  /** Of a person's data somebody of the house saw this in one answer. */
  note(viewer: Viewer, seen: Seen): Promise<void>;
  /** Writes what is left. Nothing that was noted before is lost. */
  close(): Promise<void>;
}

/** What one person saw by one operation since the last entries were written. */
interface Looked {
  readonly viewer: Viewer;
  readonly rows: Set<string>;
}

/**
 * What is read is written together, every so often; the last of it when the hub stops. What somebody saw again and
 * again meanwhile by the same operation is one entry, or as many as its ids need.
 */
export function readAudit({ store, log }: Pick<Hub, "store" | "log">): ReadAudit {
  let looked = new Map<string, Looked>();
  let rowsWaiting = 0;
  let unwritten: AuditEntry[] = [];
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    running = running.then(async () => {
      unwritten = [...unwritten, ...[...looked.values()].flatMap(readEntries)];
      looked = new Map();
      rowsWaiting = unwritten.reduce((sum, { ids }) => sum + ids.length, 0);
      while (unwritten.length > 0) {
        const batch = unwritten.slice(0, ENTRIES_AT_ONCE);
        await insertAudit(store.pool, batch);
        unwritten = unwritten.slice(batch.length);
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
        log.warn({ error: messageOf(error), waiting: unwritten.length }, "reads are not audited yet");
        later();
      });
    }, FLUSH_MS);
  };
  return {
    async note(viewer, seen) {
      if (viewer.role === "CUSTOMER") return;
      if (rowsWaiting >= ROWS_WAITING_MAX)
        await flush().catch((error: unknown) => {
          throw transient("UNAVAILABLE", "what is read cannot be audited", undefined, error);
        });
      rowsWaiting += add(looked, viewer, seen);
      later();
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await flush();
    },
  };
}

/** How many rows are new there. */
function add(looked: Map<string, Looked>, viewer: Viewer, seen: Seen): number {
  const { address, operation } = viewer.origin ?? INSIDE;
  const who = `${viewer.role} ${operation} ${address} ${viewer.subject}`;
  const { rows } = looked.get(who) ?? { rows: new Set() };
  const before = rows.size;
  for (const row of seen) rows.add(row);
  if (before === 0 && rows.size > 0) looked.set(who, { viewer, rows });
  return rows.size - before;
}

/** One entry, or more where there are more ids than one holds. */
function readEntries({ viewer, rows }: Looked): AuditEntry[] {
  const all = [...rows]
    .map((row) => row.split(" ") as [type: string, id: string])
    .filter(([, id]) => isUuid(id));
  return Array.from({ length: Math.ceil(all.length / IDS_KEPT_MAX) }, (_, at) => {
    const part = all.slice(at * IDS_KEPT_MAX, (at + 1) * IDS_KEPT_MAX);
    const types = [...new Set(part.map(([type]) => type))];
    return {
      ...entryOf(
        viewer,
        "READ",
        part.map(([, id]) => id),
      ),
      things: types.map((type) => ({ type, count: part.filter(([one]) => one === type).length })),
      count: part.length,
    };
  });
}
