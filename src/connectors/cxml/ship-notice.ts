import type { OrderReference } from "../../domain/order-reference.js";
import type { DocumentPurpose, ShipNotice } from "../../domain/ship-notice.js";
import type { CanonicalDocument } from "../connector.js";
import { distinct } from "../reading/values/clean-text.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding } from "../reading/xml/findings.js";
import { addressOf } from "./address.js";
import { dayIn, momentIn } from "./moment.js";
import { packagesOf } from "./packages.js";
import type { CxmlReading } from "./reading.js";
import { payloadIdOf, referenceOf } from "./reference.js";

const TRACKING_MAX = 1000;

const PURPOSES: Readonly<Record<string, DocumentPurpose>> = {
  new: "ORIGINAL",
  update: "REPLACE",
  delete: "CANCEL",
};

/** A `ShipNoticeRequest`. */
export function mapShipNotice(request: XmlElement, reading: CxmlReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const header = find(request, "ShipNoticeHeader");
  const externalId = attributeOf(header, "shipmentID") ?? payloadIdOf(root);
  if (externalId === null) {
    addFinding(findings.issues, "NUMBER_MISSING", "The ship notice has no number (shipmentID).", request);
    return [];
  }
  const portions = findAll(request, "ShipNoticePortion");
  const orders = portions.map((portion) => orderOf(portion, root));
  const operation = attributeOf(header, "operation")?.toLowerCase() ?? "new";
  const isPlanned = attributeOf(header, "shipmentType")?.toLowerCase() === "planned";
  const dispatchedAt = isPlanned ? null : momentIn(header, "shipmentDate", reading);
  if (operation !== "delete" && orders.every(({ poNumber }) => poNumber === null)) {
    const message = "The ship notice names no order by its number.";
    addFinding(findings.warnings, "ORDER_NOT_NAMED", message, request);
  }
  const notice: ShipNotice = {
    externalId,
    purpose: (Object.hasOwn(PURPOSES, operation) ? PURPOSES[operation] : null) ?? "ORIGINAL",
    orders,
    carrier: carrierOf(request, header),
    trackingNumbers: trackingOf(request),
    ...placeOf(header),
    issuedAt: momentIn(header, "noticeDate", reading) ?? momentIn(root, "timestamp", reading),
    dispatchedAt,
    estimatedDelivery: dayIn(header, "deliveryDate", reading),
    packages: packagesOf(portions, reading),
  };
  return [{ kind: "SHIP_NOTICE", notice }];
}

/** A portion belongs to one order, by the order's number or by the id of the document that placed it. */
const orderOf = (portion: XmlElement, root: XmlElement): OrderReference =>
  referenceOf(find(portion, "OrderReference") ?? find(portion, "OrderIDInfo"), root);

/** Who carries what under which number; some senders write it into the header. */
const controlsOf = (request: XmlElement): XmlElement[] => [
  ...findAll(request, "ShipControl"),
  ...findAll(request, "ShipNoticeHeader", "ShipControl"),
];

function carrierOf(request: XmlElement, header: XmlElement | null): ShipNotice["carrier"] {
  const identifiers = controlsOf(request).flatMap((control) => findAll(control, "CarrierIdentifier"));
  const named = (domain: RegExp) =>
    textOf(identifiers.find((one) => domain.test(attributeOf(one, "domain") ?? "")));
  const other = identifiers.find((one) => !/^companyname$/i.test(attributeOf(one, "domain") ?? ""));
  return {
    code: named(/^scac$/i) ?? textOf(other),
    name: named(/^companyname$/i),
    service: textsOf(header, "ServiceLevel")[0] ?? null,
  };
}

/** Papers that go with the goods have numbers too, and nobody can be asked for the goods by them. */
const NO_TRACKING = /lading|invoice|packing/i;

/** The numbers that carriers give to the goods and to single packages. */
function trackingOf(request: XmlElement): string[] {
  const numbers = [
    ...controlsOf(request).flatMap((control) =>
      findAll(control, "ShipmentIdentifier").flatMap((one) =>
        NO_TRACKING.test(attributeOf(one, "domain") ?? "") ? [] : (textOf(one) ?? []),
      ),
    ),
    ...textsOf(request, "ShipNoticePortion", "ShipNoticeItem", "Packaging", "PackageID", "PackageTrackingID"),
  ];
  return distinct(numbers).slice(0, TRACKING_MAX);
}

function placeOf(header: XmlElement | null): Pick<ShipNotice, "shipTo" | "shipToCode"> {
  const contact =
    findAll(header, "Contact").find((one) => attributeOf(one, "role")?.toLowerCase() === "shipto") ?? null;
  return { shipTo: addressOf(contact), shipToCode: attributeOf(contact, "addressID") };
}
