import type { DocumentPurpose, ShipNotice } from "../../domain/ship-notice.js";
import type { CanonicalDocument } from "../connector.js";
import { distinct } from "../reading/values/clean-text.js";
import { isoDay, isoInstant } from "../reading/values/iso-time.js";
import { find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding } from "../reading/xml/findings.js";
import { addressOf } from "./address.js";
import { issuedAtOf } from "./header.js";
import { packagesOf } from "./packages.js";
import { nameOf } from "./party.js";
import { endpointOf, identificationsOf } from "./party-number.js";
import type { UblReading } from "./reading.js";
import { numberIn, type OrderList, ordersIn } from "./reference.js";
import { addressedIn } from "./ship-to.js";

const TRACKING_MAX = 1000;

/** A `DespatchAdvice`. */
export function mapDespatch(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const externalId = textOf(root, "ID");
  if (externalId === null) {
    addFinding(findings.issues, "NUMBER_MISSING", "The despatch advice has no number.", root);
    return [];
  }
  const customer = find(root, "BuyerCustomerParty") ?? find(root, "DeliveryCustomerParty");
  const orders = ordersIn(root, "DespatchLine", customer);
  if (orders.orders.length === 0) {
    addFinding(findings.warnings, "ORDER_NOT_NAMED", "The despatch advice names no order.", root);
  }
  return [{ kind: "SHIP_NOTICE", notice: noticeOf(externalId, orders, reading) }];
}

function noticeOf(externalId: string, orders: OrderList, reading: UblReading): ShipNotice {
  const { root, settings } = reading;
  const shipment = find(root, "Shipment");
  const deliveries = [...findAll(shipment, "Delivery"), ...findAll(shipment, "Consignment", "Delivery")];
  const despatch =
    deliveries.map((delivery) => find(delivery, "Despatch")).find((one) => one !== null) ?? null;
  const transit = find(shipment, "ShipmentStage", "TransitPeriod");
  const left =
    isoInstant(
      textOf(despatch, "ActualDespatchDate"),
      textOf(despatch, "ActualDespatchTime"),
      settings.timeZone,
    ) ?? isoInstant(textOf(transit, "StartDate"), textOf(transit, "StartTime"), settings.timeZone);
  return {
    externalId,
    purpose: purposeOf(root),
    orders: [...orders.orders],
    carrier: carrierOf(shipment, deliveries),
    trackingNumbers: trackingOf(shipment, deliveries),
    ...placeOfDelivery(deliveries, reading),
    issuedAt: issuedAtOf(reading),
    dispatchedAt: left?.instant ?? null,
    estimatedDelivery: estimateIn(deliveries),
    packages: packagesOf(orders, reading),
  };
}

/** UNCL 1225 in DocumentStatusCode; whatever else stands there says nothing of earlier notices. */
const PURPOSES: Readonly<Record<string, DocumentPurpose>> = {
  ...{ "1": "CANCEL", "4": "CHANGE", "5": "REPLACE", "6": "CONFIRMATION", "7": "COPY", "9": "ORIGINAL" },
  ...{ Cancelled: "CANCEL", Revised: "REPLACE" },
};

function purposeOf(root: XmlElement): DocumentPurpose {
  if (textOf(root, "CopyIndicator") === "true") return "COPY";
  const status = textOf(root, "DocumentStatusCode") ?? "";
  return (Object.hasOwn(PURPOSES, status) ? PURPOSES[status] : null) ?? "ORIGINAL";
}

function carrierOf(shipment: XmlElement | null, deliveries: readonly XmlElement[]): ShipNotice["carrier"] {
  const carriers = [
    ...findAll(shipment, "Consignment", "CarrierParty"),
    ...findAll(shipment, "ShipmentStage", "CarrierParty"),
    ...deliveries.flatMap((delivery) => findAll(delivery, "CarrierParty")),
  ];
  const [party = null] = carriers;
  const service = textsOf(shipment, "ShippingPriorityLevelCode")[0] ?? null;
  return { code: identificationsOf(party)[0]?.value ?? null, name: nameOf(party).name, service };
}

/** `NA`, `1` and words stand in for the number that the schema wants and the sender has not. */
const IS_NUMBER = /^(?=\D*\d).{4,200}$/;

/** All numbers by which the goods can be asked after: the carrier's, the consignment's, the shipment's. */
function trackingOf(shipment: XmlElement | null, deliveries: readonly XmlElement[]): string[] {
  const numbers = [
    ...deliveries.flatMap((delivery) => textsOf(delivery, "TrackingID")),
    ...textsOf(shipment, "Consignment", "CarrierAssignedID"),
    ...textsOf(shipment, "Consignment", "ID"),
    ...textsOf(shipment, "ID"),
  ];
  return distinct(numbers.filter((number) => IS_NUMBER.test(number))).slice(0, TRACKING_MAX);
}

/** Where the goods go: the place of delivery, else the house of whoever receives them. */
function placeOfDelivery(
  deliveries: readonly XmlElement[],
  reading: UblReading,
): Pick<ShipNotice, "shipTo" | "shipToCode"> {
  const receiver = find(reading.root, "DeliveryCustomerParty");
  const party = find(receiver, "Party");
  const { name } = nameOf(party);
  const phone = textOf(receiver, "DeliveryContact", "Telephone") ?? textOf(party, "Contact", "Telephone");
  const [stated] = deliveries.flatMap((delivery) => addressedIn(delivery, receiver, reading) ?? []);
  const code = deliveries.flatMap(
    (one) => numberIn(one, "DeliveryLocation", "ID") ?? numberIn(one, "DeliveryAddress", "ID") ?? [],
  );
  return {
    shipTo: stated ?? addressOf(find(party, "PostalAddress"), { recipient: name, phone }),
    shipToCode: code[0] ?? identificationsOf(party)[0]?.value ?? endpointOf(party)?.value ?? null,
  };
}

/** The last day that the goods may come on: before it is over nobody may call them late. */
function estimateIn(deliveries: readonly XmlElement[]): string | null {
  const days = deliveries.flatMap((delivery) => {
    const period = find(delivery, "EstimatedDeliveryPeriod");
    const texts = [
      textOf(period, "EndDate"),
      textOf(period, "StartDate"),
      textOf(delivery, "EstimatedDeliveryDate"),
    ];
    return texts.flatMap((text) => isoDay(text) ?? []);
  });
  return days[0] ?? null;
}
