import type { Tx } from "../database.js";
import type { OrderDraft } from "../order-draft.js";
import { select } from "../rows.js";

export type DraftKey = Pick<OrderDraft, "owner" | "callId" | "formId">;

/** Saves a draft in the place of the version that was seen; null if another one was saved meanwhile. */
export async function saveDraft(
  tx: Tx,
  { owner, callId, formId }: DraftKey,
  form: unknown,
  expectedVersion: number,
): Promise<OrderDraft | null> {
  const values = [owner, callId, formId, JSON.stringify(form)];
  const sql =
    expectedVersion === 0
      ? `INSERT INTO order_drafts (owner, call_id, form_id, form, version, saved_at) VALUES ($1, $2, $3, $4, 1, now())
         ON CONFLICT DO NOTHING RETURNING *`
      : `UPDATE order_drafts SET form = $4, version = version + 1, saved_at = now()
          WHERE owner = $1 AND call_id = $2 AND form_id = $3 AND version = $5 RETURNING *`;
  const [saved] = await select<OrderDraft>(
    tx,
    sql,
    expectedVersion === 0 ? values : [...values, expectedVersion],
  );
  return saved ?? null;
}

/** The version a draft is at, locked; 0 if there is none. */
export async function draftVersion(tx: Tx, { owner, callId, formId }: DraftKey): Promise<number> {
  const [known] = await select<{ version: number }>(
    tx,
    "SELECT version FROM order_drafts WHERE owner = $1 AND call_id = $2 AND form_id = $3 FOR UPDATE",
    [owner, callId, formId],
  );
  return known?.version ?? 0;
}

export async function dropDraft(tx: Tx, { owner, callId, formId }: DraftKey): Promise<void> {
  await tx.query("DELETE FROM order_drafts WHERE owner = $1 AND call_id = $2 AND form_id = $3", [
    ...[owner, callId, formId],
  ]);
}

/** An agent's drafts, the last saved first. */
export async function draftsOf(tx: Tx, owner: string, limit: number): Promise<OrderDraft[]> {
  return select<OrderDraft>(
    tx,
    "SELECT * FROM order_drafts WHERE owner = $1 ORDER BY saved_at DESC, call_id, form_id LIMIT $2",
    [owner, limit],
  );
}
