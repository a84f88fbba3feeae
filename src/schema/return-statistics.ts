import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import type { ReturnCause as CauseWord } from "../domain/return-causes.js";
import type * as words from "../domain/vocabulary.js";
import type {
  ReturnDimension as DimensionWord,
  StatisticsInterval as IntervalWord,
} from "../store/reads/return-statistics.js";
import { ReturnCause, ReturnDimension, StatisticsInterval } from "./parcel-vocabulary.js";
import { Day, Decimal } from "./scalars.js";
import { Channel, ReturnKind } from "./vocabulary.js";

@ObjectType({ description: "What returns have cost, in one currency.", simpleResolvers: true })
export class ReturnCostSum {
  @Field(() => String, { description: "ISO 4217." })
  currency!: string;

  @Field(() => Decimal, { description: "All of them." })
  amount!: string;

  @Field(() => Decimal, { description: "Those that could have been prevented." })
  preventable!: string;
}

@ObjectType({ description: "Returns that have something in common, counted.", simpleResolvers: true })
export class ReturnStatistic {
  @Field(() => Day, { nullable: true, description: "PERIOD: its first day, in UTC." })
  period!: string | null;

  @Field(() => ReturnCause, { nullable: true, description: "CAUSE: why they came back." })
  cause!: CauseWord | null;

  @Field(() => Channel, { nullable: true, description: "CHANNEL: how their orders came in." })
  channel!: words.Channel | null;

  @Field(() => String, { nullable: true, description: "CARRIER: who carried the parcels out." })
  carrier!: string | null;

  @Field(() => Int, { description: "How many." })
  returns!: number;

  @Field(() => Int, { description: "How many of them could have been prevented." })
  preventable!: number;

  @Field(() => Int, {
    description: "How many parcels left in the same period, by the same channel and carrier.",
  })
  shipments!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Returns for each of these parcels; null if none left.",
  })
  rate!: number | null;

  @Field(() => Float, { nullable: true, description: "The same for returns that could have been prevented." })
  preventableRate!: number | null;

  @Field(() => [ReturnCostSum], {
    description: "What they have cost; amounts of different currencies do not add up.",
  })
  costs!: readonly ReturnCostSum[];
}

@InputType({ description: "Which returns to count, and by what." })
export class ReturnStatisticsInput {
  @Field(() => Date, { description: "Opened at this instant or later." })
  from!: Date;

  @Field(() => Date, { description: "Opened before this instant; at most 400 days later." })
  to!: Date;

  @Field(() => [ReturnDimension], { nullable: true, description: "By what; all in one if left out." })
  by?: DimensionWord[] | null;

  @Field(() => StatisticsInterval, {
    nullable: true,
    description: "PERIOD: how long one is; MONTH if left out.",
  })
  interval?: IntervalWord | null;

  @Field(() => [ReturnKind], {
    nullable: true,
    description: "Which kinds; parcels that could not be delivered or were refused if left out.",
  })
  kinds?: words.ReturnKind[] | null;
}
