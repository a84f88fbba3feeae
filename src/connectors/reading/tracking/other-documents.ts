import type { Issue } from "../../connector.js";
import { firstText, leadsSomewhere, textsAt } from "../json/tree-path.js";

/** What the systems of carriers send beside tracking: all paths must lead somewhere. `says` is quoted. */
interface OtherDocument {
  readonly what: string;
  readonly when: readonly string[];
  readonly says?: readonly string[];
}

const INTERCEPT_SAYS = ["..errors.message", "..errors.code", "..statusMsg"];

const OTHERS: readonly OtherDocument[] = [
  { what: "a request to UPS Delivery Intercept for the charges of a redirection", when: ["ratingRequest"] },
  {
    what: "a request to UPS Delivery Intercept",
    when: ["requestType", "requesterContactInfo"],
    says: ["trackingNumber"],
  },
  {
    what: "the charges that UPS Delivery Intercept quotes",
    when: ["..chargeInfo.trackingNumber"],
    says: ["..chargeInfo.trackingNumber"],
  },
  {
    what: "an answer of UPS Delivery Intercept that confirms a request, with its charges",
    when: ["..chargeInfo"],
  },
  {
    what: "the answer of UPS Delivery Intercept about which interceptions are possible",
    when: ["..commonEligibilityMap"],
  },
  {
    what: "the answer of UPS to a subscription for Track Alerts",
    when: ["validTrackingNumbers"],
    says: ["validTrackingNumbers"],
  },
  {
    what: "the answer of UPS to a subscription for Track Alerts",
    when: ["invalidTrackingNumbers"],
    says: ["invalidTrackingNumbers"],
  },
  { what: "a subscription for UPS Track Alerts", when: ["trackingNumberList", "destination"] },
  { what: "AfterShip's list of couriers", when: ["data.couriers"] },
  { what: "AfterShip's settings of notifications", when: ["data.notification"] },
  { what: "AfterShip's estimated dates of delivery", when: ["data.estimated_delivery_dates"] },
  {
    what: "a shipment of Easyship, which tells how its parcels stand and not since when",
    when: ["..easyship_shipment_id", "..trackings"],
  },
  {
    what: "news of Easyship about a shipment, which tells how it stands and not since when",
    when: ["..easyship_shipment_id", "..tracking_page_url"],
  },
  { what: "a list of rates", when: ["..rates"] },
  { what: "the answer to a request for rates", when: ["..rateReplyDetails"] },
  { what: "the answer to a request for rates", when: ["..RatedShipment"] },
  { what: "the answer to a request for a label", when: ["..label_url"] },
  { what: "the answer to a request for a label", when: ["..labelResponse"] },
  { what: "the answer to a shipment order", when: ["..ShipmentResults"] },
  { what: "the answer to an address check", when: ["..AddressValidation"] },
  { what: "the answer to an address check", when: ["..resolvedAddresses"] },
  { what: "the answer to a change of webhooks", when: ["operation", "success"], says: ["operation"] },
  {
    what: "EasyPost's list of what it has posted, without the trackers",
    when: ["events.description", "has_more"],
  },
  { what: "EasyPost's list of what it has posted of an event", when: ["payloads"] },
  { what: "a list of webhooks", when: ["webhooks"] },
  { what: "the registration of a webhook", when: ["url", "enabledEvents"] },
  { what: "the registration of a webhook", when: ["url", "enabled_events"] },
  { what: "the registration of a webhook", when: ["webhook_identifier"] },
  { what: "an EPCIS document", when: ["..epcisBody"] },
];

/** Kinds of objects that EasyPost and Shippo name themselves. */
const NAMED_KINDS = ["object", "object_type"];

/** What a document is that is known, and is no history of a parcel; null if it may be one. */
export function otherDocument(document: unknown): Issue | null {
  const intercept = interceptAnswer(document);
  if (intercept !== null) return notTracking(intercept);
  const other = OTHERS.find(({ when }) => when.every((path) => leadsSomewhere(document, path)));
  if (other !== undefined) {
    const said = (other.says ?? []).flatMap((path) => textsAt(document, path));
    return notTracking(said.length === 0 ? other.what : `${other.what} (${shown(said)})`);
  }
  const kind = firstText(document, NAMED_KINDS);
  const isOther = kind !== null && !/^(?:list|event|tracker|track)/i.test(kind);
  return isOther ? notTracking(`a "${kind.slice(0, 60)}"`) : null;
}

/** An answer of UPS Delivery Intercept can carry the words of success beside a failure. */
function interceptAnswer(document: unknown): string | null {
  if (!leadsSomewhere(document, "..statusMsg") || !leadsSomewhere(document, "..success")) return null;
  if (leadsSomewhere(document, "..chargeInfo") || leadsSomewhere(document, "..commonEligibilityMap")) {
    if (firstText(document, ["..success"]) !== "false") return null;
  }
  const said = [...new Set(INTERCEPT_SAYS.flatMap((path) => textsAt(document, path)))];
  return firstText(document, ["..success"]) === "false"
    ? `an answer of UPS Delivery Intercept, and the interception failed (${shown(said)})`
    : "an answer of UPS Delivery Intercept that confirms a request";
}

const SHOWN_MAX = 8;

/** Some of many words, for people. */
export const shown = (texts: readonly string[]): string => {
  const more = texts.length > SHOWN_MAX ? `, and ${texts.length - SHOWN_MAX} more` : "";
  return (
    texts
      .slice(0, SHOWN_MAX)
      .map((text) => text.slice(0, 60))
      .join(", ") + more
  );
};

/** Says what a document is that holds no history of a parcel. */
export const notTracking = (what: string): Issue => ({
  code: "NOT_TRACKING",
  message: `This is ${what}; it reports no events of a parcel.`,
  at: null,
});
