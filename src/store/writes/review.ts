import { v7 as uuid } from "uuid";
import type { ReviewTaskKind, ReviewTaskStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { ReviewTask } from "../review-task.js";
import { insertRows, select } from "../rows.js";
import { settleQuestions } from "./identity-question.js";

export interface NewReviewTask {
  readonly kind: ReviewTaskKind;
  /** What the question is about; the same question is never asked twice. */
  readonly subjectKey: string;
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly orderId: string | null;
  readonly customerId: string | null;
  readonly otherCustomerId: string | null;
}

/** Opens the tasks that are not there yet. */
export async function openTasks(tx: Tx, tasks: readonly NewReviewTask[]): Promise<void> {
  const openedAt = new Date();
  await insertRows(
    tx,
    "review_tasks",
    tasks.map((task) => ({ id: uuid(), ...task, status: "OPEN", openedAt })),
    "ON CONFLICT (kind, subject_key) DO NOTHING",
  );
  const asked = tasks.filter(({ kind }) => kind === "IDENTITY");
  // Later records of the same set may have answered what an earlier one made the engine ask.
  await settleQuestions(tx, [...new Set(asked.flatMap(({ customerId }) => customerId ?? []))]);
}

/** Takes a question back that an answer has come to after all; whatever the answer leads to can be asked anew. */
export async function answerLate(
  tx: Tx,
  kind: ReviewTaskKind,
  subject: string,
  resolution: string,
): Promise<void> {
  await closeOvertaken(tx, kind, subject, resolution);
  await tx.query(
    "UPDATE review_tasks SET subject_key = subject_key || ':' || id WHERE kind = $1 AND subject_key = $2",
    [kind, subject],
  );
}

/** Closes the open questions about one subject that events have overtaken. */
export async function closeOvertaken(
  tx: Tx,
  kind: ReviewTaskKind,
  subject: string,
  resolution: string,
): Promise<void> {
  await tx.query(
    `UPDATE review_tasks SET status = 'RESOLVED', closed_by = 'hub', resolution = $3, closed_at = now()
      WHERE kind = $1 AND (subject_key = $2 OR starts_with(subject_key, $2 || ':')) AND closed_at IS NULL`,
    [kind, subject, resolution],
  );
}

/** Lets the question of a task that is being answered be asked again. */
export async function freeSubject(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE review_tasks SET subject_key = subject_key || ':' || id WHERE id = $1", [id]);
}

export async function lockTask(tx: Tx, id: string): Promise<ReviewTask | null> {
  const [task] = await select<ReviewTask>(tx, "SELECT * FROM review_tasks WHERE id = $1 FOR UPDATE", [id]);
  return task ?? null;
}

/** Notes who is at an open task, or why it waits; the caller holds its lock. */
export async function holdOpenTask(
  tx: Tx,
  id: string,
  status: ReviewTaskStatus,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query("UPDATE review_tasks SET status = $2, details = details || $3::jsonb WHERE id = $1", [
    ...[id, status, JSON.stringify(details)],
  ]);
}

/** Adds to what is known of a task's subject. */
export async function noteOnTask(
  tx: Tx,
  id: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query("UPDATE review_tasks SET details = details || $2::jsonb WHERE id = $1", [
    ...[id, JSON.stringify(details)],
  ]);
}

/** Adds to what is known of the subject of an open question, if one is open. */
export async function noteOnSubject(
  tx: Tx,
  kind: ReviewTaskKind,
  subject: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query(
    `UPDATE review_tasks SET details = details || $3::jsonb
      WHERE kind = $1 AND (subject_key = $2 OR starts_with(subject_key, $2 || ':')) AND closed_at IS NULL`,
    [kind, subject, JSON.stringify(details)],
  );
}

export async function closeTask(
  tx: Tx,
  id: string,
  status: ReviewTaskStatus,
  by: string,
  resolution: string,
): Promise<void> {
  await tx.query(
    "UPDATE review_tasks SET status = $2, closed_by = $3, resolution = $4, closed_at = now() WHERE id = $1",
    [id, status, by, resolution],
  );
}
