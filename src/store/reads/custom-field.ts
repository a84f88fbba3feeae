import type { CustomFieldSubject, CustomValue } from "../../domain/custom-field.js";
import type { CustomField } from "../custom-field.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<CustomField>[] = [
  "id", "subject", "namespace", "key", "type", "choices", "label", "seenBy", "setBy", "isPersonal", "isFilterable",
  "version", "createdAt", "updatedAt", "retiredAt",
];

/** A value with what its field says of it. */
export interface CustomValueRow
  extends Pick<CustomField, "namespace" | "key" | "type" | "label" | "isPersonal"> {
  readonly subjectId: string;
  readonly value: CustomValue | null;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAt: Date;
}

export function customFieldReads(ask: Ask) {
  return {
    customFields: (subject: CustomFieldSubject | null, args: PageArgs): Promise<Page<CustomField>> =>
      page<CustomField>(
        ask,
        {
          ...{ list: "custom-fields", columns: columns("x", FIELDS), from: ask.of("custom_fields") },
          where: [subject === null ? null : sql`x.subject = ${subject}`],
          at: "created_at",
        },
        args,
      ),

    customFieldsById: (ids: readonly string[]): Promise<CustomField[]> =>
      ask.rows(sql`
        SELECT ${columns("x", FIELDS)} FROM ${ask.of("custom_fields")} x WHERE x.id = ANY(${ids}::uuid[])`),

    /** The field of this name, for whoever may see it; retired ones are none. */
    async customFieldNamed(
      subject: CustomFieldSubject,
      namespace: string,
      key: string,
    ): Promise<CustomField | null> {
      const [field] = await ask.rows<CustomField>(sql`
        SELECT ${columns("x", FIELDS)} FROM ${ask.of("custom_fields")} x
        WHERE x.subject = ${subject} AND x.namespace = ${namespace} AND x.key = ${key} AND x.retired_at IS NULL`);
      return field ?? null;
    },

    /**
     * Values of these orders, customers or returns, which the viewer has been shown already, as far as their fields
     * may be seen. A customer has what was said of those that became part of it; its own word comes first.
     */
    customValuesOf: (subject: CustomFieldSubject, ids: readonly string[]): Promise<CustomValueRow[]> =>
      ask.rows(sql`
        SELECT DISTINCT ON (parent.place, field.namespace, field.key) parent.id AS "subjectId", field.namespace,
          field.key, field.type, field.label, field.is_personal AS "isPersonal", held.value, held.version,
          held.changed_by AS "changedBy", held.changed_at AS "changedAt"
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS parent (id, place)
        CROSS JOIN LATERAL (
          SELECT parent.id AS id UNION ALL
          SELECT link.id FROM ${ask.mergeLinks} link WHERE ${subject === "CUSTOMER"} AND link.merged_into = parent.id
        ) one
        JOIN ${ask.of("custom_values")} held ON held.subject_id = one.id
        JOIN ${ask.of("custom_fields")} field ON field.id = held.field_id
        WHERE field.subject = ${subject} AND field.retired_at IS NULL AND held.value IS NOT NULL
        ORDER BY parent.place, field.namespace, field.key, one.id <> parent.id, held.changed_at DESC, one.id`),
  };
}
