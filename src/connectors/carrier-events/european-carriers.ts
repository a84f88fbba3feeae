import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";
import { ASENDIA_SHAPES } from "./asendia.js";

/** La Poste and Colissimo, whose codes and meanings are in the documentation of the service. */
const LA_POSTE: TrackingShape = {
  title: "La Poste, Suivi",
  carrier: "laposte",
  when: ["shipment.idShip", "shipment.event"],
  parcels: ["shipment"],
  number: ["idShip"],
  events: ["event"],
  expected: ["estimDate"],
  event: { at: [{ stamp: "date" }], code: ["code"], text: ["label"], place: [] },
  codes: codesOf([
    ["LABEL_CREATED", null, "DR1"],
    ["PICKED_UP", null, "PC1 PC2"],
    ["IN_TRANSIT", null, "ET1 ET2 ET3 ET4 EP1 DO1 DO2 PB2"],
    ["ON_HOLD", "CUSTOMS", "DO3"],
    ["DELAYED", null, "PB1"],
    ["OUT_FOR_DELIVERY", null, "MD2 MD1"],
    ["DELIVERY_FAILED", null, "ND1"],
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "AN1"],
    ["READY_FOR_PICKUP", null, "AG1"],
    ["RETURN_TO_SENDER", null, "RE1"],
    ["DELIVERED", null, "DI0 DI1"],
    ["RETURNED", null, "DI2"],
  ]),
};

const CHRONOPOST: TrackingShape = {
  title: "Chronopost, tracking service",
  carrier: "chronopost",
  when: ["..listEventInfoComp"],
  parcels: ["..listEventInfoComp"],
  number: ["skybillNumber"],
  events: ["events"],
  event: { at: [{ stamp: "eventDate" }], code: ["code"], text: ["eventLabel"], place: ["officeLabel"] },
  codes: codesOf([
    ["LABEL_CREATED", null, "DC"],
    ["PICKED_UP", null, "DB DY PC"],
    ["IN_TRANSIT", null, "SC TS SD"],
    ["OUT_FOR_DELIVERY", null, "TA"],
    ["DELIVERED", null, "D D1 D2 D3 D4 D5"],
  ]),
};

/** DPD's life of a parcel lists what is still to come as well; its answers do not repeat the parcel's number. */
const DPD: TrackingShape = {
  title: "DPD, ParcelLifeCycle service",
  carrier: "dpd",
  when: ["..trackingresult.statusInfo"],
  parcels: ["..trackingresult"],
  number: ["shipmentInfo.parcelLabelNumber", "shipmentInfo.parcelNumber"],
  events: ["statusInfo"],
  event: {
    at: [{ stamp: "date.content", dayFirst: false }],
    code: ["status"],
    text: ["description.content.content", "label.content"],
    place: ["location.content"],
    unless: ["statusHasBeenReached", "false"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "SHIPMENT ACCEPTED OrderReceived"],
    ["PICKED_UP", null, "PickedUp"],
    ["IN_TRANSIT", null, "BetweenDepots Depot ON_THE_ROAD AT_SENDING_DEPOT AT_DELIVERY_DEPOT"],
    ["OUT_FOR_DELIVERY", null, "Courier OUT_FOR_DELIVERY"],
    ["READY_FOR_PICKUP", null, "ParcelShop PICKUP_BY_CONSIGNEE_POSSIBLE"],
    ["DELIVERY_FAILED", null, "DeliveryFailure ReturningFromDelivery NOT_DELIVERED"],
    ["DELIVERED", null, "Delivered"],
    ["RETURN_TO_SENDER", null, "ReturnToSender RETURNED_TO_SENDER"],
  ]),
};

const BPOST: TrackingShape = {
  title: "bpost, tracking",
  carrier: "bpost",
  when: ["..itemTracking"],
  parcels: ["..itemTracking"],
  number: ["itemCode", "@itemCode"],
  events: ["stateInfo"],
  event: { at: [{ stamp: "time" }], code: ["stateCode"], text: ["stateDescription"], place: [] },
  codes: codesOf([
    ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "B06 B07 B09 B10"],
    ["OUT_FOR_DELIVERY", null, "L00"],
    ["DELIVERED", null, "U00 U01 U02 U03 U04 U05 U06 U07 U08"],
    ["DELIVERY_FAILED", "REFUSED", "B03 B23"],
  ]),
};

const ROYAL_MAIL: TrackingShape = {
  title: "Royal Mail, tracking",
  carrier: "royalmail",
  when: ["mailPieces.events"],
  parcels: ["mailPieces"],
  number: ["mailPieceId", "oneDBarcode"],
  events: ["events"],
  expected: ["estimatedDelivery.date"],
  event: {
    at: [{ stamp: "eventDateTime" }],
    code: ["eventCode"],
    text: ["eventName"],
    place: ["locationName"],
  },
};

/** `requested` is the number with its check digit, as it stands on the label; `unitno` lacks it. */
const GLS: TrackingShape = {
  title: "GLS, Track and Trace",
  carrier: "gls",
  when: ["parcels.events.eventDateTime"],
  parcels: ["parcels"],
  number: ["requested", "unitno"],
  events: ["events"],
  errors: ["errorCode", "errorMessage"],
  event: {
    at: [{ stamp: "eventDateTime" }],
    code: ["code"],
    text: ["description"],
    place: ["city", "postalCode", "country"],
  },
};

const HERMES: TrackingShape = {
  title: "Hermes Germany, shipment info",
  carrier: "hermes",
  when: ["shipmentinfo.status"],
  parcels: ["shipmentinfo"],
  number: ["shipmentID"],
  events: ["status"],
  expected: ["deliveryForecast.date"],
  errors: ["result.code", "result.message"],
  event: {
    at: [{ stamp: "timestamp" }],
    code: ["code"],
    text: ["description"],
    place: ["scanningUnit.city", "scanningUnit.countryCode"],
  },
};

/** Situation and reason, as the carriers of France have agreed on them; most are told by their words. */
const GEODIS: TrackingShape = {
  title: "Geodis, suivi",
  carrier: "geodis",
  when: ["contenu.listSuivis"],
  parcels: ["contenu"],
  number: ["noSuivi", "noRecepisse"],
  events: ["listSuivis"],
  expected: ["dateLivraisonPrevue"],
  event: {
    at: [{ stamp: "dateSuivi", clock: "heureSuivi", dayFirst: true }],
    code: ["codeSituationJustification", "codeSituation"],
    text: ["libelleSuivi", "informationComplementaire"],
    place: ["libelleCentre"],
  },
  codes: codesOf([
    ["PICKED_UP", null, "PCH/CFM"],
    ["IN_TRANSIT", null, "EXP/CFM AAR/CFM"],
    ["OUT_FOR_DELIVERY", null, "MLV/CFM"],
    ["DELIVERED", null, "LIV/CFM"],
  ]),
};

const DHL_POLAND: TrackingShape = {
  title: "DHL Poland, track and trace",
  carrier: "dhl_poland",
  when: ["..getTrackAndTraceInfoResult"],
  parcels: ["..getTrackAndTraceInfoResult"],
  number: ["shipmentId"],
  events: ["events.item"],
  event: { at: [{ stamp: "timestamp" }], code: ["status"], text: ["description"], place: ["terminal"] },
};

const SPRING: TrackingShape = {
  title: "Spring, TrackShipment",
  carrier: "spring",
  when: ["Shipment.Events", "ErrorLevel"],
  parcels: ["Shipment"],
  number: ["TrackingNumber", "CarrierTrackingNumber"],
  events: ["Events"],
  event: {
    at: [{ stamp: "DateTime" }, { stamp: "Timestamp" }],
    code: ["Code"],
    text: ["Description", "CarrierDescription"],
    place: ["City", "State", "Country"],
  },
  codes: codesOf([
    ["LABEL_CREATED", null, "0"],
    ["PICKED_UP", null, "20"],
    ["IN_TRANSIT", null, "21 40 93 101"],
    ["DELAYED", null, "31"],
    ["ON_HOLD", "CUSTOMS", "41"],
    ["DELIVERY_FAILED", null, "91"],
    ["READY_FOR_PICKUP", null, "92"],
    ["LOST", null, "111"],
    ["RETURN_TO_SENDER", null, "124"],
    ["RETURNED", null, "125"],
    ["RETURNED", "ADDRESS_INCORRECT", "12502"],
  ]),
  // Only what the words do not contradict is a delivery.
  coarse: codesOf([["DELIVERED", null, "100"]]),
};

const PARCEL_ONE: TrackingShape = {
  title: "ParcelOne, tracking",
  carrier: "parcelone",
  when: ["results.StatusCode", "results.Events"],
  parcels: ["results"],
  number: ["TrackingID", "CarrierTrackingID"],
  carrierAt: ["CarrierIDLMC"],
  events: ["Events"],
  event: {
    at: [{ stamp: "DateTime" }],
    code: ["StatusCode"],
    text: ["Description"],
    place: ["Location"],
  },
  coarse: codesOf([
    ["LABEL_CREATED", null, "REGISTERED"],
    ["IN_TRANSIT", null, "IN_TRANSIT ARRIVED"],
    ["OUT_FOR_DELIVERY", null, "OUT_FOR_DELIVERY"],
    ["DELIVERED", null, "DELIVERED"],
    ["RETURN_TO_SENDER", null, "RETURNED"],
  ]),
};

/** Carriers of Europe. */
export const EUROPEAN_CARRIERS: readonly TrackingShape[] = [
  LA_POSTE,
  CHRONOPOST,
  DPD,
  BPOST,
  ROYAL_MAIL,
  GLS,
  HERMES,
  GEODIS,
  DHL_POLAND,
  ...ASENDIA_SHAPES,
  SPRING,
  PARCEL_ONE,
];
