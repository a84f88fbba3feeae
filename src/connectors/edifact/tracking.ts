import type { TrackingEventDocument } from "../../domain/execution.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { isSscc, ssccOf } from "../reading/edi/sscc.js";
import { distinct } from "../reading/values/clean-text.js";
import { datesOf, dateWith, type ReadDate } from "./dates.js";
import { textsOf } from "./item.js";
import type { MessageContext } from "./message-context.js";
import { partiesOf, referenceIn } from "./party.js";
import { component, components, type Group, groupsOf, type Segment, segmentsOf } from "./segment.js";
import { EANCOM_STATUSES, type Meaning, REASONS, STATUSES } from "./shipment-status.js";

/** References (RFF) that number a consignment as the carrier does. */
const CONSIGNMENT: ReadonlySet<string> = new Set(["CN", "AAS", "AAM", "CRN", "CW"]);
/** What a consignment is followed by where the carrier's own number is not given: bill of lading, booking, order. */
const OTHERWISE: ReadonlySet<string> = new Set(["BM", "BN", "FF", "AAO", "CU"]);
const NEXT_CONSIGNMENT: ReadonlySet<string> = new Set(["CNI", "UNT"]);

/** Reads IFTSTA: one tracking event for each status (STS) of a consignment, or of each of its packages. */
export function readTracking(context: MessageContext): CanonicalDocument[] {
  const { message, findings } = context;
  const { segments } = message;
  const first = segments.findIndex(({ tag }) => tag === "CNI" || tag === "STS");
  const heading = first < 0 ? segments : segments.slice(0, first);
  const consignments = groupsOf(segments, "CNI");
  const stretches: { head: Segment | undefined; body: readonly Segment[] }[] =
    consignments.length > 0 ? consignments : [{ head: undefined, body: segments.slice(Math.max(first, 0)) }];
  const frame = { carrier: carrierOf(heading), sent: sentOf(heading, context) };
  const events = stretches.flatMap(({ head, body }) => {
    const consignment =
      component(head, 2, 1) ??
      referenceIn(body, CONSIGNMENT) ??
      referenceIn(heading, CONSIGNMENT) ??
      referenceIn(body, OTHERWISE) ??
      referenceIn(heading, OTHERWISE) ??
      component(
        segments.find(({ tag }) => tag === "EQD"),
        2,
        1,
      );
    const ahead = body.slice(0, Math.max(0, statusAt(body)));
    const place = locationOf(ahead) ?? onlyPlace(heading);
    return groupsOf(body, "STS", NEXT_CONSIGNMENT).flatMap((status) =>
      eventsOf(status, { ...frame, consignment, place }, context),
    );
  });
  if (events.length === 0 && findings.issues.length === 0) {
    const text =
      "The message reports no status of a consignment: it has no STS segment with a number to follow.";
    findings.issues.push(faultAt({ tag: "STS", number: 2 }, "STATUS_MISSING", text, { syntax: "MISSING" }));
  }
  return events.map((event) => ({ kind: "EXECUTION", event }));
}

const statusAt = (body: readonly Segment[]): number => body.findIndex(({ tag }) => tag === "STS");

/** The place of the whole message, where its heading names just one. */
const onlyPlace = (heading: readonly Segment[]): string | null =>
  segmentsOf(heading, "LOC").length === 1 ? locationOf(heading) : null;

interface Frame {
  readonly carrier: string | null;
  /** The instant of the message, for events that do not say when they happened. */
  readonly sent: string;
}

/** What is said of a consignment ahead of its first status. */
interface Consignment extends Frame {
  readonly consignment: string | null;
  readonly place: string | null;
}

function carrierOf(heading: readonly Segment[]): string | null {
  const tdt = heading.find(({ tag }) => tag === "TDT");
  const stated = component(tdt, 5, 4) ?? component(tdt, 5, 1);
  if (stated !== null) return stated;
  const parties = partiesOf(heading, "seller");
  const party = ["CA", "FW"]
    .map((role) => parties.find((one) => one.party.role === role))
    .find(Boolean)?.party;
  return party?.name ?? party?.codes[0]?.value ?? null;
}

const sentOf = (heading: readonly Segment[], { findings, sentAt }: MessageContext): string =>
  dateWith(datesOf(heading, findings), ["137"])?.instant ?? sentAt;

function eventsOf(
  { head, body }: Group,
  { carrier, sent, consignment, place }: Consignment,
  context: MessageContext,
): TrackingEventDocument[] {
  const packages = packagesIn(body);
  const own = referenceIn(body, CONSIGNMENT) ?? consignment;
  const numbers = packages.length > 0 ? packages : own === null ? [] : [own];
  const code = statusCode(head);
  const reasonCode = component(head, 3, 1);
  const [status, text, statusReason] = meaningOf(head, code, context);
  const [reason, reasonText] =
    reasonCode === null ? [statusReason ?? null, null] : reasonOf(head, reasonCode);
  const words = [component(head, 2, 4) ?? text, reasonText, ...textsOf(body)];
  const description = words.filter((word) => word !== null && word !== "").join(": ");
  return numbers.map((trackingNumber) => ({
    ...{ type: "TRACKING", trackingNumber, carrier, status, reason },
    code: [code, reasonCode].filter((part) => part !== null).join("/") || null,
    description: description === "" ? null : description,
    location: locationOf(body) ?? place,
    ...timeOf(datesOf(body, context.findings), sent),
    corrects: null,
  }));
}

/** The identities of packages (GIN), else the serial shipping container codes among their marks (PCI). */
function packagesIn(body: readonly Segment[]): string[] {
  const identities = segmentsOf(body, "GIN").flatMap((gin) =>
    gin.elements.flatMap((_, at) => (at === 0 ? [] : components(gin, at + 1))),
  );
  const marks = segmentsOf(body, "PCI").flatMap((pci) => components(pci, 2).filter(isSscc));
  return distinct(identities.length > 0 ? identities : marks).map(ssccOf);
}

/** The event (C555); some carriers keep it in the category (C601), behind two codes of their own. */
const statusCode = (head: Segment): string | null =>
  component(head, 2, 1) ?? component(head, 1, 3) ?? component(head, 1, 2);

/** Carriers with codes of their own say beside them what these mean: some in the words of the directory. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.values(STATUSES).map((meaning) => [meaning[1].toLowerCase(), meaning]),
);

function meaningOf(head: Segment, code: string | null, { message, findings }: MessageContext): Meaning {
  const isEancom = (component(message.segments[0], 2, 5) ?? "").startsWith("EAN");
  const meaning =
    (isEancom ? EANCOM_STATUSES[code ?? ""] : undefined) ??
    STATUSES[code ?? ""] ??
    MEANINGS.get(component(head, 2, 4)?.toLowerCase() ?? "");
  if (meaning !== undefined) return meaning;
  const what = code === null ? "The STS names no status" : `${quoted(code)} is no status that is known here`;
  const text = `${what}: the event is kept without one.`;
  findings.warnings.push(faultAt(head, "STATUS_UNKNOWN", text, { element: 2, syntax: "INVALID" }));
  return ["UNKNOWN", ""];
}

function reasonOf(head: Segment, code: string): readonly [TrackingEventDocument["reason"], string | null] {
  const [reason, text] = REASONS[code] ?? (["OTHER", null] as const);
  return [reason, component(head, 3, 4) ?? text];
}

const COUNTRIES = "162";

/** LOC: the name of the place, else its code, and what it lies in where that is named or a country. */
function locationOf(body: readonly Segment[]): string | null {
  const loc = body.find(({ tag }) => tag === "LOC");
  const place = component(loc, 2, 4) ?? component(loc, 2, 1);
  const country = component(loc, 3, 2) === COUNTRIES ? component(loc, 3, 1) : null;
  return [place, component(loc, 3, 4) ?? country].filter((part) => part !== null).join(", ") || null;
}

/** Dates (2005) of the event itself, best first, and those of a delivery still to come. */
const HAPPENED: readonly string[] = ["334", "178", "78", "35", "186", "187", "7", "9", "200", "11", "1"];
const EXPECTED: readonly string[] = ["358", "17", "132", "191", "2", "69"];

/** When it happened. A date that means neither counts if it is not later than the message. */
function timeOf(
  dates: readonly ReadDate[],
  sent: string,
): Pick<TrackingEventDocument, "occurredAt" | "zoneUnknown" | "estimatedDelivery"> {
  const expected = dateWith(dates, EXPECTED)?.days.at(-1) ?? null;
  const others = dates.filter(({ qualifier }) => !EXPECTED.includes(qualifier));
  const happened = dateWith(others, HAPPENED) ?? others.find(({ instant }) => instant <= sent) ?? null;
  return {
    occurredAt: happened?.instant ?? sent,
    zoneUnknown: happened?.hasZone !== true,
    estimatedDelivery: expected,
  };
}
