import { type EventFilter, isWanted, type TopicName, topicOf } from "../../domain/event.js";
import type { LoggedEvent } from "../../store/event-log.js";
import type { EventTail } from "./event-tail.js";

export interface Following {
  readonly tail: EventTail;
  readonly topic: TopicName;
  readonly filter: EventFilter;
  /** The cursor of the last event that was handled; null for what happens from now on. */
  readonly after: string | null;
  /** Which of these things may be seen at the moment of asking. */
  readonly visible: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly ended: AbortSignal;
}

/** What may be seen is looked up again for what has waited this long for a slow reader. */
const SEEN_MS = 200;

/**
 * Every wanted event behind a cursor, once and in order: first what was missed, then what happens, by one way
 * of reading, so there is no seam. Nothing is kept for a reader: who does not come back for the next event
 * costs its position. What the reader may not see at that moment is left out.
 */
export async function* followEvents(following: Following): AsyncGenerator<LoggedEvent> {
  const { tail, topic, filter, after, ended } = following;
  let position = after === null ? await tail.head() : await tail.positionOf(after);
  while (!ended.aborted) {
    const page = await tail.read(position);
    if (page.length === 0) {
      await tail.wait(position, ended);
      continue;
    }
    yield* shown(
      following,
      page.filter((event) => topicOf(event.kind) === topic && isWanted(filter, event)),
    );
    position = page.at(-1)?.position ?? position;
  }
}

async function* shown(
  { visible, ended }: Following,
  events: readonly LoggedEvent[],
): AsyncGenerator<LoggedEvent> {
  let seen: ReadonlySet<string> = new Set();
  let seenAt = Number.NEGATIVE_INFINITY;
  for (const [at, event] of events.entries()) {
    if (Date.now() - seenAt > SEEN_MS) {
      seen = await visible(events.slice(at).map(({ subjectId }) => subjectId));
      seenAt = Date.now();
    }
    if (ended.aborted) return;
    if (seen.has(event.subjectId)) yield event;
  }
}
