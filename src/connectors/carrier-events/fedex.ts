import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

/** The event types of FedEx. Exceptions are told by their words, or by the three codes that are known. */
const FEDEX_CODES = {
  codes: codesOf([
    ["LABEL_CREATED", null, "OC"],
    ["PICKED_UP", null, "PU PX"],
    ["OUT_FOR_DELIVERY", null, "OD ED AD"],
    ["DELIVERED", null, "DL"],
    ["READY_FOR_PICKUP", null, "HL HP"],
    ["RETURN_TO_SENDER", null, "RS RT"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "DE/3 SE/3 IA WA BA"],
    ["DELIVERY_FAILED", "REFUSED", "DE/7 SE/7"],
    ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "DE/8 SE/8"],
    ["CANCELED", null, "CA"],
  ]),
  coarse: codesOf([
    ["DELIVERY_FAILED", null, "DE"],
    ["DELAYED", null, "SE DY DD DS PD"],
    ["DELAYED", "CUSTOMS", "CD"],
    ["IN_TRANSIT", null, "IT IX AR DP AF FD OF LO DR SF TR CC EA EO PF PL PM AA AC AO AX CH OX SP TP IN HA"],
  ]),
} as const;

const TRACK_API: TrackingShape = {
  title: "FedEx, Track API",
  carrier: "fedex",
  when: ["..completeTrackResults"],
  parcels: ["..completeTrackResults.trackResults"],
  number: ["trackingNumberInfo.trackingNumber", "trackingNumber"],
  events: ["scanEvents"],
  expected: ["estimatedDeliveryTimeWindow.window.ends", "standardTransitTimeWindow.window.ends"],
  errors: ["error.code", "error.message"],
  state: ["latestStatusDetail.statusByLocale", "latestStatusDetail.description"],
  isReusing: true,
  event: {
    at: [{ stamp: "date" }],
    code: ["eventType", "derivedStatusCode"],
    keys: [["eventType", "exceptionCode"], ["eventType"], ["derivedStatusCode"]],
    text: ["eventDescription", "exceptionDescription"],
    place: [
      "scanLocation.city",
      "scanLocation.stateOrProvinceCode",
      "scanLocation.postalCode",
      "scanLocation.countryCode",
    ],
  },
  ...FEDEX_CODES,
};

const ADDRESS_PARTS = ["City", "StateOrProvinceCode", "PostalCode", "CountryCode"];

/** The answers of the web services that came before: the same codes in XML. */
const WEB_SERVICES: TrackingShape = {
  title: "FedEx, web services",
  carrier: "fedex",
  when: ["..TrackReply"],
  parcels: ["..CompletedTrackDetails.TrackDetails", "..TrackReply.TrackDetails", "..TrackReply"],
  number: ["TrackingNumber"],
  events: ["Events"],
  expected: ["EstimatedDeliveryTimestamp"],
  errors: ["Notification.Code", "Notification.Message", "Notifications.Code", "Notifications.Message"],
  erring: [
    ["Notification.Severity", "Notifications.Severity"],
    ["ERROR", "FAILURE"],
  ],
  isReusing: true,
  event: {
    at: [{ stamp: "Timestamp" }],
    code: ["EventType"],
    keys: [["EventType", "StatusExceptionCode"], ["EventType"]],
    text: ["EventDescription", "StatusExceptionDescription"],
    place: ADDRESS_PARTS.map((part) => `Address.${part}`),
  },
  summary: {
    at: [{ stamp: "StatusDetail.CreationTime" }],
    code: ["StatusDetail.Code"],
    text: ["StatusDetail.Description", "StatusDetail.AncillaryDetails.ReasonDescription"],
    place: ADDRESS_PARTS.map((part) => `StatusDetail.Location.${part}`),
  },
  ...FEDEX_CODES,
};

export const FEDEX: readonly TrackingShape[] = [TRACK_API, WEB_SERVICES];
