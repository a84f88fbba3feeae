import { v7 as uuid } from "uuid";
import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import type { Redecided } from "../../identity/undoing/undo.js";
import type { Tx } from "../../store/database.js";
import { casesBroughtBy } from "../../store/writes/case.js";
import { dropQuestionsOf } from "../../store/writes/identity-question.js";
import { lockDecider, moveRecords, type NewDecision, writeDecisions } from "../../store/writes/moves.js";
import { ordersBroughtBy } from "../../store/writes/past.js";
import { openTasks } from "../../store/writes/review.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { identityQuestion } from "./identity-question.js";
import { type PlannedUndo, planUnmerge } from "./plan-unmerge.js";

export interface UnmergeRequest {
  readonly idempotencyKey: string;
  readonly decisionId: string;
  readonly note: string | null;
  /** Lets the engine make the two one again if new evidence says so. */
  readonly mayMeetAgain: boolean;
  /** Only says what it would do. */
  readonly dryRun: boolean;
}

/** What undoing a decision has done, or would do. */
export interface Unmerged {
  /** The UNMERGE; null if it was only asked what it would do. */
  readonly decisionId: string | null;
  readonly records: number;
  readonly orders: number;
  readonly cases: number;
  readonly restoredCustomerIds: readonly string[];
  readonly ceasedCustomerIds: readonly string[];
  /** Records that were decided again, and those of them that came to something else. */
  readonly decidedAgain: number;
  readonly decidedOtherwise: readonly string[];
}

/**
 * Undoes an act of identity: the customers are restored as they were before it, with their ids, records,
 * orders, cases and golden values, and what came later is decided again as if the act had never been, where it
 * could have made a difference. All of it is one transaction under the right to decide; an act is undone
 * at most once (`decisions_reverses`).
 */
export async function unmerge(hub: Hub, viewer: Viewer, request: UnmergeRequest): Promise<Outcome<Unmerged>> {
  if (!z.uuid().safeParse(request.decisionId).success) {
    return refused("NOT_FOUND", "there is no such decision", "decisionId");
  }
  if (request.dryRun) return hub.store.transaction((tx) => undo(hub, tx, viewer, request));
  return once(hub, viewer, request.idempotencyKey, request, (tx) => undo(hub, tx, viewer, request));
}

async function undo(
  hub: Hub,
  tx: Tx,
  viewer: Viewer,
  { decisionId, mayMeetAgain, note, dryRun }: UnmergeRequest,
): Promise<Outcome<Unmerged>> {
  await lockDecider(tx);
  const planned = await planUnmerge(hub, tx, decisionId, mayMeetAgain);
  if (!planned.ok) return planned;
  const { plan, undoId, movedRecordIds } = planned.value;
  const orders = await ordersBroughtBy(tx, movedRecordIds);
  const cases = await casesBroughtBy(tx, movedRecordIds);
  if (!dryRun) await carryOut(tx, viewer.subject, note, planned.value);
  return done({
    decisionId: dryRun ? null : undoId,
    records: movedRecordIds.length,
    ...{ orders, cases },
    restoredCustomerIds: plan.comeBack,
    ceasedCustomerIds: plan.cease,
    decidedAgain: plan.decidedAgain,
    decidedOtherwise: plan.redecided.map(({ recordId }) => recordId),
  });
}

async function carryOut(tx: Tx, actor: string, note: string | null, planned: PlannedUndo): Promise<void> {
  const { rows, plan, undoId } = planned;
  const details = note === null ? {} : { note };
  const written = await writeDecisions(tx, [
    ...rows.map(
      ({ id, kind, customerId, otherCustomerId, recordId, reverses, causeId }): NewDecision => ({
        ...{ id, kind, customerId, otherCustomerId, sourceRecordId: recordId, actor, reverses, causeId },
        details: id === undoId ? details : {},
      }),
    ),
    ...plan.redecided.flatMap((one) => anew(one, undoId)),
    ...plan.looks.map(({ looker, actId, modelVersion, pair }): NewDecision => {
      const [customerId = looker, otherCustomerId = null] = pair ?? [];
      return {
        ...{ kind: pair === null ? "UNMERGE" : "MERGE", customerId, otherCustomerId, actor: "engine" },
        ...{ modelVersion, causeId: undoId, details: { looker, anewOf: actId } },
      };
    }),
  ]);
  const [decision] = written;
  if (decision?.id !== undoId) throw new Error("an undoing was not written first");
  const named = [...rows, ...plan.redecided.map(({ resolution }) => resolution)].flatMap(namedIn);
  await moveRecords(tx, decision, plan.moves, [...new Set(named)]);
  await dropQuestionsOf(
    tx,
    plan.redecided.map(({ recordId }) => recordId),
  );
  await openTasks(tx, plan.redecided.flatMap(questionOf));
}

interface Naming {
  readonly customerId: string;
  readonly otherCustomerId?: string | null;
  readonly merges?: readonly string[];
}
const namedIn = ({ customerId, otherCustomerId, merges = [] }: Naming): string[] => [
  ...[customerId, ...merges],
  ...(otherCustomerId ? [otherCustomerId] : []),
];

/** A record that is decided anew, and what it proves to be one this time. */
function anew({ recordId, modelVersion, resolution }: Redecided, undoId: string): NewDecision[] {
  const { customerId, merges, score, evidence } = resolution;
  const id = uuid();
  const row = {
    customerId,
    sourceRecordId: recordId,
    actor: "engine",
    score,
    evidence,
    modelVersion,
  } as const;
  return [
    { ...row, id, kind: "LINK", causeId: undoId },
    ...merges.map(
      (otherCustomerId): NewDecision => ({ ...row, kind: "MERGE", otherCustomerId, causeId: id }),
    ),
  ];
}

function questionOf({ resolution }: Redecided) {
  const { customerId, candidateCustomerId, score, evidence } = resolution;
  if (candidateCustomerId === null) return [];
  return [identityQuestion(customerId, candidateCustomerId, { score, evidence })];
}
