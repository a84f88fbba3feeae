import { Field, ObjectType } from "type-graphql";
import type { Viewer } from "../domain/viewer.js";
import type * as words from "../domain/vocabulary.js";
import { Role } from "./vocabulary.js";

@ObjectType({ description: "Who is asking, as their token says.", simpleResolvers: true })
export class Me implements Pick<Viewer, "subject" | "role"> {
  @Field(() => String, { description: "The token's subject." })
  subject!: string;

  @Field(() => Role, { description: "What they are to the hub." })
  role!: words.Role;
}
