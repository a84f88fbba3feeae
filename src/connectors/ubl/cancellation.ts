import type { CanonicalDocument } from "../connector.js";
import { find, textOf } from "../reading/xml/element.js";
import { addFinding, fittingText } from "../reading/xml/findings.js";
import { askedByOf } from "./asked-by.js";
import { issuedAtOf, notesOf } from "./header.js";
import { keyOf } from "./party.js";
import type { UblReading } from "./reading.js";
import { type NamedDocument, orderId, referenceOf } from "./reference.js";

const REASON_CHARS_MAX = 2000;

/** An `OrderCancellation`. */
export function mapCancellation(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const order = referenceOf(find(root, "OrderReference"), find(root, "BuyerCustomerParty"));
  if (order.poNumber === null && order.number === null) {
    addFinding(
      findings.issues,
      "ORDER_NOT_NAMED",
      "The cancellation does not say which order it cancels.",
      root,
    );
    return [];
  }
  return [canceling(order, notesOf(root, "CancellationNote") ?? notesOf(root), reading)];
}

/** An Italian order that cancels the one that it names. */
export function cancellationOf(earlier: NamedDocument, reading: UblReading): CanonicalDocument[] {
  const customer = find(reading.root, "BuyerCustomerParty");
  const order = {
    externalId: orderId(earlier.issuer ?? keyOf(customer), earlier.id),
    number: null,
    poNumber: earlier.id,
  };
  return [canceling(order, notesOf(reading.root), reading)];
}

function canceling(
  order: { externalId: string | null; number: string | null; poNumber: string | null },
  note: string | null,
  reading: UblReading,
): CanonicalDocument {
  const { root, findings, receivedAt } = reading;
  const words = [`Cancellation ${textOf(root, "ID") ?? ""}`.trim(), note].filter((part) => part !== null);
  return {
    kind: "ORDER_CHANGE",
    change: {
      order,
      askedBy: askedByOf(reading),
      requestedAt: issuedAtOf(reading) ?? receivedAt,
      reason: fittingText(words.join(": "), REASON_CHARS_MAX, "The reason", findings, root),
      targets: [{ kind: "CANCEL" }],
    },
  };
}
