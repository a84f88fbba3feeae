import { groupBy } from "../../../domain/group-by.js";
import type { Issue, MapResult } from "../../connector.js";
import { firstText, leadsSomewhere, textsAt, valuesAt } from "../json/tree-path.js";
import { readDay } from "../values/zoned-time.js";
import { byMoment, historyResult } from "./history.js";
import { type EventDraft, NUMBERLESS, type ParcelFrame, readEvent } from "./read-event.js";
import type { EventShape, TrackingShape } from "./shape.js";

/** What a document of tracking is read with. */
export interface TrackingContext {
  /** Zone of clocks that state none. */
  readonly timeZone: string;
  /** The number that was asked for, for carriers whose answers do not repeat it. */
  readonly numberAsked: string | null;
}

/** The shape that a document has; undefined if it has none of these. */
export function shapeOf(document: unknown, shapes: readonly TrackingShape[]): TrackingShape | undefined {
  return shapes.find(({ when }) => when.every((path) => leadsSomewhere(document, path)));
}

/**
 * Reads a document of a known shape into the history of its parcels: oldest event first, each once. An event
 * whose time cannot be read is left out with a warning; a code that no table knows is UNKNOWN with one.
 */
export function readTracking(document: unknown, shape: TrackingShape, context: TrackingContext): MapResult {
  const parcels = shape.parcels.flatMap((path) => valuesAt(document, path));
  const faults: Issue[] = [];
  // A number that was asked for can only be that of a document which names none.
  const isNamed = parcels.some((parcel) => firstText(parcel, shape.number) !== null);
  const asked = isNamed ? null : context.numberAsked;
  const histories = parcels.map((parcel) =>
    historyOf(parcel, shape, frameOf(parcel, shape, context.timeZone, asked), faults),
  );
  const drafts = (shape.isReusing ? withoutOlderParcels(histories, faults) : histories).flat();
  const notes = [...distinctIssues(faults, shape), ...unknownCodes(drafts)];
  if (drafts.length === 0)
    return notes.length > 0 ? { ok: false, issues: notes } : nothingYet(shape, parcels);
  return historyResult(
    byParcel(drafts).map(({ event }) => event),
    notes,
  );
}

function nothingYet(shape: TrackingShape, parcels: readonly unknown[]): MapResult {
  const message = `This answer (${shape.title}) holds no events: ${whyNothing(shape, parcels)}.`;
  return { ok: true, documents: [], warnings: [{ code: "NO_EVENTS", message, at: null }] };
}

function whyNothing({ number, state = [], isReusing }: TrackingShape, parcels: readonly unknown[]): string {
  const named = parcels.filter((parcel) => firstText(parcel, number) !== null).length;
  if (isReusing && named > 1) return `it names ${named} parcels of one number, and the history of none`;
  const said = parcels.map((parcel) => firstText(parcel, state)).find((text) => text !== null);
  if (said) return `it says ${JSON.stringify(said.slice(0, 100))} of the parcel, and not since when`;
  return "nothing has happened to the parcel yet";
}

function frameOf(parcel: unknown, shape: TrackingShape, timeZone: string, asked: string | null): ParcelFrame {
  const carrier = (shape.carrierAt ? firstText(parcel, shape.carrierAt) : null) ?? shape.carrier;
  return { number: firstText(parcel, shape.number) ?? asked, carrier, timeZone };
}

/** The events of one parcel in the order they happened; what cannot be read of it goes to `faults`. */
function historyOf(parcel: unknown, shape: TrackingShape, frame: ParcelFrame, faults: Issue[]): EventDraft[] {
  const read = [shape, ...(shape.also ?? [])].flatMap(({ events, event }) =>
    events
      .flatMap((path) => valuesAt(parcel, path))
      .flatMap((entry) => fieldsOf(entry, event))
      .filter((entry) => isEntry(entry, event))
      .map((entry) => readEvent(entry, event, shape, frame)),
  );
  const { summary } = shape;
  if (read.length === 0 && summary !== undefined && isEntry(parcel, summary)) {
    const state = readEvent(parcel, summary, shape, frame);
    if ("event" in state) read.push(state);
  }
  const drafts = read.filter((one): one is EventDraft => "event" in one);
  faults.push(...read.filter((one): one is Issue => !("event" in one)));
  if (drafts.length === 0) faults.push(...refusalsOf(parcel, shape, frame));
  return withExpected(withDelivery(inOrder(withoutEcho(drafts, shape)), parcel, shape), parcel, shape);
}

/** Carriers give a number out again after some months: of several parcels that bore it, the last one counts. */
function withoutOlderParcels(histories: readonly EventDraft[][], faults: Issue[]): EventDraft[][] {
  const newest = new Map<string, EventDraft[]>();
  for (const history of histories) {
    const last = history.at(-1);
    if (last === undefined) continue;
    const { trackingNumber, occurredAt } = last.event;
    const rival = newest.get(trackingNumber)?.at(-1);
    if (rival !== undefined) faults.push(reused(trackingNumber));
    if (rival === undefined || rival.event.occurredAt < occurredAt) newest.set(trackingNumber, history);
  }
  return [...newest.values()];
}

const reused = (number: string): Issue => ({
  code: "NUMBER_REUSED",
  message: `The carrier knows several parcels of the number ${number}; only the history of the newest is kept.`,
  at: null,
});

const isEntry = (entry: unknown, { unless }: EventShape): boolean =>
  unless === undefined || firstText(entry, [unless[0]])?.toLowerCase() !== unless[1];

const SENTENCE_MAX = 500;

/** An entry with its fields, or none: a sentence of which none can be told is no event. */
function fieldsOf(entry: unknown, { sentences }: EventShape): unknown[] {
  if (sentences === undefined || typeof entry !== "string") return [entry];
  const text = entry.replace(/\s+/g, " ").trim();
  if (text.length > SENTENCE_MAX) return [];
  const fields = sentences.map((sentence) => sentence.exec(text)?.groups).find((groups) => groups);
  return fields === undefined ? [] : [fields];
}

/** What the carrier says of a parcel instead of its history. */
function refusalsOf(
  parcel: unknown,
  { errors = [], erring, title }: TrackingShape,
  { number }: ParcelFrame,
): Issue[] {
  if (erring !== undefined && !erring[1].includes(firstText(parcel, erring[0]) ?? "")) return [];
  const said = [...new Set(errors.flatMap((path) => textsAt(parcel, path)))].join(": ").replace(/\s+/g, " ");
  if (said === "") return [];
  const message = `Instead of a history, the carrier answers: ${said.slice(0, 500)} (${title}).`;
  return [{ code: "CARRIER_REFUSED", message, at: number === null ? null : `parcel ${number}` }];
}

/**
 * Some systems write the parcel's state to each of its events. A parcel is delivered once: an earlier event
 * that only the system's own state calls a delivery was on the way to it.
 */
function withoutEcho(drafts: readonly EventDraft[], { isEchoing }: TrackingShape): readonly EventDraft[] {
  if (isEchoing !== true) return drafts;
  const deliveries = drafts
    .filter(({ event }) => event.status === "DELIVERED")
    .map(({ event }) => event.occurredAt);
  const last = deliveries.toSorted().at(-1) ?? "";
  return drafts.map((draft) => {
    const { event, isCoarse } = draft;
    const isEcho = isCoarse && event.status === "DELIVERED" && event.occurredAt < last;
    return isEcho ? { ...draft, event: { ...event, status: "IN_TRANSIT" as const } } : draft;
  });
}

/**
 * "Dropped off" and "picked up" are said at either end of the way. The newest event of a parcel that says of itself
 * that it has been delivered was at this one.
 */
function withDelivery(drafts: EventDraft[], parcel: unknown, { delivered }: TrackingShape): EventDraft[] {
  const isDelivered = delivered !== undefined && firstText(parcel, [delivered[0]]) === delivered[1];
  const newest = drafts.at(-1);
  if (!isDelivered || newest?.event.status !== "PICKED_UP") return drafts;
  if (drafts.some(({ event }) => event.status === "DELIVERED")) return drafts;
  return [...drafts.slice(0, -1), { ...newest, event: { ...newest.event, status: "DELIVERED" } }];
}

/** Histories begin with the newest event or with the oldest; of events of one moment the order given is kept. */
function inOrder(drafts: readonly EventDraft[]): EventDraft[] {
  const [first, last] = [drafts[0], drafts.at(-1)];
  const isNewestFirst =
    first !== undefined && last !== undefined && first.event.occurredAt > last.event.occurredAt;
  const given = isNewestFirst ? drafts.toReversed() : drafts;
  return given.toSorted((a, b) => byMoment(a.event, b.event));
}

/** What the carrier expects now it did not yet expect at its first scan: only the newest event says so. */
function withExpected(drafts: EventDraft[], parcel: unknown, { expected }: TrackingShape): EventDraft[] {
  const text = expected === undefined ? null : firstText(parcel, expected);
  const day = text === null ? null : readDay(text, null);
  return drafts.map((draft, at) =>
    day === null || at < drafts.length - 1
      ? draft
      : { ...draft, event: { ...draft.event, estimatedDelivery: day } },
  );
}

/** The histories one after the other, although a document may name the parcel event by event. */
function byParcel(drafts: readonly EventDraft[]): EventDraft[] {
  const parcels = groupBy(drafts, ({ event }) => event.trackingNumber);
  return [...parcels.values()].flatMap(inOrder);
}

/** Each fault once; events without a parcel are one fault of the whole document. */
function distinctIssues(faults: readonly Issue[], { title }: TrackingShape): Issue[] {
  const numberless = faults.filter((fault) => fault === NUMBERLESS).length;
  const others = new Map(
    faults.filter((fault) => fault !== NUMBERLESS).map((fault) => [fault.message, fault]),
  );
  if (numberless === 0) return [...others.values()];
  const message = `The document (${title}) holds ${numberless} events, but not the number of the parcel: this carrier does not repeat it.`;
  return [{ ...NUMBERLESS, message }, ...others.values()];
}

const UNKNOWN_MAX = 20;

function unknownCodes(drafts: readonly EventDraft[]): Issue[] {
  const codes = new Set(drafts.flatMap(({ unknown }) => unknown ?? []));
  return [...codes].slice(0, UNKNOWN_MAX).map((code) => {
    const message = `Nobody knows what the carrier means by ${code}; the event is kept as UNKNOWN.`;
    return { code: "UNKNOWN_CODE", message, at: null };
  });
}
