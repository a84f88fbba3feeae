import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { CaseConnection } from "../schema/case.js";
import { connection } from "../schema/connection.js";
import { Customer } from "../schema/customer.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import type { CaseFilter } from "../store/reads/case.js";
import type { CustomerRow } from "../store/reads/customer.js";
import type { OrderRow } from "../store/reads/order.js";
import type { Return as StoredReturn } from "../store/return.js";
import type { ApiContext } from "./context.js";

const FIRST = { description: "How many, 1 to 100." };
const AFTER = { nullable: true, description: "endCursor of the page before." };

async function pageOf({ reads }: ApiContext, filter: CaseFilter, first: number, after: string | null) {
  return connection(await reads.cases(filter, { first, after: after ?? null }), after ?? null);
}

@Resolver(() => Customer)
export class CasesOfCustomerResolver {
  @FieldResolver(() => CaseConnection, { description: "The customer's cases of today, the newest first." })
  cases(
    @Root() { id }: CustomerRow,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after: string | null,
    @Ctx() context: ApiContext,
  ) {
    return pageOf(context, { customerId: id }, first, after);
  }
}

@Resolver(() => Order)
export class CasesOfOrderResolver {
  @FieldResolver(() => CaseConnection, { description: "The cases about it, the newest first." })
  cases(
    @Root() { id }: OrderRow,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after: string | null,
    @Ctx() context: ApiContext,
  ) {
    return pageOf(context, { orderId: id }, first, after);
  }
}

@Resolver(() => Return)
export class CasesOfReturnResolver {
  @FieldResolver(() => CaseConnection, { description: "The cases about it, the newest first." })
  cases(
    @Root() { id }: StoredReturn,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after: string | null,
    @Ctx() context: ApiContext,
  ) {
    return pageOf(context, { returnId: id }, first, after);
  }
}
