import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import { DecisionConnection } from "../schema/decision.js";
import { Return } from "../schema/return.js";
import { SourceRecordConnection } from "../schema/source-record.js";
import { TimelineEntryConnection } from "../schema/timeline.js";
import type { CustomerRow } from "../store/reads/customer.js";
import type { Return as StoredReturn } from "../store/return.js";
import type { ApiContext } from "./context.js";
import { mayAsk, TYPE_POLICY } from "./policy.js";

/** What grows with a customer for as long as it is one. */
@Resolver(() => Customer)
export class GrowingListsOfCustomerResolver {
  @FieldResolver(() => TimelineEntryConnection, {
    nullable: true,
    description:
      "What happened with it: orders, changes, returns, cases, moves, and decisions about it for those who may see them; the newest first.",
  })
  async timeline(
    @Root() { id }: CustomerRow,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads, viewer }: ApiContext,
  ) {
    const withDecisions = mayAsk(viewer?.role ?? "ANONYMOUS", TYPE_POLICY.Decision);
    const page = await reads.customerTimeline(id, withDecisions, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => SourceRecordConnection, {
    nullable: true,
    description: "Every statement that belongs to the customer today, the latest first, however many.",
  })
  async sourceRecordPages(
    @Root() { id }: CustomerRow,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.recordsPage(id, { first, after: after ?? null }), after ?? null);
  }

  @FieldResolver(() => DecisionConnection, {
    nullable: true,
    description: "What was decided about the customer, the latest first, however much.",
  })
  async decisionPages(
    @Root() { id }: CustomerRow,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.decisionsPage(id, { first, after: after ?? null }), after ?? null);
  }
}

/** What grows with a return. */
@Resolver(() => Return)
export class GrowingListsOfReturnResolver {
  @FieldResolver(() => TimelineEntryConnection, {
    nullable: true,
    description: "What happened to it, the newest first.",
  })
  async timeline(
    @Root() { id }: StoredReturn,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.returnTimeline(id, { first, after: after ?? null }), after ?? null);
  }
}
