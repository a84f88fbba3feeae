import "reflect-metadata";
import { Field, Int, ObjectType } from "type-graphql";

// The API of the textbook peer: type-graphql with its defaults, one class for each table.

@ObjectType()
export class BookAddress {
  @Field(() => String, { nullable: true }) recipient!: string | null;
  @Field(() => String, { nullable: true }) department!: string | null;
  @Field(() => [String]) lines!: string[];
  @Field(() => String, { nullable: true }) city!: string | null;
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => String, { nullable: true }) postalCode!: string | null;
  @Field(() => String, { nullable: true }) country!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
}

@ObjectType()
export class BookLine {
  @Field(() => String) lineNumber!: string;
  @Field(() => String, { nullable: true }) sku!: string | null;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => String) quantity!: string;
  @Field(() => String, { nullable: true }) unit!: string | null;
  @Field(() => String, { nullable: true }) unitPrice!: string | null;
}

@ObjectType()
export class BookEvent {
  @Field(() => String) status!: string;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => String, { nullable: true }) location!: string | null;
  @Field(() => Date) occurredAt!: Date;
}

@ObjectType()
export class BookShipment {
  id!: string;
  @Field(() => String, { nullable: true }) carrier!: string | null;
  @Field(() => String, { nullable: true }) trackingNumber!: string | null;
  @Field(() => String) status!: string;
  @Field(() => Date) statusAt!: Date;
  @Field(() => String, { nullable: true }) estimatedDelivery!: string | null;
  @Field(() => Date, { nullable: true }) deliveredAt!: Date | null;
}

@ObjectType()
export class BookReturn {
  @Field(() => String) number!: string;
  @Field(() => String) status!: string;
  @Field(() => String, { nullable: true }) reason!: string | null;
  @Field(() => Date) openedAt!: Date;
}

@ObjectType()
export class BookCrosswalk {
  @Field(() => String) system!: string;
  @Field(() => String) code!: string;
}

@ObjectType()
export class BookCustomer {
  id!: string;
  @Field(() => String, { nullable: true }) kind!: string | null;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Int) version!: number;
  @Field(() => Date) createdAt!: Date;
  @Field(() => Date) updatedAt!: Date;
}

@ObjectType()
export class BookOrder {
  id!: string;
  customerId!: string | null;
  @Field(() => String) number!: string;
  @Field(() => String) status!: string;
  @Field(() => String) fulfillmentStatus!: string;
  @Field(() => String) returnStatus!: string;
  @Field(() => Date) placedAt!: Date;
  @Field(() => String, { nullable: true }) currency!: string | null;
  @Field(() => String) total!: string;
  @Field(() => String, { nullable: true }) requestedDate!: string | null;
  @Field(() => BookAddress, { nullable: true }) shipTo!: BookAddress | null;
}
