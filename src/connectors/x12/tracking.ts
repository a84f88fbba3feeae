import type { TrackingEventDocument } from "../../domain/execution.js";
import type { ExceptionReason, ShipmentStatus } from "../../domain/vocabulary.js";
import type { CanonicalDocument } from "../connector.js";
import { ediDay, ediTime } from "../reading/edi/date.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { instantOf } from "../reading/values/local-time.js";
import { clockOf, clockOfPlace } from "./clocks.js";
import { missingNumber } from "./order.js";
import { marksIn } from "./packages.js";
import { element, loopsOf, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";
import { APPOINTMENTS, NORMAL, REASONS, STATUSES, type StatusMeaning } from "./shipment-status.js";

/** References (L11) that number a parcel of a shipment. */
const PARCEL_REFERENCES: ReadonlySet<string> = new Set(["2I", "CN"]);

/** Reads a 214: one tracking event for each status (AT7) of a shipment. */
export function readTracking(context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const b10 = set.segments.find(({ tag }) => tag === "B10");
  const heading = set.segments.slice(0, (set.segments.find(({ tag }) => tag === "LX")?.number ?? 1) - 1);
  const shipment =
    trackingNumberIn(heading) ?? element(b10, 1) ?? parcelIn(heading) ?? element(b10, 6) ?? element(b10, 2);
  if (b10 === undefined || shipment === null) {
    findings.issues.push(missingNumber("B10", b10, 1));
    return [];
  }
  // Old versions have no LX: the whole set is then one stretch.
  const loops = loopsOf(set.segments, "LX");
  const stretches = loops.length > 0 ? loops.map(({ body }) => body) : [set.segments];
  const events = stretches.flatMap((segments) => {
    const trackingNumber = (loops.length > 0 ? parcelIn(segments) : null) ?? shipment;
    const carrier =
      element(b10, 3) ??
      element(
        segments.find(({ tag }) => tag === "MS2"),
        1,
      );
    return statusesOf(segments).map((status) => eventOf(status, { trackingNumber, carrier }, context));
  });
  if (events.length === 0) {
    const text = "The set reports no status: it has no AT7 segment.";
    findings.issues.push(faultAt({ tag: "AT7", number: 2 }, "STATUS_MISSING", text, { syntax: "MISSING" }));
  }
  return events.map((event) => ({ kind: "EXECUTION", event }));
}

/** A reference that is called the tracking number goes before the carrier's number of the shipment. */
const trackingNumberIn = (segments: readonly Segment[]): string | null =>
  element(
    segmentsOf(segments, "L11").find((l11) => element(l11, 2) === "2I"),
    1,
  );

function parcelIn(segments: readonly Segment[]): string | null {
  const mark = marksIn(segments).find(([kind]) => kind === "CP");
  const reference = segmentsOf(segments, "L11").find((l11) => PARCEL_REFERENCES.has(element(l11, 2) ?? ""));
  return mark?.[1] ?? element(reference, 1);
}

interface Status {
  readonly at7: Segment;
  /** MS1: where it happened. */
  readonly place: Segment | undefined;
}

function statusesOf(segments: readonly Segment[]): Status[] {
  const statuses: { at7: Segment; place: Segment | undefined }[] = [];
  for (const segment of segments) {
    const last = statuses.at(-1);
    if (segment.tag === "AT7") statuses.push({ at7: segment, place: undefined });
    else if (segment.tag === "MS1" && last !== undefined) last.place ??= segment;
  }
  return statuses;
}

function eventOf(
  { at7, place }: Status,
  parcel: Pick<TrackingEventDocument, "trackingNumber" | "carrier">,
  context: SetContext,
): TrackingEventDocument {
  const meaning = meaningOf(at7, context);
  const isAppointment = element(at7, 1) === null;
  const reasonCode = element(at7, isAppointment ? 4 : 2);
  const reason = reasonCode === null || NORMAL.has(reasonCode) ? undefined : REASONS[reasonCode];
  const code = element(at7, isAppointment ? 3 : 1);
  const text = [meaning.text, reason?.text].filter((part) => part !== undefined && part !== "").join(": ");
  return {
    ...{ type: "TRACKING", ...parcel },
    status: statusOf(meaning.status, reason?.status),
    reason: reasonOf(
      meaning,
      reasonCode === null || NORMAL.has(reasonCode) ? null : (reason?.reason ?? "UNKNOWN"),
    ),
    code: [code, reasonCode].filter((part) => part !== null).join("/") || null,
    description: text === "" ? null : text,
    location: locationOf(place),
    ...timeOf(at7, place, meaning, context),
    corrects: null,
  };
}

/** Reasons that say no more than whose affair it is. */
const VAGUE: ReadonlySet<ExceptionReason> = new Set(["CARRIER", "OTHER", "UNKNOWN"]);

/** "Damaged" and "refused" are reasons themselves: a vague one beside them makes nothing plainer. */
const reasonOf = ({ reason: own }: StatusMeaning, stated: ExceptionReason | null): ExceptionReason | null =>
  own !== undefined && (stated === null || VAGUE.has(stated)) ? own : stated;

function meaningOf(at7: Segment, { findings }: SetContext): StatusMeaning {
  const [code, appointment] = [element(at7, 1), element(at7, 3)];
  const meaning = code === null ? APPOINTMENTS[appointment ?? ""] : STATUSES[code];
  if (meaning !== undefined) return meaning;
  const text = `${quoted(code ?? appointment ?? "")} is no status that is known here: the event is kept without one.`;
  findings.warnings.push(faultAt(at7, "STATUS_UNKNOWN", text, { element: 1, syntax: "INVALID" }));
  return { status: "UNKNOWN", text: "" };
}

/** What has been delivered is delivered, whatever the reason; all else a reason may make plainer. */
const FINAL: ReadonlySet<ShipmentStatus> = new Set(["DELIVERED", "PICKED_UP", "LABEL_CREATED"]);

const statusOf = (stated: ShipmentStatus, byReason: ShipmentStatus | undefined): ShipmentStatus =>
  byReason === undefined || FINAL.has(stated) ? stated : byReason;

/** MS1: city, state or province, country. */
function locationOf(place: Segment | undefined): string | null {
  const parts = [1, 2, 3].map((index) => element(place, index)).filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

/** When it happened. An estimate happened when it was sent; its date is that of the delivery. */
function timeOf(
  at7: Segment,
  place: Segment | undefined,
  meaning: StatusMeaning,
  { sentAt, findings }: SetContext,
): Pick<TrackingEventDocument, "occurredAt" | "zoneUnknown" | "estimatedDelivery"> {
  // Senders count one empty element short.
  const at = element(at7, 1) !== null && ediDay(element(at7, 4) ?? "") !== null ? 4 : 5;
  const day = ediDay(element(at7, at) ?? "");
  if (meaning.isEstimate) return { occurredAt: sentAt, zoneUnknown: true, estimatedDelivery: day };
  if (day === null) {
    const text = "The status has no date that can be read: it counts from when it was sent.";
    findings.warnings.push(faultAt(at7, "DATE_INVALID", text, { element: 5, syntax: "INVALID" }));
    return { occurredAt: sentAt, zoneUnknown: true, estimatedDelivery: null };
  }
  const time = ediTime(element(at7, at + 1) ?? "") ?? "00:00:00";
  const clock = clockOf(element(at7, at + 2)) ?? clockOfPlace(element(place, 2), element(place, 3));
  return {
    occurredAt: instantOf(day, time, clock),
    zoneUnknown: clock === null,
    estimatedDelivery: null,
  };
}
