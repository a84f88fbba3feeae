import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import { CASE_ACTORS, CASE_ACTS, type CaseAct, type CaseActor } from "../domain/case-states.js";
import * as care from "../domain/case-vocabulary.js";
import type { ContactValues } from "../domain/customer-move.js";
import type { Channel } from "../domain/vocabulary.js";
import { Customer } from "./customer.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";
import { Return } from "./return.js";
import { SourceRecord } from "./source-record.js";

/**
 * What a customer wants of the house besides goods: a complaint, a service request, an inquiry, a suggestion.
 * `requestKey` makes asking twice harmless.
 */
@Entity({ name: "cases" })
@Index("cases_request", ["requestKey"], { unique: true })
@Index("cases_number", ["number"], { unique: true })
@Index("cases_number_key", { synchronize: false })
@Index("cases_opened", ["openedAt", "id"])
@Index("cases_updated", ["updatedAt", "id"])
@Index("cases_customer", ["customerId", "openedAt", "id"])
@Index("cases_unended_of_customer", { synchronize: false })
@Index("cases_record", ["sourceRecordId"])
@Index("cases_order", ["orderId", "openedAt", "id"])
@Index("cases_return", ["returnId", "openedAt", "id"])
@Index("cases_open", { synchronize: false })
@Index("cases_status_opened", ["status", "openedAt", "id"])
@Index("cases_status_updated", ["status", "updatedAt", "id"])
@Index("cases_type_opened", ["type", "openedAt", "id"])
@Index("cases_phase_opened", ["phase", "openedAt", "id"])
@Index("cases_assignee_opened", ["assignee", "openedAt", "id"])
@Check("cases_type", oneOf("type", care.CASE_TYPES))
@Check("cases_phase", oneOf("phase", care.CASE_PHASES))
@Check("cases_status", oneOf("status", care.CASE_STATUSES))
export class Case {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  number!: string;

  @Column({ type: "text" })
  requestKey!: string;

  /** Null while it is undecided whose its order is. */
  @ForeignKey(() => Customer, { name: "cases_customer_id" })
  @Column({ type: "uuid", nullable: true })
  customerId!: string | null;

  /** The statement that it belongs with, its order's if it is about one: where that goes, the case goes. */
  @ForeignKey(() => SourceRecord, { name: "cases_source_record" })
  @Column({ type: "uuid" })
  sourceRecordId!: string;

  @ForeignKey(() => Order, { name: "cases_order_id" })
  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  @ForeignKey(() => Return, { name: "cases_return_id" })
  @Column({ type: "uuid", nullable: true })
  returnId!: string | null;

  @Column({ type: "text" })
  type!: care.CaseType;

  @Column({ type: "text" })
  phase!: care.CasePhase;

  @Column({ type: "text" })
  status!: care.CaseStatus;

  @Column({ type: "text" })
  subject!: string;

  /** What the customer says, in their words. */
  @Column({ type: "text" })
  description!: string;

  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  /** How to reach the customer about it. */
  @Column({ type: "jsonb", nullable: true })
  contact!: ContactValues | null;

  /** Where somebody has to go for it, or to write to. */
  @Column({ type: "jsonb", nullable: true })
  address!: PostalAddress | null;

  @Column({ type: "text" })
  openedBy!: string;

  @Column({ type: "text", nullable: true })
  assignee!: string | null;

  /** How it was resolved, in words for the customer. */
  @Column({ type: "text", nullable: true })
  resolution!: string | null;

  /** Raised by every act; whoever acts states the version they saw. */
  @Column({ type: "integer", default: 1 })
  version!: number;

  @Column({ type: "timestamptz" })
  openedAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;

  /** When one side has last said something to the other. */
  @Column({ type: "timestamptz" })
  saidAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: "timestamptz", nullable: true })
  closedAt!: Date | null;
}

/** One thing that was said or done in a case; `(caseId, eventKey)` keeps one of each. Never changed. */
@Entity({ name: "case_events" })
@Index("case_events_key", ["caseId", "eventKey"], { unique: true })
@Index("case_events_recorded", ["caseId", "recordedAt", "id"])
@Check("case_events_act", oneOf("act", CASE_ACTS))
@Check("case_events_by", oneOf("by", CASE_ACTORS))
export class CaseEvent {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Case, { name: "case_events_case" })
  @Column({ type: "uuid" })
  caseId!: string;

  @Column({ type: "text" })
  eventKey!: string;

  @Column({ type: "text" })
  act!: CaseAct;

  /** Null for the act that opened it. */
  @Column({ type: "text", nullable: true })
  fromStatus!: care.CaseStatus | null;

  @Column({ type: "text" })
  toStatus!: care.CaseStatus;

  @Column({ type: "text" })
  by!: CaseActor;

  /** A person, or `rule`. */
  @Column({ type: "text" })
  actor!: string;

  /** True for what the customer never reads. */
  @Column({ type: "boolean" })
  internal!: boolean;

  /** How it was said; null where nothing was. */
  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  /** What was said. */
  @Column({ type: "text", nullable: true })
  note!: string | null;

  @Column({ type: "timestamptz" })
  occurredAt!: Date;

  @Column({ type: "timestamptz" })
  recordedAt!: Date;
}
