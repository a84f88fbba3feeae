import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import type { Asked, OutgoingDocument, Sending } from "../connector.js";
import { scacOf } from "../reading/edi/scac.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { emptyPart, part, writeXml, type XmlPart } from "../reading/xml/write-xml.js";
import { documentType, envelope, headerOf } from "./envelope.js";
import { documentReference } from "./reference.js";
import type { CxmlSettings } from "./settings.js";
import { receiverOf, UNIT } from "./write-confirmation.js";

/**
 * A `ShipNoticeRequest`: what has left for an order. Elements stand in the order of the definition; null if the
 * partner wants none.
 */
export function writeShipNotice(
  notice: ShipNotice,
  order: CanonicalOrder,
  sending: Sending,
  settings: CxmlSettings,
  asked: Asked<XmlDocument>,
): OutgoingDocument | null {
  if (!settings.shipNotices) return null;
  const orderID = notice.orders[0]?.poNumber ?? order.poNumber ?? "";
  const lines = notice.packages.flatMap((one) => one.lines);
  const request = part("ShipNoticeRequest", [
    noticeHeader(notice, sending, settings),
    shipControl(notice),
    part("ShipNoticePortion", [
      part("OrderReference", [documentReference(asked)], {
        ...{ orderID, orderDate: order.placedAt },
      }),
      ...lines.map((line) => itemOf(line, settings)),
    ]),
  ]);
  const content = [headerOf(receiverOf(order, settings), settings), part("Request", [request])];
  return {
    fileName: `ShipNoticeRequest-${notice.externalId.replace(/[^\w.-]+/g, "_")}.xml`,
    contentType: "text/xml",
    body: writeXml(envelope(content, sending, settings), documentType("Fulfill.dtd")),
  };
}

function noticeHeader(notice: ShipNotice, { at }: Sending, settings: CxmlSettings): XmlPart {
  const { externalId, issuedAt, dispatchedAt, estimatedDelivery, shipTo, carrier, trackingNumbers } = notice;
  const attributes = {
    ...{ shipmentID: externalId, operation: "new", noticeDate: issuedAt ?? at },
    ...{ shipmentDate: dispatchedAt, deliveryDate: estimatedDelivery, shipmentType: "actual" },
  };
  // A ShipControl names both; where only one of them is known, it goes here.
  const single =
    shipControl(notice) === null
      ? [extrinsic("carrier", carrier.name), extrinsic("trackingNumber", trackingNumbers[0] ?? null)]
      : [];
  const content = [shipTo === null ? null : shipToPart(shipTo, settings), ...single];
  return part("ShipNoticeHeader", content, attributes) ?? emptyPart("ShipNoticeHeader", attributes);
}

const extrinsic = (name: string, value: string | null): XmlPart | null => part("Extrinsic", value, { name });

function shipControl({ carrier, trackingNumbers }: ShipNotice): XmlPart | null {
  if (carrier.name === null || trackingNumbers.length === 0) return null;
  return part("ShipControl", [
    part("CarrierIdentifier", scacOf(carrier.name), { domain: "SCAC" }),
    part("CarrierIdentifier", carrier.name, { domain: "companyName" }),
    ...trackingNumbers.map((number) => part("ShipmentIdentifier", number)),
  ]);
}

/** The definition wants a name, a street, a city and a country; without them the address is left to the order. */
function shipToPart(shipTo: PostalAddress, { language }: CxmlSettings): XmlPart | null {
  const { recipient, department, lines, city, region, postalCode, country } = shipTo;
  const name = recipient ?? city;
  if (name === null) return null;
  const isPlaced = lines.length > 0 && city !== null && country !== null;
  return part(
    "Contact",
    [
      part("Name", name, { "xml:lang": language }),
      isPlaced
        ? part("PostalAddress", [
            part("DeliverTo", department),
            ...lines.map((line) => part("Street", line)),
            part("City", city),
            part("State", region),
            part("PostalCode", postalCode),
            part("Country", country, { isoCountryCode: country }),
          ])
        : null,
    ],
    { role: "shipTo" },
  );
}

function itemOf(
  { lineNumber, sku, description, quantity, unit }: ShipNotice["packages"][number]["lines"][number],
  { language }: CxmlSettings,
): XmlPart | null {
  return part(
    "ShipNoticeItem",
    [
      part("ItemID", [part("SupplierPartID", sku)]),
      part("ShipNoticeItemDetail", [part("Description", description, { "xml:lang": language })]),
      part("UnitOfMeasure", unit ?? UNIT),
    ],
    { quantity, lineNumber },
  );
}
