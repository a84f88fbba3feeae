import { type TrackingEventDocument, trackingEventKey } from "../../domain/execution.js";
import type { Issue } from "../connector.js";
import { firstText, leadsSomewhere, textsAt } from "../reading/json/tree-path.js";
import { codeKey, type Meaning } from "../reading/tracking/meaning.js";
import { readTime } from "../reading/values/zoned-time.js";
import { bareWord, DISPOSITIONS, STATES, STEPS } from "./business-steps.js";
import { type ObjectId, objectId } from "./object-id.js";

/** Where the events of the standard name their objects: in JSON, in XML, and in the extensions of 1.2. */
const PARENTS = ["parentID"];
const OBJECTS = ["epcList", "epcList.epc", "childEPCs", "childEPCs.epc"];
const CLASSES = ["quantityList.epcClass", "childQuantityList.epcClass", "..quantityElement.epcClass"];

/** What one event says about each thing that it speaks of, or why it says nothing that can be followed. */
export function eventsOf(event: unknown, type: string, timeZone: string): TrackingEventDocument[] | Issue {
  const at = firstText(event, ["eventID", "baseExtension.eventID"]);
  if (type === "TransformationEvent") {
    return fault("NOT_TRANSPORT", "An event tells what was made of what; nothing was carried anywhere.", at);
  }
  const objects = objectsOf(event);
  if (objects.length === 0) {
    const isClass =
      textsAt(event, "..epcClass").length > 0 || OBJECTS.some((path) => textsAt(event, path).length > 0);
    const message = isClass
      ? "An event names its goods by class only, so there is no one thing to follow."
      : "An event names no goods at all, so there is nothing to follow.";
    return fault("EVENT_WITHOUT_OBJECT", message, at);
  }
  const stamp = firstText(event, ["eventTime"]);
  const zone = firstText(event, ["eventTimeZoneOffset"]);
  const time = stamp === null ? null : readTime({ stamp, zone }, { timeZone, dayFirst: null });
  if (time?.kind !== "time")
    return fault("EVENT_WITHOUT_TIME", "An event states no time that can be read.", at);
  const step = firstText(event, ["bizStep"]);
  const disposition = firstText(event, ["disposition"]);
  const meaning = meaningOf(step, disposition);
  const isTakenBack = leadsSomewhere(event, "..errorDeclaration");
  const eventId = at?.slice(0, ID_LENGTH_MAX);
  const said = {
    status: meaning?.status ?? ("UNKNOWN" as const),
    code: step === null ? null : bareWord(step),
    location: firstText(event, ["bizLocation.id", "readPoint.id"])?.slice(0, 300) ?? null,
    occurredAt: time.at,
  };
  // A declaration repeats what it takes back: where events have no ids, that is what names it.
  const corrects = isTakenBack ? (eventId ?? trackingEventKey(said)) : null;
  return objects.map(({ id }) => ({
    ...{ type: "TRACKING", trackingNumber: id.slice(0, ID_LENGTH_MAX), carrier: null },
    ...{ status: said.status, reason: meaning?.reason ?? null, code: said.code },
    description: disposition === null ? null : bareWord(disposition),
    ...{ location: said.location, occurredAt: said.occurredAt },
    ...{ zoneUnknown: time.zoneUnknown, estimatedDelivery: null, corrects },
    ...(eventId === undefined || isTakenBack ? {} : { eventId }),
  }));
}

const ID_LENGTH_MAX = 200;

/** True if the tables know the step or the state of an event. */
export function isKnown({ status }: TrackingEventDocument): boolean {
  return status !== "UNKNOWN";
}

/** What is shipped as one comes first; only where nothing is, the single goods are followed, and then their lots. */
function objectsOf(event: unknown): ObjectId[] {
  const ids = (paths: readonly string[]) => distinct(paths.flatMap((path) => textsAt(event, path)));
  const parents = ids(PARENTS);
  const objects = ids(OBJECTS);
  const units = [...parents, ...objects].filter(({ isUnit }) => isUnit);
  if (units.length > 0) return units;
  if (parents.length > 0 && objects.length === 0) return parents;
  return objects.length > 0 ? objects : ids(CLASSES);
}

function distinct(epcs: readonly string[]): ObjectId[] {
  const found = new Map<string, ObjectId>();
  for (const epc of epcs) {
    const object = objectId(epc);
    if (object !== null) found.set(object.id, object);
  }
  return [...found.values()];
}

/** The state outweighs the step where it tells of trouble; else the step counts, then the state. */
function meaningOf(step: string | null, disposition: string | null): Meaning | null {
  const state = disposition === null ? "" : codeKey(bareWord(disposition));
  const trouble = DISPOSITIONS.get(state);
  if (trouble !== undefined) return trouble;
  return (step === null ? undefined : STEPS.get(codeKey(bareWord(step)))) ?? STATES.get(state) ?? null;
}

const fault = (code: string, message: string, at: string | null): Issue => ({
  code,
  message,
  at: at === null ? null : `event ${at.slice(0, 100)}`,
});
