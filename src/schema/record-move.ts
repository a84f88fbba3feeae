import { Field, ObjectType } from "type-graphql";
import type { ActRow, MoveRow } from "../store/reads/explanation.js";

@ObjectType({ description: "A record changed its customer.", simpleResolvers: true })
export class RecordMove {
  @Field(() => Date, { description: "When." })
  movedAt!: Date;

  move!: MoveRow;
  act!: ActRow | null;
}
