import { z } from "zod";
import type { Sending } from "../../connectors/connector.js";
import { ACKNOWLEDGMENT_CODES, type Acknowledgment } from "../../domain/acknowledgment.js";
import type { NewFact } from "../../domain/fact.js";
import type { OrderStatus } from "../../domain/vocabulary.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { writeDocument } from "../delivering/write-document.js";
import { leaving, prepareNotice } from "../guard/notice-leaving.js";
import { answersOf, type Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";
import { statedOrder } from "./stated-order.js";

const answer = z.tuple([z.uuid(), z.enum(ACKNOWLEDGMENT_CODES)]);
const due = z.union([answer, leaving]);
type Code = z.infer<typeof answer>[1];

const CODES: Readonly<Partial<Record<OrderStatus, Code>>> = {
  CONFIRMED: "ACCEPTED",
  NEEDS_REVIEW: "RECEIVED",
};

/** What to tell whoever sent a new order; nothing where the sender cannot be told. */
export function answerTo(hub: Hub, connectionId: string, orderId: string, status: OrderStatus): NewFact[] {
  const code = CODES[status];
  return code === undefined ? [] : answerWith(hub, connectionId, orderId, code);
}

export function answerWith(hub: Hub, connectionId: string, orderId: string, code: Code): NewFact[] {
  if (answersOf(hub.connection(connectionId))?.order === undefined) return [];
  return [{ kind: "AnswerDue", subjectId: JSON.stringify([orderId, code]), key: `answer:${orderId}` }];
}

/** Answers orders in their senders' own formats: what we understood, line by line, as it stands now, and what has left. */
export const answerOrders: Work = async (hub, claim) => {
  const prepared = await Promise.all(
    claim.facts.map(async (fact) => {
      const one = due.parse(JSON.parse(fact.subjectId));
      try {
        const said = one.length === 3 ? prepareNotice(hub, one, fact.createdAt) : prepare(hub, one);
        return [{ fact, document: await said }];
      } catch (error) {
        await claim.fail(fact, error);
        return [];
      }
    }),
  );
  const ready = prepared.flat();
  await hub.store.transaction(async (tx) => {
    for (const { document } of ready) {
      if (document !== null) await writeDocument(tx, document.about, document.write);
    }
    await claim.finish(
      tx,
      ready.map(({ fact }) => fact),
    );
  });
  hub.ring();
};

async function prepare(hub: Hub, [orderId, code]: z.infer<typeof answer>) {
  const known = await statedOrder(hub, orderId);
  const write = answersOf(known?.connection)?.order;
  if (known === null || write === undefined) return null;
  const { order, stated, connection, messageId, asked } = known;
  const acknowledgment = acknowledgmentOf(order, code);
  const about = {
    ...{ connectionId: connection.id, messageId, orderId },
    answers: `answer:${orderId}:${code}`,
    perDay: connection.connector.answers?.perDay?.(connection.settings) ?? null,
  };
  return {
    about,
    write: (sending: Sending) => write(acknowledgment, stated, sending, connection.settings, asked),
  };
}

/** The order as it stands, in the words of an answer. */
function acknowledgmentOf(order: StoredOrder, code: Code): Acknowledgment {
  const { number, poNumber, externalId, requestedDate, currency } = order;
  return {
    level: "BUSINESS",
    externalId: number,
    order: { externalId, number, poNumber },
    control: { interchange: null, group: null, message: null },
    code,
    nativeCode: null,
    issuedAt: null,
    promisedDate: requestedDate,
    currency,
    lines: order.lines.map(({ lineNumber, sku, quantity, unit, unitPrice }) => ({
      ...{ lineNumber, sku, nativeCode: null, quantity, unit, unitPrice, promisedDate: null },
      ...{ code: code === "REJECTED" ? "REJECTED" : code === "RECEIVED" ? "UNKNOWN" : "ACCEPTED" },
      ...{ substituteSku: null, note: null },
    })),
    notes: [],
  };
}
