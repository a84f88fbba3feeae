import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { caseActsFrom, caseStatusesFrom } from "../domain/case-states.js";
import { HubError } from "../domain/errors.js";
import { Case, CaseConnection, CaseEvent, CaseFilterInput } from "../schema/case.js";
import { CaseAct, CaseSort, CaseStatus } from "../schema/case-vocabulary.js";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import { SourceRecord } from "../schema/source-record.js";
import type { Case as StoredCase } from "../store/case.js";
import type { CaseSort as StoredSort } from "../store/reads/case.js";
import type { ApiContext } from "./context.js";
import { rowId } from "./row-id.js";

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => CaseConnection, { description: "Cases, the newest first unless asked otherwise." })
  async cases(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => CaseFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: CaseFilterInput | null,
    @Arg("orderBy", () => CaseSort, { defaultValue: CaseSort.NEWEST, description: "Which come first." })
    orderBy: StoredSort,
    @Ctx() { reads, viewer }: ApiContext,
  ) {
    if (filter?.assignee != null && viewer?.role === "CUSTOMER") {
      throw new HubError("FORBIDDEN", "who sees to a case is not for the role CUSTOMER");
    }
    const customerId = rowId("Customer", filter?.customerId);
    const orderId = rowId("Order", filter?.orderId);
    const returnId = rowId("Return", filter?.returnId);
    const wanted = { ...filter, customerId, orderId, returnId };
    return connection(await reads.cases(wanted, { first, after: after ?? null }, orderBy), after ?? null);
  }

  @FieldResolver(() => [CaseStatus], { description: "Where the caller could bring it from here." })
  nextStates(@Root() { status }: StoredCase, @Ctx() { viewer }: ApiContext) {
    return caseStatusesFrom(status, viewer?.role === "CUSTOMER" ? "CUSTOMER" : "STAFF");
  }

  @FieldResolver(() => [CaseAct], { description: "What the caller could do from here." })
  nextActs(@Root() { status }: StoredCase, @Ctx() { viewer }: ApiContext) {
    return caseActsFrom(status, viewer?.role === "CUSTOMER" ? "CUSTOMER" : "STAFF");
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "Whose case it is; null until that is decided.",
  })
  customer(@Root() { customerId }: StoredCase, @Ctx() { loaders }: ApiContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => SourceRecord, {
    nullable: true,
    description:
      "The statement that it belongs with, through merges and unmerges: its order's, or the customer's.",
  })
  sourceRecord(@Root() { sourceRecordId }: StoredCase, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(sourceRecordId);
  }

  @FieldResolver(() => Order, { nullable: true, description: "The order it is about, if it is about one." })
  order(@Root() { orderId }: StoredCase, @Ctx() { loaders }: ApiContext) {
    return orderId === null ? null : loaders.order.load(orderId);
  }

  @FieldResolver(() => Return, {
    nullable: true,
    description: "The return it is about, or that came of it.",
  })
  return(@Root() { returnId }: StoredCase, @Ctx() { loaders }: ApiContext) {
    return returnId === null ? null : loaders.return.load(returnId);
  }

  @FieldResolver(() => [CaseEvent], {
    description:
      "What was said and done, oldest first. Customers are not shown what the house says to itself.",
  })
  events(@Root() { id }: StoredCase, @Ctx() { loaders }: ApiContext) {
    return loaders.caseEvents.load(id);
  }
}
