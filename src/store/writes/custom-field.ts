import { v7 as uuid } from "uuid";
import type { CustomFieldDefinition, CustomValue } from "../../domain/custom-field.js";
import type { CustomField, StoredCustomValue } from "../custom-field.js";
import type { Tx } from "../database.js";
import { insertReturning, select, updateRows } from "../rows.js";

type Name = Pick<CustomFieldDefinition, "subject" | "namespace" | "key">;

/** The field of this name, locked; null if there is none. Many may set its values at once: they share the lock. */
export async function lockCustomField(
  tx: Tx,
  { subject, namespace, key }: Name,
  lock: "FOR UPDATE" | "FOR SHARE" = "FOR UPDATE",
): Promise<CustomField | null> {
  const [field] = await select<CustomField>(
    tx,
    `SELECT * FROM custom_fields WHERE subject = $1 AND namespace = $2 AND key = $3 ${lock}`,
    [subject, namespace, key],
  );
  return field ?? null;
}

/** Adds a field; null if another one of its name was added meanwhile. */
export async function insertCustomField(
  tx: Tx,
  { isRetired, ...said }: CustomFieldDefinition,
): Promise<CustomField | null> {
  const now = new Date();
  const retiredAt = isRetired ? now : null;
  const row = { id: uuid(), ...said, version: 1, createdAt: now, updatedAt: now, retiredAt };
  const [field] = await insertReturning<CustomField>(tx, "custom_fields", [row], "ON CONFLICT DO NOTHING");
  return field ?? null;
}

/** Changes what is said of a field; the caller holds its lock. Values that cannot be filtered by any more lose their keys. */
export async function updateCustomField(
  tx: Tx,
  known: CustomField,
  { choices, label, seenBy, setBy, isPersonal, isFilterable, isRetired }: CustomFieldDefinition,
): Promise<void> {
  const now = new Date();
  const retiredAt = isRetired ? (known.retiredAt ?? now) : null;
  const row = { id: known.id, choices, label, seenBy, setBy, isPersonal, isFilterable, retiredAt };
  await updateRows(tx, "custom_fields", [{ ...row, version: known.version + 1, updatedAt: now }]);
}

/** Every value of a field, for whoever makes the keys anew. */
export const valuesOfField = (
  tx: Tx,
  fieldId: string,
): Promise<Pick<StoredCustomValue, "subjectId" | "value">[]> =>
  select(tx, "SELECT subject_id, value FROM custom_values WHERE field_id = $1", [fieldId]);

/** Writes the keys of a field's values: by subject, null for none. */
export async function saveFilterKeys(
  tx: Tx,
  fieldId: string,
  keys: readonly { readonly subjectId: string; readonly filterKey: string | null }[],
): Promise<void> {
  await tx.query(
    `UPDATE custom_values v SET filter_key = n.filter_key
       FROM unnest($2::uuid[], $3::text[]) AS n (subject_id, filter_key)
      WHERE v.field_id = $1 AND v.subject_id = n.subject_id`,
    [fieldId, keys.map(({ subjectId }) => subjectId), keys.map(({ filterKey }) => filterKey)],
  );
}

/**
 * The version that a value is at: of the subject itself, or else, for a customer, of one that became part of it.
 * 0 if it was never set.
 */
export async function customValueVersion(tx: Tx, fieldId: string, subjectId: string): Promise<number> {
  const [known] = await select<{ version: number }>(
    tx,
    `SELECT v.version FROM custom_values v
      WHERE v.field_id = $1 AND (v.subject_id = $2 OR v.subject_id IN (SELECT id FROM customers WHERE merged_into = $2))
      ORDER BY v.subject_id <> $2, v.changed_at DESC, v.subject_id LIMIT 1`,
    [fieldId, subjectId],
  );
  return known?.version ?? 0;
}

export interface NewCustomValue {
  readonly fieldId: string;
  readonly subjectId: string;
  readonly value: CustomValue | null;
  readonly filterKey: string | null;
  readonly version: number;
  readonly by: string;
}

/** False if somebody else has set it meanwhile. */
export async function saveCustomValue(tx: Tx, next: NewCustomValue): Promise<boolean> {
  const rows = await select(
    tx,
    `INSERT INTO custom_values (field_id, subject_id, value, filter_key, version, changed_by, changed_at)
     VALUES ($1, $2, $3::jsonb, $4, $5, $6, now())
     ON CONFLICT (field_id, subject_id) DO UPDATE SET value = EXCLUDED.value, filter_key = EXCLUDED.filter_key,
            version = EXCLUDED.version, changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at
       WHERE custom_values.version < EXCLUDED.version
     RETURNING version`,
    [
      ...[next.fieldId, next.subjectId, next.value === null ? null : JSON.stringify(next.value)],
      ...[next.filterKey, next.version, next.by],
    ],
  );
  return rows.length > 0;
}
