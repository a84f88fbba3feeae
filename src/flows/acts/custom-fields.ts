import {
  type CustomFieldDefinition,
  type CustomFieldSubject,
  customFieldDefinition,
  filterKeyOf,
  maySee,
  readCustomValue,
} from "../../domain/custom-field.js";
import type { Viewer } from "../../domain/viewer.js";
import type { CustomField } from "../../store/custom-field.js";
import type { Tx } from "../../store/database.js";
import {
  customValueVersion,
  insertCustomField,
  lockCustomField,
  saveCustomValue,
  saveFilterKeys,
  updateCustomField,
  valuesOfField,
} from "../../store/writes/custom-field.js";
import type { Hub } from "../work/hub.js";
import { once } from "./once.js";
import { done, type Outcome, outdated, refused } from "./outcome.js";

export interface FieldToDefine {
  readonly idempotencyKey: string;
  /** 0 for a new field; else the version that was seen. */
  readonly expectedVersion: number;
  readonly definition: CustomFieldDefinition;
}

/** Adds a field, or says otherwise who sees and sets it. Its type and name stay what they are: values rest on them. */
export async function defineCustomField(
  hub: Hub,
  viewer: Viewer,
  request: FieldToDefine,
): Promise<Outcome<{ customFieldId: string }>> {
  const parsed = customFieldDefinition.safeParse(request.definition);
  if (!parsed.success) {
    const userErrors = parsed.error.issues.map(({ path, message }) => ({
      ...{ field: path.join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  const { expectedVersion } = request;
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const known = await lockCustomField(tx, parsed.data);
    if ((known?.version ?? 0) !== expectedVersion) {
      return outdated("the custom field", expectedVersion, known?.version ?? 0);
    }
    if (known === null) {
      const added = await insertCustomField(tx, parsed.data);
      return added === null ? outdated("the custom field", 0, 1) : done({ customFieldId: added.id });
    }
    return change(tx, known, parsed.data);
  });
}

async function change(
  tx: Tx,
  known: CustomField,
  next: CustomFieldDefinition,
): Promise<Outcome<{ customFieldId: string }>> {
  if (next.type !== known.type) return refused("INVALID", `it is ${known.type}: make another field`, "type");
  const gone = known.choices.find((choice) => !next.choices.includes(choice));
  if (gone !== undefined) return refused("INVALID", `values may say ${gone}: only add choices`, "choices");
  await updateCustomField(tx, known, next);
  if (next.isFilterable !== known.isFilterable) {
    const keys = (await valuesOfField(tx, known.id)).map(({ subjectId, value }) => ({
      subjectId,
      filterKey: next.isFilterable && value !== null ? filterKeyOf(known.type, value) : null,
    }));
    await saveFilterKeys(tx, known.id, keys);
  }
  return done({ customFieldId: known.id });
}

export interface ValueToSet {
  readonly idempotencyKey: string;
  readonly subject: CustomFieldSubject;
  /** An order, customer or return that the viewer may see. */
  readonly subjectId: string;
  readonly namespace: string;
  readonly key: string;
  /** Null takes the value away. */
  readonly value: unknown;
  /** 0 if it was never set; else the version of the value that was seen. */
  readonly expectedVersion: number;
}

/** Sets a value for somebody whose role may. A field that the role may not see is one that does not exist. */
export function setCustomField(
  hub: Hub,
  viewer: Viewer,
  request: ValueToSet,
): Promise<Outcome<{ subjectId: string }>> {
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const { subject, subjectId, namespace, key, expectedVersion } = request;
    const field = await lockCustomField(tx, { subject, namespace, key }, "FOR SHARE");
    if (field === null || field.retiredAt !== null || !maySee(field, viewer.role)) {
      return refused("NOT_FOUND", `there is no such custom field of ${subject}`, "key");
    }
    if (!field.setBy.includes(viewer.role)) return refused("FORBIDDEN", "others set this field", "key");
    const read = request.value === null ? null : readCustomValue(field, request.value);
    if (read !== null && !read.ok) return refused("INVALID", read.message, "value");
    const version = await customValueVersion(tx, field.id, subjectId);
    if (version !== expectedVersion) return outdated("the value", expectedVersion, version);
    const value = read?.value ?? null;
    const filterKey = field.isFilterable && value !== null ? filterKeyOf(field.type, value) : null;
    const next = { fieldId: field.id, subjectId, value, filterKey, version: version + 1, by: viewer.subject };
    if (!(await saveCustomValue(tx, next))) {
      return outdated("the value", expectedVersion, await customValueVersion(tx, field.id, subjectId));
    }
    return done({ subjectId });
  });
}
