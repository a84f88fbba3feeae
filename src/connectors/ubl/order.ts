import Big from "big.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { CanonicalDocument } from "../connector.js";
import { takenFrom } from "../reading/json/order.js";
import { distinct } from "../reading/values/clean-text.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { isoDay } from "../reading/values/iso-time.js";
import { find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, quoted } from "../reading/xml/findings.js";
import { buyerOf } from "./buyer.js";
import { cancellationOf } from "./cancellation.js";
import { currencyOf, issuedAtOf, versionOf } from "./header.js";
import { orderLinesOf } from "./order-lines.js";
import { orderNoteOf } from "./order-note.js";
import { nameFieldOf, nameOf } from "./party.js";
import type { UblReading } from "./reading.js";
import { earlierOf, idOfOrder, type NamedDocument } from "./reference.js";
import { requestedDateOf } from "./requested-date.js";
import { shipToOf } from "./ship-to.js";

/** An `Order`. An Italian one may also cancel or replace an earlier order, and says so in its reference to it. */
export function mapOrder(reading: UblReading): CanonicalDocument[] {
  const earlier = earlierOf(reading.root);
  if (earlier?.relation === "Cancelled") return cancellationOf(earlier, reading);
  const order = orderOf(earlier, reading);
  return order === null ? [] : [{ kind: "ORDER", order }];
}

function orderOf(earlier: NamedDocument | null, reading: UblReading): CanonicalOrder | null {
  const { root, findings, receivedAt } = reading;
  const number = textOf(root, "ID");
  if (number === null) {
    addFinding(findings.issues, "ORDER_NUMBER_MISSING", "The order has no number.", root);
    return null;
  }
  const customer = find(root, "BuyerCustomerParty");
  const currency = currencyOf(reading);
  const lines = orderLinesOf(currency, reading);
  if (lines.length === 0 && findings.issues.length === 0) {
    addFinding(findings.issues, "ORDER_WITHOUT_LINES", "The order has no lines that order anything.", root);
  }
  const buyer = buyerOf(reading);
  const { shipTo, delivery, notes: places } = shipToOf(customer, reading);
  const { date, notes } = requestedDateOf(reading);
  const placedAt = issuedAtOf(reading) ?? receivedAt;
  raiseDoubts(earlier, reading);
  checkSum(reading);
  const nameField = nameFieldOf(find(customer, "Party"));
  return {
    externalId: idOfOrder(number, root),
    externalNumber: number,
    poNumber: number,
    externalVersion: versionOf(null, placedAt),
    placedAt,
    currency,
    buyer,
    shipTo,
    requestedDate: date,
    lines,
    note: orderNoteOf([...places, ...notes], delivery, reading),
    canceled: false,
    doubts: distinct(findings.doubts),
    provenance: [
      ...takenFrom({
        "buyer.name": nameField === null ? null : `BuyerCustomerParty/Party/${nameField}`,
        shipTo: shipTo === null ? null : "Delivery",
        requestedDate: date === null ? null : "RequestedDeliveryPeriod",
        lines: "OrderLine",
      }),
      ...tradingName(find(customer, "Party")),
    ],
  };
}

/** The name that the buyer goes by, where it is not the registered one: the hub keeps one name. */
function tradingName(party: XmlElement | null): FieldProvenance[] {
  const text = textOf(party, "PartyName", "Name");
  if (text === null || text === nameOf(party).name) return [];
  return [{ path: "buyer.name", part: "body", rule: "trades as", text }];
}

/** What an earlier document means for this order, by the word that stands behind its number. */
const RELATIONS: Readonly<Record<string, (id: string) => string | null>> = {
  Revised: (id) => `This replaces order ${id}, which must not be delivered as well.`,
  Accepted: (id) =>
    `This accepts our answer ${id}; the order that was answered must not be delivered as well.`,
  Invoice: (id) => `This confirms invoice ${id} after the fact; the goods may have been delivered already.`,
  Connected: () => null,
};

/** UNCL 1001. */
const BLANKET = "221";

function raiseDoubts(earlier: NamedDocument | null, { root, findings, receivedAt }: UblReading): void {
  if (earlier !== null && earlier.relation !== null) {
    const explain = Object.hasOwn(RELATIONS, earlier.relation) ? RELATIONS[earlier.relation] : undefined;
    const doubt = explain
      ? explain(earlier.id)
      : `This is ${quoted(earlier.relation)} of ${earlier.id}, whatever that means.`;
    if (doubt !== null) addDoubt(findings, doubt);
  }
  if (textOf(root, "OrderTypeCode") === BLANKET) {
    addDoubt(findings, "This is a blanket order: the goods are called off one by one.");
  }
  if (textOf(root, "CopyIndicator") === "true") {
    addDoubt(findings, "The order says of itself that it is a copy; the order may have been placed already.");
  }
  const until = isoDay(textOf(root, "ValidityPeriod", "EndDate"));
  if (until !== null && until < receivedAt.slice(0, 10)) {
    const message = `The order was valid until ${until}, and arrived later.`;
    addFinding(findings.warnings, "ORDER_EXPIRED", message, find(root, "ValidityPeriod") ?? root);
  }
}

/** The sum of the lines that a document states is only ever a check. */
function checkSum({ root, findings }: UblReading): void {
  const total = find(root, "AnticipatedMonetaryTotal", "LineExtensionAmount");
  const stated = exactDecimal(textOf(total));
  const amounts = findAll(root, "OrderLine", "LineItem", "LineExtensionAmount").map((one) =>
    exactDecimal(textOf(one)),
  );
  if (total === null || stated === null || amounts.length === 0 || amounts.includes(null)) return;
  const sum = amounts.reduce((all, one) => all.plus(one?.value ?? "0"), new Big(0));
  if (sum.minus(stated.value).abs().gt("0.01")) {
    const message = `The lines come to ${sum.toFixed()}, but the order says ${stated.value}.`;
    addFinding(findings.warnings, "TOTAL_DIFFERS", message, total);
  }
}
