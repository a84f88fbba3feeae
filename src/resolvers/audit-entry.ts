import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { AuditEntry, AuditEntryConnection, AuditEntryFilterInput } from "../schema/audit-entry.js";
import { connection } from "../schema/connection.js";
import { parseGlobalId } from "../schema/global-id.js";
import type { ApiContext } from "./context.js";
import { NO_ROW_ID } from "./row-id.js";

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, {
    description: "Who changed what and saw whose data, the newest first.",
  })
  async auditEntries(
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("filter", () => AuditEntryFilterInput, {
      nullable: true,
      description: "Which ones; all if left out.",
    })
    filter: AuditEntryFilterInput | null,
    @Ctx() { reads }: ApiContext,
  ) {
    const asked = filter?.thingId;
    const thingId = asked == null ? null : (parseGlobalId(asked)?.id ?? NO_ROW_ID);
    const page = await reads.auditEntries({ ...filter, thingId }, { first, after: after ?? null });
    return connection(page, after ?? null);
  }

  @FieldResolver(() => [ID], { description: "Ids of what was changed or seen, at most 200." })
  ids(@Root() { ids }: AuditEntry): readonly string[] {
    return ids;
  }
}
