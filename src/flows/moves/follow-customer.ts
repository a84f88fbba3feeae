import { caseStatusAfter } from "../../domain/case-states.js";
import { type MovedValue, movedAddress } from "../../domain/customer-move.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Case } from "../../store/case.js";
import type { CustomerMove, CustomerMoveOffer } from "../../store/customer-move.js";
import type { Tx } from "../../store/database.js";
import type { Return } from "../../store/return.js";
import { writeCaseAct } from "../../store/writes/case.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { writeAct } from "../../store/writes/return.js";

export const movedValue = ({ aspect, before, after }: CustomerMove): MovedValue =>
  ({ aspect, before, after }) as MovedValue;

/**
 * Makes a return follow its customer: what is sent again goes to the new address, and the customer is reached as they
 * are now. False if the return has come to its end. The caller holds the order's lock.
 */
export async function followCustomer(
  tx: Tx,
  move: CustomerMove,
  offer: CustomerMoveOffer,
  known: Return,
  order: StoredOrder,
  by: string,
): Promise<boolean> {
  const status = statusAfter(known.status, "FOLLOW_CUSTOMER", "HUB");
  if (status === null || known.resolution !== null) return false;
  const moved = movedValue(move);
  const changes =
    moved.aspect === "CONTACT"
      ? { contact: moved.after }
      : { sendTo: movedAddress(moved.after, known.sendTo ?? order.shipTo) };
  const event = { actor: by, note: offer.reason, occurredAt: move.statedAt ?? move.detectedAt };
  await writeAct(
    tx,
    known,
    status,
    { act: "FOLLOW_CUSTOMER", eventKey: `move:${offer.id}`, ...event },
    changes,
  );
  return true;
}

/**
 * Makes a case follow its customer: whoever sees to it finds them where they are now. False if the case is closed.
 * The caller holds its lock.
 */
export async function caseFollows(
  tx: Tx,
  move: CustomerMove,
  offer: CustomerMoveOffer,
  known: Case,
  by: string,
): Promise<boolean> {
  const status = caseStatusAfter(known.status, "FOLLOW_CUSTOMER", "HUB");
  if (status === null) return false;
  const moved = movedValue(move);
  const changes =
    moved.aspect === "CONTACT"
      ? { contact: moved.after }
      : { address: movedAddress(moved.after, known.address) };
  const event = { act: "FOLLOW_CUSTOMER", by: "HUB", actor: by, channel: null, note: offer.reason } as const;
  const occurredAt = move.statedAt ?? move.detectedAt;
  await writeCaseAct(tx, known, status, { ...event, eventKey: `move:${offer.id}`, occurredAt }, changes);
  return true;
}
