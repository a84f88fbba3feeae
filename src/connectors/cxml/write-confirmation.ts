import type {
  Acknowledgment,
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import { groupBy } from "../../domain/group-by.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { Asked, OutgoingDocument, Sending } from "../connector.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { emptyPart, part, writeXml, type XmlPart } from "../reading/xml/write-xml.js";
import type { Credential } from "./credential.js";
import { documentType, envelope, headerOf } from "./envelope.js";
import { documentReference } from "./reference.js";
import type { CxmlSettings } from "./settings.js";

/** What is said of the order. Where lines differ, all of them are listed, so that none is left to guess. */
const TYPES: Record<AcknowledgmentCode, string> = {
  RECEIVED: "allDetail",
  ACCEPTED: "accept",
  ACCEPTED_WITH_CHANGE: "allDetail",
  PARTIALLY_ACCEPTED: "allDetail",
  REJECTED: "reject",
};

const LINE_TYPES: Record<LineAcknowledgmentCode, string> = {
  ACCEPTED: "accept",
  ACCEPTED_WITH_CHANGE: "detail",
  BACKORDERED: "backordered",
  SUBSTITUTED: "detail",
  REJECTED: "reject",
  CANCELED: "reject",
  ALREADY_SHIPPED: "accept",
  UNKNOWN: "unknown",
};

/** The unit that cXML wants where an order came without one: each. */
export const UNIT = "EA";

/** A `ConfirmationRequest`: what becomes of the order. Elements stand in the order of the definition. */
export function writeConfirmation(
  acknowledgment: Acknowledgment,
  order: CanonicalOrder,
  sending: Sending,
  settings: CxmlSettings,
  asked: Asked<XmlDocument>,
): OutgoingDocument {
  const { externalId, code } = acknowledgment;
  const orderID = acknowledgment.order.poNumber ?? order.poNumber ?? "";
  const header = {
    confirmID: externalId,
    operation: "new",
    type: TYPES[code],
    noticeDate: acknowledgment.issuedAt ?? sending.at,
  };
  const comments = part("Comments", acknowledgment.notes.join("\n"), { "xml:lang": settings.language });
  const request = part("ConfirmationRequest", [
    part("ConfirmationHeader", comments === null ? null : [comments], header) ??
      emptyPart("ConfirmationHeader", header),
    part("OrderReference", [documentReference(asked)], { orderID }),
    ...(TYPES[code] === "allDetail" ? itemsOf(acknowledgment, order, settings) : []),
  ]);
  const content = [headerOf(receiverOf(order, settings), settings), part("Request", [request])];
  return {
    fileName: `ConfirmationRequest-${externalId.replace(/[^\w.-]+/g, "_")}.xml`,
    contentType: "text/xml",
    body: writeXml(envelope(content, sending, settings), documentType("Fulfill.dtd")),
  };
}

/** Whoever sent the order, unless the settings name somebody else. */
export function receiverOf({ buyer }: CanonicalOrder, settings: CxmlSettings): Credential {
  const { ourDomain, partnerDomain, partnerIdentity } = settings;
  const system = buyer.otherCodes.find(({ value }) => value === buyer.code)?.system.toUpperCase();
  const own = system === undefined || system === NETWORK_ID.toUpperCase() ? null : system;
  return { domain: partnerDomain ?? own ?? ourDomain, identity: partnerIdentity ?? buyer.code ?? "" };
}

const NETWORK_ID = "NetworkId";

function itemsOf(
  { code, lines, currency }: Acknowledgment,
  order: CanonicalOrder,
  settings: CxmlSettings,
): (XmlPart | null)[] {
  const byLine = groupBy(lines, ({ lineNumber }) => lineNumber);
  return order.lines.map((line) => {
    const answers = byLine.get(line.lineNumber) ?? [];
    const statuses =
      answers.length > 0
        ? answers.map((answer) => statusOf(line, answer, order.currency ?? currency, settings))
        : [bareStatus(line, code === "RECEIVED" ? "unknown" : "accept")];
    return part("ConfirmationItem", [part("UnitOfMeasure", line.unit ?? UNIT), ...statuses], {
      quantity: line.quantity,
      lineNumber: line.lineNumber,
    });
  });
}

const bareStatus = (line: CanonicalOrderLine, type: string): XmlPart | null =>
  part("ConfirmationStatus", [part("UnitOfMeasure", line.unit ?? UNIT)], { quantity: line.quantity, type });

function statusOf(
  line: CanonicalOrderLine,
  answer: LineAcknowledgment,
  currency: string | null,
  settings: CxmlSettings,
): XmlPart | null {
  const quantity = answer.quantity ?? line.quantity;
  const unit = answer.unit ?? line.unit ?? UNIT;
  const price = answer.unitPrice === null ? null : moneyPart("UnitPrice", answer.unitPrice, currency);
  const content = [
    part("UnitOfMeasure", unit),
    answer.substituteSku === null
      ? price
      : replacement(line, answer.substituteSku, quantity, unit, answer.unitPrice, currency, settings),
    part("Comments", answer.note, { "xml:lang": settings.language }),
  ];
  return part("ConfirmationStatus", content, {
    quantity,
    type: LINE_TYPES[answer.code],
    deliveryDate: answer.promisedDate,
  });
}

const moneyPart = (name: string, amount: string, currency: string | null): XmlPart | null =>
  currency === null ? null : part(name, [part("Money", amount, { currency })]);

/** The article that comes instead; the definition wants its price and its class, known or not. */
function replacement(
  line: CanonicalOrderLine,
  sku: string,
  quantity: string,
  unit: string,
  unitPrice: string | null,
  currency: string | null,
  { language }: CxmlSettings,
): XmlPart | null {
  return part(
    "ItemIn",
    [
      part("ItemID", [part("SupplierPartID", sku)]),
      part("ItemDetail", [
        moneyPart("UnitPrice", unitPrice ?? line.unitPrice ?? "0", currency),
        part("Description", line.description ?? sku, { "xml:lang": language }),
        part("UnitOfMeasure", unit),
        part("Classification", sku, { domain: "SupplierPartID" }),
      ]),
    ],
    { quantity, lineNumber: line.lineNumber },
  );
}
