import { codesOf } from "../reading/tracking/meaning.js";
import type { TrackingShape } from "../reading/tracking/shape.js";

const SF_EXPRESS: TrackingShape = {
  title: "SF Express, routes",
  carrier: "sf_express",
  when: ["..mailNo", "..routes.acceptTime"],
  parcels: ["..routeResps"],
  number: ["mailNo"],
  events: ["routes"],
  event: {
    at: [{ stamp: "acceptTime" }],
    code: ["opCode"],
    text: ["remark"],
    place: ["acceptAddress"],
  },
  codes: codesOf([
    ["PICKED_UP", null, "50"],
    ["OUT_FOR_DELIVERY", null, "44"],
    ["DELIVERED", null, "80"],
  ]),
  coarse: codesOf([["IN_TRANSIT", null, "30 31 36"]]),
};

/** Cainiao counts the moments of its events, and names the zone of the clock that it shows people. */
const CAINIAO: TrackingShape = {
  title: "Cainiao, details of a parcel",
  carrier: null,
  when: ["..mailNo", "..detailList.actionCode"],
  parcels: ["..module"],
  number: ["mailNo"],
  carrierAt: ["cpName"],
  events: ["detailList"],
  event: {
    at: [{ stamp: "time" }, { stamp: "timeStr", zone: "timeZone" }],
    code: ["actionCode"],
    text: ["desc", "standerdDesc"],
    place: [],
  },
  codes: codesOf([
    ["PICKED_UP", null, "PU_PICKUP_SUCCESS"],
    ["OUT_FOR_DELIVERY", null, "GTMS_DO_DEPART"],
    ["DELIVERED", null, "GTMS_SIGNED"],
  ]),
};

/** Services that ask many carriers of China, and write their words down. */
const KUAIDI_100: TrackingShape = {
  title: "Kuaidi100",
  carrier: null,
  when: ["..nu", "..com", "..data.context"],
  parcels: ["lastResult", ""],
  number: ["nu"],
  carrierAt: ["com"],
  events: ["data"],
  event: {
    at: [{ stamp: "ftime" }, { stamp: "time" }],
    code: ["statusCode", "status"],
    text: ["context"],
    place: ["location", "areaName"],
  },
};

const KDNIAO: TrackingShape = {
  title: "Kdniao",
  carrier: null,
  when: ["..LogisticCode", "..Traces.AcceptStation"],
  parcels: ["Data", ""],
  number: ["LogisticCode"],
  carrierAt: ["ShipperCode"],
  events: ["Traces"],
  event: {
    at: [{ stamp: "AcceptTime" }],
    code: ["Action"],
    text: ["AcceptStation", "Remark"],
    place: ["Location"],
  },
};

/** Aramex lists the waybills that were asked for, each with its scans. */
const ARAMEX: TrackingShape = {
  title: "Aramex, TrackShipments",
  carrier: "aramex",
  when: ["..UpdateCode", "..UpdateDescription", "..UpdateDateTime"],
  parcels: ["..TrackingResults.Value", "..TrackingResult"],
  number: ["WaybillNumber"],
  events: [""],
  event: {
    at: [{ stamp: "UpdateDateTime" }],
    code: ["UpdateCode"],
    text: ["UpdateDescription"],
    place: ["UpdateLocation"],
  },
  codes: codesOf([
    ["DELIVERED", null, "SH005"],
    ["LABEL_CREATED", null, "SH014"],
  ]),
};

/** Carriers of Asia, and those who gather what they say. */
export const ASIAN_CARRIERS: readonly TrackingShape[] = [SF_EXPRESS, CAINIAO, KUAIDI_100, KDNIAO, ARAMEX];
