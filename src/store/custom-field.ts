import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import * as custom from "../domain/custom-field.js";
import type { Role } from "../domain/vocabulary.js";
import { oneOf } from "./one-of.js";

/** A field that a house has added. `(subject, namespace, key)` is its name; its type never changes. */
@Entity({ name: "custom_fields" })
@Index("custom_fields_name", ["subject", "namespace", "key"], { unique: true })
@Index("custom_fields_created", ["createdAt", "id"])
@Check("custom_fields_subject", oneOf("subject", custom.CUSTOM_FIELD_SUBJECTS))
@Check("custom_fields_type", oneOf("type", custom.CUSTOM_FIELD_TYPES))
export class CustomField {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  subject!: custom.CustomFieldSubject;

  @Column({ type: "text" })
  namespace!: string;

  @Column({ type: "text" })
  key!: string;

  @Column({ type: "text" })
  type!: custom.CustomFieldType;

  @Column({ type: "jsonb" })
  choices!: string[];

  @Column({ type: "text" })
  label!: string;

  @Column({ type: "jsonb" })
  seenBy!: Role[];

  @Column({ type: "jsonb" })
  setBy!: Role[];

  /** Shown masked to whoever may not see personal data, and removed when a person is erased. */
  @Column({ type: "boolean" })
  isPersonal!: boolean;

  @Column({ type: "boolean" })
  isFilterable!: boolean;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;

  /** Since when it takes no values and shows none. */
  @Column({ type: "timestamptz", nullable: true })
  retiredAt!: Date | null;
}

/**
 * A value of one order, customer or return. A value that is taken away stays as null, so that its version goes on.
 * What a customer that was merged has is found under its survivor, and is its own again after an unmerge.
 */
@Entity({ name: "custom_values" })
@Index("custom_values_subject", ["subjectId"])
@Index("custom_values_filter", { synchronize: false })
export class StoredCustomValue {
  @ForeignKey(() => CustomField, { name: "custom_values_field" })
  @PrimaryColumn({ type: "uuid" })
  fieldId!: string;

  @PrimaryColumn({ type: "uuid" })
  subjectId!: string;

  @Column({ type: "jsonb", nullable: true })
  value!: custom.CustomValue | null;

  /** What filters compare; null if the field cannot be filtered by. */
  @Column({ type: "text", nullable: true })
  filterKey!: string | null;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "text" })
  changedBy!: string;

  @Column({ type: "timestamptz" })
  changedAt!: Date;
}
