import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { Customer } from "../../src/store/customer.js";
import { Order } from "../../src/store/order.js";
import type { BookContext } from "./loaders.js";
import {
  BookCrosswalk,
  BookCustomer,
  BookEvent,
  BookLine,
  BookOrder,
  BookReturn,
  BookShipment,
} from "./types.js";

@Resolver(() => BookOrder)
export class BookOrderResolver {
  @Query(() => BookOrder, { nullable: true })
  order(@Arg("number", () => String) number: string, @Ctx() { source }: BookContext) {
    return source.getRepository(Order).findOneBy({ number });
  }

  @Query(() => [BookOrder])
  board(
    @Arg("first", () => Int) first: number,
    @Arg("afterDate", () => String) afterDate: string,
    @Arg("afterId", () => ID) afterId: string,
    @Ctx() { source }: BookContext,
  ) {
    return source
      .getRepository(Order)
      .createQueryBuilder("o")
      .where("o.status = :status", { status: "CONFIRMED" })
      .andWhere("(o.requestedDate, o.id) > (:afterDate, :afterId)", { afterDate, afterId })
      .orderBy({ "o.requestedDate": "ASC", "o.id": "ASC" })
      .limit(first)
      .getMany();
  }

  @FieldResolver(() => BookCustomer, { nullable: true })
  customer(@Root() { customerId }: BookOrder, @Ctx() { loaders }: BookContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => [BookLine])
  lines(@Root() { id }: BookOrder, @Ctx() { loaders }: BookContext) {
    return loaders.lines.load(id);
  }

  @FieldResolver(() => [BookShipment])
  shipments(@Root() { id }: BookOrder, @Ctx() { loaders }: BookContext) {
    return loaders.shipments.load(id);
  }

  @FieldResolver(() => Int)
  async shipmentCount(@Root() { id }: BookOrder, @Ctx() { loaders }: BookContext) {
    return (await loaders.shipments.load(id)).length;
  }

  @FieldResolver(() => [BookReturn])
  returns(@Root() { id }: BookOrder, @Ctx() { loaders }: BookContext) {
    return loaders.returns.load(id);
  }
}

@Resolver(() => BookShipment)
export class BookShipmentResolver {
  @FieldResolver(() => [BookEvent])
  events(@Root() { id }: BookShipment, @Ctx() { loaders }: BookContext) {
    return loaders.events.load(id);
  }
}

@Resolver(() => BookCustomer)
export class BookCustomerResolver {
  @Query(() => BookCustomer, { nullable: true })
  customer(@Arg("id", () => ID) id: string, @Ctx() { source }: BookContext) {
    return source.getRepository(Customer).findOneBy({ id });
  }

  @FieldResolver(() => [BookCrosswalk])
  async crosswalks(@Root() { id }: BookCustomer, @Ctx() { loaders }: BookContext) {
    const members = await loaders.memberships.load(id);
    return (
      await Promise.all(members.map(({ sourceRecordId }) => loaders.codes.load(sourceRecordId)))
    ).flat();
  }

  @FieldResolver(() => [BookOrder])
  orders(
    @Root() { id }: BookCustomer,
    @Arg("first", () => Int) first: number,
    @Ctx() { source }: BookContext,
  ) {
    const order = { placedAt: "DESC", id: "DESC" } as const;
    return source.getRepository(Order).find({ where: { customerId: id }, order, take: first });
  }
}
