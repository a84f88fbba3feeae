import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { Customer } from "../schema/customer.js";
import { Decision, Evidence } from "../schema/decision.js";
import { SourceRecord } from "../schema/source-record.js";
import type { Decision as StoredDecision } from "../store/decision.js";
import type { ApiContext } from "./context.js";

const reason = z.object({
  feature: z.string(),
  level: z.string().nullable().default(null),
  weight: z.number().nullable().default(null),
  ours: z.string().nullable().default(null),
  theirs: z.string().nullable().default(null),
  detail: z.string().nullable().default(null),
});
/** The engine's reasons; or what lay before the steward who decided, with the reasons inside. */
const reasons = z.union([
  z.array(reason),
  z.object({ evidence: z.array(reason) }).transform(({ evidence }) => evidence),
]);

@Resolver(() => Decision)
export class DecisionResolver {
  @FieldResolver(() => Customer, {
    nullable: true,
    description: "The customer it is about, or the one that went on.",
  })
  customer(@Root() { customerId }: StoredDecision, @Ctx() { loaders }: ApiContext) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => Customer, { nullable: true, description: "The other customer of the pair." })
  otherCustomer(@Root() { otherCustomerId }: StoredDecision, @Ctx() { loaders }: ApiContext) {
    return otherCustomerId === null ? null : loaders.customer.load(otherCustomerId);
  }

  @FieldResolver(() => SourceRecord, { nullable: true, description: "The record it put with the customer." })
  sourceRecord(@Root() { sourceRecordId }: StoredDecision, @Ctx() { loaders }: ApiContext) {
    return sourceRecordId === null ? null : loaders.sourceRecord.load(sourceRecordId);
  }

  @FieldResolver(() => [Evidence], { description: "What it rested on; empty if nothing was compared." })
  evidence(@Root() { evidence }: StoredDecision): Evidence[] {
    return reasons.safeParse(evidence).data ?? [];
  }
}
