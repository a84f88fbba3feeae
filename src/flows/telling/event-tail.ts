import { setTimeout as sleep } from "node:timers/promises";
import { HubError, messageOf } from "../../domain/errors.js";
import { cursorAfter, cursorSince, isMarked, placeOf } from "../../domain/event-cursor.js";
import {
  EVENTS_KEPT_DAYS,
  eventAt,
  eventsAfter,
  type LoggedEvent,
  placeEvents,
  stateOfLog,
} from "../../store/event-log.js";
import type { Hub } from "../work/hub.js";

/** How often the log is looked at while somebody waits. No notification is needed, so poolers may stand between. */
const LOOK_MS = 100;
const PAGE_EVENTS = 200;
/** The last events, kept for all who follow: a thousand readers cost one. */
const RECENT_MAX = 2_000;
const DAY_MS = 86_400_000;

/** Reads the log of events for everybody in this process. */
export interface EventTail {
  /** Where the log ends now: whatever is committed before this is asked lies behind it. */
  head(): Promise<number>;
  /** The cursor of where the log ends now. */
  cursor(): Promise<string>;
  /** The position that a cursor stands for. Throws INVALID, or CURSOR_EXPIRED if what came after it is not kept any more. */
  positionOf(cursor: string): Promise<number>;
  /** What comes after a position, oldest first, a page at most. */
  read(after: number): Promise<readonly LoggedEvent[]>;
  /** Resolves when there may be something after this position, or the signal says to stop waiting. */
  wait(after: number, signal: AbortSignal): Promise<void>;
}

/** Gives everything that is committed its place. */
export async function placeAll({ store }: Pick<Hub, "store">): Promise<void> {
  while (await placeEvents(store));
}

/** The tail of this process. It looks at the log only while somebody waits. */
export function eventTail(hub: Pick<Hub, "store" | "log">): EventTail {
  const { pool } = hub.store;
  const recent = recently();
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    if ((await stateOfLog(pool)).waiting) await placeAll(hub);
    const { head } = await stateOfLog(pool);
    if (head > recent.end()) recent.add(await eventsAfter(pool, recent.end(), RECENT_MAX), head);
  };
  /** One look at a time, for all who wait. */
  const lookAgain = (): Promise<void> => {
    looking ??= sleep(LOOK_MS)
      .then(look)
      .catch((error: unknown) =>
        hub.log.warn({ error: messageOf(error) }, "events cannot be read; trying again"),
      )
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  const head = async (): Promise<number> => {
    if ((await stateOfLog(pool)).waiting) await placeAll(hub);
    return (await stateOfLog(pool)).head;
  };
  return {
    head,
    async cursor() {
      const last = await eventAt(pool, await head());
      return last === null ? cursorSince(new Date()) : cursorAfter(last);
    },
    async positionOf(cursor) {
      const place = placeOf(cursor);
      if ("since" in place) {
        if (Date.now() - place.since.getTime() > EVENTS_KEPT_DAYS * DAY_MS) throw expired();
        return 0;
      }
      if (!isMarked(place.mark, await eventAt(pool, place.position))) throw expired();
      return place.position;
    },
    async read(after) {
      // What lies beyond the end that is known is found by waiting, and by one look for all.
      if (after >= recent.end()) return [];
      return recent.after(after) ?? eventsAfter(pool, after, PAGE_EVENTS);
    },
    async wait(after, signal) {
      while (!signal.aborted && recent.end() <= after) await lookAgain();
    },
  };
}

const expired = (): HubError =>
  new HubError("CURSOR_EXPIRED", "what came after this cursor is not kept any more", {
    mend: "Ask for eventCursor, read what you follow by queries, and go on from that cursor.",
  });

/** The end of the log: complete from `start` (exclusive) to `end`. */
function recently() {
  let events: LoggedEvent[] = [];
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  return {
    end: () => end,
    /** Takes what comes after the end. If it is not all of it up to the head, only the head is known of. */
    add(more: readonly LoggedEvent[], head: number): void {
      const isAll = (more.at(-1)?.position ?? 0) >= head;
      if (!isAll) [events, start] = [[], Number.POSITIVE_INFINITY];
      else {
        start = Number.isFinite(start) ? start : end;
        events.push(...more);
        const left = events.splice(0, Math.max(0, events.length - RECENT_MAX));
        start = left.at(-1)?.position ?? start;
      }
      end = isAll ? (more.at(-1)?.position ?? end) : head;
    },
    /** What comes after a position; null if it is not all here. */
    after(position: number): readonly LoggedEvent[] | null {
      if (position < start || position >= end) return null;
      const first = events.findIndex((event) => event.position > position);
      return first < 0 ? null : events.slice(first, first + PAGE_EVENTS);
    },
  };
}
