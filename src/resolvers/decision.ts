import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { Customer } from "../schema/customer.js";
import { Decision, Evidence } from "../schema/decision.js";
import { SourceRecord } from "../schema/source-record.js";
import type { Decision as StoredDecision } from "../store/decision.js";
import type { ApiContext } from "./context.js";

const evidence = z.object({
  feature: z.string(),
  level: z.coerce.string().nullish(),
  weight: z.number().nullish(),
  left: z.unknown(),
  right: z.unknown(),
  detail: z.string().nullish(),
});

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

  @FieldResolver(() => [Evidence], { description: "What it rested on." })
  evidence(@Root() { evidence: found }: StoredDecision): Evidence[] {
    return (Array.isArray(found) ? found : []).flatMap((reason: unknown) => {
      const parsed = evidence.safeParse(reason);
      if (!parsed.success) return [];
      const { feature, level, weight, left, right, detail } = parsed.data;
      return [{ feature, level: level ?? null, weight: weight ?? null, left, right, detail: detail ?? null }];
    });
  }
}
