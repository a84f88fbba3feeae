import type { TrackingEventDocument } from "../../domain/execution.js";
import type { Issue, MapResult } from "../connector.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { firstText, isGroup, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { byMoment, historyResult } from "../reading/tracking/history.js";
import { eventsOf, isKnown } from "./event.js";

const TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "TransactionEvent",
  "AssociationEvent",
  "TransformationEvent",
] as const;

/** Where lists of events stand, in a document of any version and syntax; the document itself may be one. */
const LISTS = ["..eventList", "..EventList", "..events", ""];

/** Maps the events of a capture document, of the answer to a query, or of a bare list. */
export function mapEpcis(document: JsonDocument, timeZone: string): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const events = typedEvents(document.value);
  if (events.length === 0) return { ok: false, issues: [withoutEvents(document.value)] };
  const read = events.map(([type, event]) => eventsOf(event, type, timeZone));
  const tracked = read.flatMap((one) => ("code" in one ? [] : one));
  const faults = read.flatMap((one) => ("code" in one ? [one] : []));
  if (tracked.length === 0) return { ok: false, issues: faults };
  const warnings = [...faults, ...daysOnly(events.map(([, event]) => event)), ...unknownSteps(tracked)];
  return historyResult(tracked.toSorted(byMoment), warnings);
}

/** Every event with its type: JSON states it in `type`, XML as the name of the element. */
function typedEvents(document: unknown): (readonly [type: string, event: unknown])[] {
  const lists =
    LISTS.map((path) => valuesAt(document, path)).find((values) => values.some(holdsEvents)) ?? [];
  return lists.flatMap((value) => {
    const type = firstText(value, ["type", "@type", "isA", "eventType"])?.replace(/^.*[:/#]/, "");
    if (type !== undefined && isType(type)) return [[type, value] as const];
    return TYPES.flatMap((name) => valuesAt(value, `..${name}`).map((event) => [name, event] as const));
  });
}

const isType = (type: string): boolean => TYPES.some((known) => known === type);

const holdsEvents = (value: unknown): boolean =>
  isGroup(value) &&
  (firstText(value, ["eventTime"]) !== null || TYPES.some((type) => leadsSomewhere(value, `..${type}`)));

/** What the other documents of the standard are, by a name that only they have. */
const OTHERS: readonly (readonly [path: string, what: string])[] = [
  ["..EPCISMasterDataDocument", "master data of EPCIS: it describes places and goods"],
  ["..EPCISCaptureJob", "the state of a capture job of EPCIS"],
  ["..captureID", "the state of a capture job of EPCIS"],
  ["..VocabularyList", "master data of EPCIS: it describes places and goods"],
  ["..vocabularyList", "master data of EPCIS: it describes places and goods"],
  ["..Subscribe", "a subscription to a query of EPCIS"],
  ["..resultsBody", "the answer to a query of EPCIS"],
  ["..query", "a query of EPCIS"],
  ["..eventType", "a query of EPCIS"],
  ["..Poll", "a query of EPCIS"],
  ["..reason", "an exception of EPCIS"],
];

function withoutEvents(document: unknown): Issue {
  const what = OTHERS.find(([path]) => leadsSomewhere(document, path))?.[1];
  if (what !== undefined) {
    return { code: "NOT_EVENTS", message: `This is ${what}, and tells of no event.`, at: null };
  }
  return { code: "NOT_EVENTS", message: "This document holds no events of EPCIS.", at: null };
}

const UNKNOWN_MAX = 20;
/** Hours and minutes, as `T06:45` or ` 6:45`. */
const CLOCK = /\d:\d{2}|T\d{4}|^\d{10,13}$/;

/** Events whose time is a bare day: they are kept at its first minute, which is not when they happened. */
function daysOnly(events: readonly unknown[]): Issue[] {
  const days = events.flatMap((event) => {
    const stamp = firstText(event, ["eventTime"]);
    return stamp === null || CLOCK.test(stamp) ? [] : [stamp.slice(0, 60)];
  });
  return [...new Set(days)].slice(0, UNKNOWN_MAX).map((day) => ({
    code: "DAY_ONLY",
    message: `An event states the day "${day}" and no time; it is kept at the beginning of that day.`,
    at: null,
  }));
}

function unknownSteps(events: readonly TrackingEventDocument[]): Issue[] {
  const unknown = events.filter((event) => !isKnown(event));
  const shown = new Set(
    unknown.map(({ code, description }) => [code, description].filter((one) => one !== null).join(", ")),
  );
  return [...shown].slice(0, UNKNOWN_MAX).map((words) => {
    const named =
      words === ""
        ? "An event states neither a step nor a state"
        : `The step "${words}" tells nothing about the way of the goods`;
    return { code: "UNKNOWN_CODE", message: `${named}; the event is kept as UNKNOWN.`, at: null };
  });
}
