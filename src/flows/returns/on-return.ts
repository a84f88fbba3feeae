import { z } from "zod";
import { actsFrom, type ReturnAct, statusAfter } from "../../domain/return-states.js";
import type { Viewer } from "../../domain/viewer.js";
import type { ReturnStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { Return } from "../../store/return.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { expectedBy, returnById, writeAct } from "../../store/writes/return.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";
import { once } from "../acts/once.js";
import { done, impossible, type Outcome, outdated, refused } from "../acts/outcome.js";
import { rehearse } from "../acts/rehearse.js";
import { ownOrder } from "../orders/change-order.js";
import { refreshOrder } from "../orders/refresh-order.js";
import type { Hub } from "../work/hub.js";

/** What every act on a return says. */
export interface OnReturn {
  readonly idempotencyKey: string;
  readonly returnId: string;
  /** The version the caller has seen; another one in the meantime is a conflict, never an overwrite. */
  readonly expectedVersion: number;
  /** True to see what would come of it and change nothing. */
  readonly dryRun: boolean;
  readonly note: string | null;
}

export interface ReturnOutcome {
  readonly returnId: string;
  /** After a rehearsal: the return as it would be. What was done is read anew. */
  readonly preview: Return | null;
}

/** A return that is being acted on: its order is locked. */
export interface Acting {
  readonly tx: Tx;
  readonly hub: Hub;
  readonly viewer: Viewer;
  readonly by: "STAFF" | "CUSTOMER";
  readonly order: StoredOrder;
  readonly known: Return;
}

/**
 * Does one act on a return for somebody, once. The order's lock makes two acts at once come one after the other,
 * and the second finds a later version than it has seen. `work` answers the return as it is then.
 */
export async function onReturn(
  hub: Hub,
  viewer: Viewer,
  input: OnReturn,
  act: ReturnAct,
  work: (acting: Acting, next: ReturnStatus) => Promise<Outcome<Return>>,
): Promise<Outcome<ReturnOutcome>> {
  const run = async (tx: Tx): Promise<Outcome<ReturnOutcome>> => {
    const acting = await find(tx, hub, viewer, input.returnId);
    if (acting === null) return refused("NOT_FOUND", "there is no such return", "returnId");
    const { known, by, order } = acting;
    if (known.version !== input.expectedVersion)
      return outdated("the return", input.expectedVersion, known.version);
    const next = statusAfter(known.status, act, by);
    if (next === null)
      return impossible(`return ${known.number}`, known.status, act, actsFrom(known.status, by));
    const outcome = await work(acting, next);
    if (!outcome.ok) return outcome;
    await refreshOrder(tx, order);
    return done({ returnId: known.id, preview: input.dryRun ? outcome.value : null });
  };
  return input.dryRun ? rehearse(hub, run) : once(hub, viewer, input.idempotencyKey, input, run);
}

/** The return with its order locked; null also if it is somebody else's: a customer cannot tell the two apart. */
async function find(tx: Tx, hub: Hub, viewer: Viewer, id: string): Promise<Acting | null> {
  const unlocked = z.uuid().safeParse(id).success ? await returnById(tx, id) : null;
  if (unlocked === null) return null;
  const order = await ownOrder(tx, viewer, unlocked.orderId);
  const known = order === null ? null : await returnById(tx, id);
  if (order === null || known === null) return null;
  return { tx, hub, viewer, by: viewer.role === "CUSTOMER" ? "CUSTOMER" : "STAFF", order, known };
}

/** Writes an act of a person. A question about the return that is still open has been answered by it. */
export async function personally(
  { tx, viewer, known, order }: Acting,
  act: ReturnAct,
  status: ReturnStatus,
  note: string | null,
  changes: Partial<Return> = {},
): Promise<Return> {
  const words = act.toLowerCase().replaceAll("_", " ");
  await closeOvertaken(tx, "RETURN", known.id, `${viewer.subject}: ${words}`);
  if (act === "CANCEL") await withdraw(tx, known, order.customerId);
  const kept = { act, actor: viewer.subject, note, occurredAt: new Date() };
  return writeAct(tx, known, status, { ...kept, eventKey: `${act}:${known.version}` }, changes);
}

/** No system takes back that it was told of a return: where one waits for the goods, a person has to say so. */
async function withdraw(tx: Tx, { id, orderId, number }: Return, customerId: string | null): Promise<void> {
  const systems = await expectedBy(tx, id);
  await openTasks(
    tx,
    systems.map((system) => ({
      kind: "RETURN" as const,
      subjectKey: `${id}:withdraw:${system}`,
      title: `Return ${number} is canceled: ${system} still expects its goods`,
      details: { returnId: id, returnNumber: number, system },
      ...{ orderId, customerId, otherCustomerId: null },
    })),
  );
}
