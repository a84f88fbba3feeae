import type { TrackingEventDocument } from "../../domain/execution.js";
import type { ShipmentStatus } from "../../domain/vocabulary.js";
import type { CanonicalDocument } from "../connector.js";
import { isoInstant } from "../reading/values/iso-time.js";
import { find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText } from "../reading/xml/findings.js";
import { issuedOf } from "./header.js";
import { nameOf } from "./party.js";
import type { UblReading } from "./reading.js";

const TEXT_CHARS_MAX = 2000;
const LOCATION_CHARS_MAX = 300;

/** Transport status codes of UNECE Recommendation 24, as far as they say where a parcel stands. */
const STATUSES: Readonly<Record<string, ShipmentStatus>> = {
  ...{ "1": "IN_TRANSIT", "13": "PICKED_UP", "21": "DELIVERED", "24": "IN_TRANSIT", "31": "IN_TRANSIT" },
};

/** A `TransportationStatus`: an event for each status of each consignment. */
export function mapTransportStatus(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const events = findAll(root, "Consignment").flatMap((consignment) => eventsOf(consignment, reading));
  if (events.length === 0 && findings.issues.length === 0) {
    const message = "The transport status tells nothing of any consignment that the hub could keep.";
    addFinding(findings.issues, "NO_EVENTS", message, root);
  }
  return events.map((event) => ({ kind: "EXECUTION", event }));
}

/** What is said of the whole document is said of each of its consignments. */
function eventsOf(consignment: XmlElement, reading: UblReading): TrackingEventDocument[] {
  const { root } = reading;
  const trackingNumber = textOf(consignment, "CarrierAssignedID") ?? textOf(consignment, "ID");
  if (trackingNumber === null) return [];
  const carrier = nameOf(find(consignment, "CarrierParty")).name ?? nameOf(find(root, "SenderParty")).name;
  return [...findAll(root, "TransportEvent"), ...findAll(consignment, "TransportEvent")].flatMap((event) => {
    const statuses = findAll(event, "CurrentStatus");
    const all = statuses.length > 0 ? statuses : [null];
    return all.flatMap((status) => eventOf(event, status, { trackingNumber, carrier }, reading) ?? []);
  });
}

function eventOf(
  event: XmlElement,
  status: XmlElement | null,
  parcel: Pick<TrackingEventDocument, "trackingNumber" | "carrier">,
  reading: UblReading,
): TrackingEventDocument | null {
  const { settings, findings, receivedAt } = reading;
  const at =
    isoInstant(textOf(event, "OccurrenceDate"), textOf(event, "OccurrenceTime"), settings.timeZone) ??
    isoInstant(textOf(status, "ReferenceDate"), textOf(status, "ReferenceTime"), settings.timeZone) ??
    issuedOf(reading);
  const code = textOf(status, "ConditionCode") ?? textOf(event, "TransportEventTypeCode");
  const words = [
    ...textsOf(status, "Description"),
    ...textsOf(event, "Description"),
    ...textsOf(status, "Text"),
  ];
  if (code === null && words.length === 0) return null;
  return {
    type: "TRACKING",
    ...parcel,
    status: (code !== null && Object.hasOwn(STATUSES, code) ? STATUSES[code] : null) ?? "UNKNOWN",
    reason: null,
    code,
    description: fittingText(
      [...new Set(words)].join("\n") || null,
      TEXT_CHARS_MAX,
      "The description",
      findings,
      event,
    ),
    location: placeOfEvent(event, reading),
    occurredAt: at?.instant ?? receivedAt,
    zoneUnknown: at?.zoneUnknown ?? true,
    estimatedDelivery: null,
    corrects: null,
  };
}

function placeOfEvent(event: XmlElement, { findings }: UblReading): string | null {
  const location = find(event, "Location");
  const parts = [
    textOf(location, "Name"),
    textOf(location, "Address", "CityName"),
    textOf(location, "Description"),
  ];
  const words = [...new Set(parts.filter((part) => part !== null))].join(", ") || textOf(location, "ID");
  return fittingText(words, LOCATION_CHARS_MAX, "The place", findings, event);
}
