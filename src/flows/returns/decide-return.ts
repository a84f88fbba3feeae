import { type ApprovalDecision, decideReturn } from "../../domain/parcel-settings.js";
import { valueOfLines } from "../../domain/return-line.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Tx } from "../../store/database.js";
import type { Return } from "../../store/return.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { lastDelivery, writeAct } from "../../store/writes/return.js";
import { openTasks } from "../../store/writes/review.js";
import { type Hub, parcelSettingsOf } from "../work/hub.js";

const DAY_MS = 86_400_000;

/** Lets the house's own rules answer a request: approved or declined at once, or put before a person. */
export async function decideByPolicy(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  asked: Return,
  now: Date,
): Promise<Return> {
  const delivered = await lastDelivery(tx, order.id);
  const decision = decideReturn(parcelSettingsOf(hub).approval, {
    reasons: asked.lines.map(({ reason }) => reason ?? asked.reason),
    daysSinceDelivery:
      delivered === null ? null : Math.max(0, Math.floor((now.getTime() - delivered.getTime()) / DAY_MS)),
    value: valueOfLines(asked.lines, order.lines),
    currency: order.currency,
  });
  if (decision.decision !== "ASK") return carryOut(tx, asked, decision, now);
  await openTasks(tx, [
    {
      kind: "RETURN",
      subjectKey: asked.id,
      title: `Return ${asked.number} of order ${order.number}: shall it be taken back?`,
      details: {
        returnNumber: asked.number,
        because: decision.because,
        rule: decision.rule,
        lines: asked.lines,
      },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
  return asked;
}

async function carryOut(
  tx: Tx,
  asked: Return,
  { decision, rule, because }: ApprovalDecision,
  occurredAt: Date,
): Promise<Return> {
  const act = decision === "APPROVE" ? "APPROVE" : "DECLINE";
  const status = statusAfter(asked.status, act, "HUB");
  if (status === null) return asked;
  const note = `rule "${rule}": ${because}`;
  const kept = { act, eventKey: "policy", actor: "hub", note, occurredAt } as const;
  return writeAct(tx, asked, status, kept, { decidedBecause: because });
}
