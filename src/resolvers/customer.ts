import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { PostalAddress } from "../schema/address.js";
import { connection } from "../schema/connection.js";
import { Crosswalk, Customer, CustomerConnection, GoldenAttribute } from "../schema/customer.js";
import { Decision } from "../schema/decision.js";
import { OrderConnection } from "../schema/order.js";
import { SourceRecord } from "../schema/source-record.js";
import type { CrosswalkRow, CustomerRow } from "../store/reads/customer.js";
import type { ApiContext } from "./context.js";
import { goldenAddresses, goldenAttributes, goldenTexts } from "./golden.js";
import { requiredRowId } from "./row-id.js";

@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => Customer, {
    nullable: true,
    description: "One customer. The id of a customer that was merged answers with the one it became.",
  })
  customer(
    @Arg("id", () => ID, { description: "The id, as another answer gave it." }) id: string,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.customer.load(requiredRowId("Customer", id));
  }

  @Query(() => CustomerConnection, { description: "Customers, the newest first." })
  async customers(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("search", () => String, {
      nullable: true,
      description: "Words that all occur in its names, codes, e-mail addresses or phone numbers.",
    })
    search: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const page = await reads.customers(search ?? null, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The name in the customer's own script, where `name` is in Latin letters.",
  })
  localName(@Root() { golden }: CustomerRow): string | null {
    return goldenTexts(golden, "localName")[0] ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: "Tax id." })
  taxId(@Root() { golden }: CustomerRow): string | null {
    return goldenTexts(golden, "taxId")[0] ?? null;
  }

  @FieldResolver(() => [String], { description: "E-mail addresses, the best first." })
  emails(@Root() { golden }: CustomerRow): string[] {
    return goldenTexts(golden, "emails");
  }

  @FieldResolver(() => [String], { description: "Phone numbers, the best first." })
  phones(@Root() { golden }: CustomerRow): string[] {
    return goldenTexts(golden, "phones");
  }

  @FieldResolver(() => [String], {
    description: "Departments: parts of this customer, never customers of their own.",
  })
  departments(@Root() { golden }: CustomerRow): string[] {
    return goldenTexts(golden, "departments");
  }

  @FieldResolver(() => [String], { description: "People to ask for." })
  contacts(@Root() { golden }: CustomerRow): string[] {
    return goldenTexts(golden, "contacts");
  }

  @FieldResolver(() => [PostalAddress], { description: "Addresses, the current one first." })
  addresses(@Root() { golden }: CustomerRow) {
    return goldenAddresses(golden);
  }

  @FieldResolver(() => [GoldenAttribute], {
    nullable: true,
    description: "Every golden value, and why it is this one.",
  })
  provenance(@Root() { golden }: CustomerRow) {
    return goldenAttributes(golden);
  }

  @FieldResolver(() => [Crosswalk], {
    nullable: true,
    description: "The codes by which systems know the customer.",
  })
  crosswalks(@Root() { id }: CustomerRow, @Ctx() { loaders }: ApiContext) {
    return loaders.crosswalks.load(id);
  }

  @FieldResolver(() => [SourceRecord], {
    nullable: true,
    description: "Every statement that belongs to the customer.",
  })
  sourceRecords(@Root() { id }: CustomerRow, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecordsOf.load(id);
  }

  @FieldResolver(() => [Decision], {
    nullable: true,
    description: "What was decided about the customer, newest first.",
  })
  decisions(@Root() { id }: CustomerRow, @Ctx() { loaders }: ApiContext) {
    return loaders.decisions.load(id);
  }

  @FieldResolver(() => OrderConnection, { description: "The customer's orders, the newest first." })
  async orders(
    @Root() { id }: CustomerRow,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Ctx() { reads }: ApiContext,
  ) {
    return connection(await reads.orders({ customerId: id }, { first, after: after ?? null }), after ?? null);
  }
}

@Resolver(() => Crosswalk)
export class CrosswalkResolver {
  @FieldResolver(() => SourceRecord, { nullable: true, description: "The statement that says so." })
  sourceRecord(@Root() { sourceRecordId }: CrosswalkRow, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(sourceRecordId);
  }
}
