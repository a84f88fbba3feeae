import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { customerAsOf, type PastCustomer } from "../flows/identity/customer-as-of.js";
import { SURVIVORSHIP_TABLE } from "../flows/identity/survivorship-table.js";
import { PostalAddress } from "../schema/address.js";
import { connection } from "../schema/connection.js";
import { Crosswalk, Customer, CustomerConnection, CustomerFilterInput } from "../schema/customer.js";
import { Decision } from "../schema/decision.js";
import { CustomerAddress, Department, GoldenAttribute, SurvivorshipRule } from "../schema/golden.js";
import { OrderConnection } from "../schema/order.js";
import { SourceRecord } from "../schema/source-record.js";
import type { CrosswalkRow, CustomerRow } from "../store/reads/customer.js";
import type { ApiContext } from "./context.js";
import { customFieldMatch } from "./custom-field-filter.js";
import {
  goldenAddresses,
  goldenAddressHistory,
  goldenAttributes,
  goldenDepartments,
  goldenTexts,
  recordsLeftOut,
} from "./golden.js";
import { requiredRowId } from "./row-id.js";

/** A customer of today, or as it stood on an earlier day. */
type Row = CustomerRow & Partial<Pick<PastCustomer, "asOf">>;

@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => Customer, {
    nullable: true,
    description: "One customer. The id of a customer that was merged answers with the one it became.",
  })
  customer(
    @Arg("id", () => ID, { description: "The id, as another answer gave it." }) id: string,
    @Arg("asOf", () => Date, {
      nullable: true,
      description:
        "As it stood then: its records, codes and decisions of then, and the values they gave. Old ids stand for what they stood for then; null before anybody knew the customer.",
    })
    asOf: Date | null,
    @Ctx() { loaders, reads }: ApiContext,
  ): Promise<Row | null> {
    const customerId = requiredRowId("Customer", id);
    return asOf ? customerAsOf(reads, customerId, asOf) : loaders.customer.load(customerId);
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
    @Arg("filter", () => CustomerFilterInput, { nullable: true, description: "Which ones; all if left out." })
    filter: CustomerFilterInput | null,
    @Ctx() context: ApiContext,
  ) {
    const customField = await customFieldMatch(context, "CUSTOMER", filter?.customField);
    const wanted = { ...filter, search, customField };
    const page = await context.reads.customers(wanted, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @Query(() => [SurvivorshipRule], {
    description: "The rules by which golden values are chosen among what the sources state.",
  })
  survivorshipRules(): readonly SurvivorshipRule[] {
    return SURVIVORSHIP_TABLE;
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

  @FieldResolver(() => [Department], {
    description: "Departments: parts of this customer, never customers of their own.",
  })
  departments(@Root() { golden }: CustomerRow): Department[] {
    return goldenDepartments(golden);
  }

  @FieldResolver(() => [String], { description: "People to ask for." })
  contacts(@Root() { golden }: CustomerRow): string[] {
    return goldenTexts(golden, "contacts");
  }

  @FieldResolver(() => [PostalAddress], { description: "Addresses, the current ones first." })
  addresses(@Root() { golden }: CustomerRow) {
    return goldenAddresses(golden);
  }

  @FieldResolver(() => [CustomerAddress], {
    description: "Addresses with what they are for and when they stood, the current one of each role first.",
  })
  addressHistory(@Root() { golden }: CustomerRow) {
    return goldenAddressHistory(golden);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "How many older records the golden record was made without; the newest are enough.",
  })
  recordsLeftOut(@Root() { golden }: CustomerRow): number {
    return recordsLeftOut(golden);
  }

  @FieldResolver(() => Date, { nullable: true, description: "The instant it is shown as of; null for now." })
  asOf(@Root() { asOf }: Row): Date | null {
    return asOf?.at ?? null;
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
  crosswalks(@Root() { id, asOf }: Row, @Ctx() { loaders, reads }: ApiContext) {
    return asOf === undefined ? loaders.crosswalks.load(id) : reads.crosswalksOfRecords(asOf.recordIds);
  }

  @FieldResolver(() => [SourceRecord], {
    nullable: true,
    description: "Every statement that belongs to the customer.",
  })
  sourceRecords(@Root() { id, asOf }: Row, @Ctx() { loaders, reads }: ApiContext) {
    return asOf === undefined ? loaders.sourceRecordsOf.load(id) : reads.sourceRecordsById(asOf.recordIds);
  }

  @FieldResolver(() => [Decision], {
    nullable: true,
    description: "What was decided about the customer, newest first.",
  })
  async decisions(@Root() { id, asOf }: Row, @Ctx() { loaders }: ApiContext) {
    const decisions = await loaders.decisions.load(id);
    return asOf === undefined ? decisions : decisions.filter(({ decidedAt }) => decidedAt <= asOf.at);
  }

  @FieldResolver(() => OrderConnection, { description: "The customer's orders of today, the newest first." })
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

@Resolver(() => Department)
export class DepartmentResolver {
  @FieldResolver(() => [SourceRecord], { nullable: true, description: "The statements that name it." })
  sourceRecords(@Root() { recordIds }: Department, @Ctx() { loaders }: ApiContext) {
    return Promise.all(recordIds.map((id) => loaders.sourceRecord.load(id)));
  }
}

@Resolver(() => Crosswalk)
export class CrosswalkResolver {
  @FieldResolver(() => SourceRecord, { nullable: true, description: "The statement that says so." })
  sourceRecord(@Root() { sourceRecordId }: CrosswalkRow, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(sourceRecordId);
  }
}
