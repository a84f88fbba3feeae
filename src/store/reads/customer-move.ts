import type { CustomerMove, CustomerMoveOffer } from "../customer-move.js";
import { type Ask, columns, type Field } from "./ask.js";
import { sql } from "./sql.js";

/** Moves shown of one customer, and orders shown of one move. */
const MOVES_OF_ONE_MAX = 50;
const OFFERS_OF_ONE_MAX = 500;

// biome-ignore format: one list a line reads best as a table
const MOVE_FIELDS: readonly Field<Omit<CustomerMove, "customerId">>[] = [
  "id", "moveKey", "sourceRecordId", "aspect", "addressRole", "before", "after", "usedBefore", "explicit", "system",
  "statedAt", "detectedAt",
];
// biome-ignore format: one list a line reads best as a table
const OFFER_FIELDS: readonly Field<CustomerMoveOffer>[] = [
  "id", "moveId", "orderId", "returnId", "caseId", "stage", "decision", "reason", "decidedBy", "decidedAt",
];

/** A move with the customer it is shown for: the one whose orders and cases it is offered to now. */
export type CustomerMoveRow = CustomerMove;

export function customerMoveReads(ask: Ask) {
  return {
    /** Newest first. The offers follow their orders and cases, so a move is found where these are now. */
    customerMovesOf: (customerIds: readonly string[]): Promise<CustomerMoveRow[]> =>
      ask.rows(sql`
        SELECT found.*, parent.id AS "customerId" FROM unnest(${customerIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT ${columns("x", MOVE_FIELDS)} FROM ${ask.of("customer_moves")} x
          WHERE x.customer_id = parent.id OR x.id IN (
            SELECT f.move_id FROM ${ask.of("orders")} o
              JOIN ${ask.of("customer_move_offers")} f ON f.order_id = o.id WHERE o.customer_id = parent.id
            UNION ALL SELECT f.move_id FROM ${ask.of("cases")} c
              JOIN ${ask.of("customer_move_offers")} f ON f.case_id = c.id WHERE c.customer_id = parent.id)
          ORDER BY x.detected_at DESC, x.id DESC LIMIT ${MOVES_OF_ONE_MAX}
        ) found ORDER BY found."detectedAt" DESC, found.id DESC`),

    moveOffersOf: (moveIds: readonly string[]): Promise<CustomerMoveOffer[]> =>
      ask.rows(sql`
        SELECT found.* FROM unnest(${moveIds}::uuid[]) AS parent (id)
        CROSS JOIN LATERAL (
          SELECT ${columns("x", OFFER_FIELDS)} FROM ${ask.of("customer_move_offers")} x
          WHERE x.move_id = parent.id ORDER BY x.order_id, x.case_id, x.id LIMIT ${OFFERS_OF_ONE_MAX}
        ) found`),

    moveOffersById: (ids: readonly string[]): Promise<CustomerMoveOffer[]> =>
      ask.rows(sql`
        SELECT ${columns("x", OFFER_FIELDS)} FROM ${ask.of("customer_move_offers")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
