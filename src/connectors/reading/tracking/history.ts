import { executionEvent, type TrackingEventDocument } from "../../../domain/execution.js";
import type { Issue, MapResult } from "../../connector.js";
import { fieldIssues } from "../checks/field-issues.js";

/** What is read of one document at most. */
export const EVENTS_MAX = 20_000;

/** Events of one document as its result: each once, in the order given, and held against the hub's own shape. */
export function historyResult(
  given: readonly TrackingEventDocument[],
  warnings: readonly Issue[],
): MapResult {
  if (given.length > EVENTS_MAX) {
    const message = `The document tells of ${given.length} events; at most ${EVENTS_MAX} are read at once.`;
    return { ok: false, issues: [{ code: "TOO_MANY_EVENTS", message, at: null }] };
  }
  const events = withoutRepeats(given);
  const unfit = events.flatMap((event) => {
    const checked = executionEvent.safeParse(event);
    return checked.success ? [] : fieldIssues(checked.error, event);
  });
  if (unfit.length > 0) return { ok: false, issues: unfit };
  return { ok: true, documents: events.map((event) => ({ kind: "EXECUTION", event })), warnings };
}

/** Compares moments as text, for sorting: oldest first. */
export function byMoment(a: TrackingEventDocument, b: TrackingEventDocument): number {
  return a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0;
}

/** An event that is told twice is one; a day that is expected may stand at either telling. */
function withoutRepeats(events: readonly TrackingEventDocument[]): TrackingEventDocument[] {
  const seen = new Map<string, TrackingEventDocument>();
  for (const event of events) {
    const { trackingNumber, occurredAt, code, description, location, corrects } = event;
    const key = JSON.stringify([trackingNumber, occurredAt, code, description, location, corrects]);
    const estimatedDelivery = event.estimatedDelivery ?? seen.get(key)?.estimatedDelivery ?? null;
    seen.set(key, { ...(seen.get(key) ?? event), estimatedDelivery });
  }
  return [...seen.values()];
}
