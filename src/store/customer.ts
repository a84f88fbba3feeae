import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CustomerSearchFields } from "../domain/search.js";
import { CUSTOMER_KINDS, type CustomerKind } from "../domain/vocabulary.js";
import { oneOf } from "./one-of.js";
import { SourceRecord } from "./source-record.js";

/**
 * The golden record: computed from the records that belong to it, never typed in. A merged customer
 * stays as a row that points to the one it became, so that old ids keep resolving.
 */
@Entity({ name: "customers" })
@Index("customers_search", { synchronize: false })
@Index("customers_search_fields", { synchronize: false })
@Index("customers_merged", { synchronize: false })
@Index("customers_kind_created", ["kind", "createdAt", "id"])
@Index("customers_created", ["createdAt", "id"])
@Check("customers_kind", oneOf("kind", CUSTOMER_KINDS))
export class Customer {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text", nullable: true })
  kind!: CustomerKind | null;

  @Column({ type: "text", nullable: true })
  name!: string | null;

  /** Every golden attribute with its value, provenance and losing values; null until first built. */
  @Column({ type: "jsonb", nullable: true })
  golden!: Record<string, unknown> | null;

  /** Names, codes, e-mail addresses and phones in one lower-case text, for search. */
  @Column({ type: "text", default: "" })
  searchText!: string;

  /** The same by what it is, for the search that says what it has found by. */
  @Column({ type: "jsonb", default: () => "'{}'" })
  searchFields!: Partial<CustomerSearchFields>;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "uuid", nullable: true })
  mergedInto!: string | null;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;
}

/** Which customer a record belongs to now. Every row was put there by a decision. */
@Entity({ name: "memberships" })
@Index("memberships_customer", ["customerId"])
export class Membership {
  @ForeignKey(() => SourceRecord, { name: "memberships_record" })
  @PrimaryColumn({ type: "uuid" })
  sourceRecordId!: string;

  @ForeignKey(() => Customer, { name: "memberships_customer_id" })
  @Column({ type: "uuid" })
  customerId!: string;

  @Column({ type: "uuid" })
  decisionId!: string;
}
