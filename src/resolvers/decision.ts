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

/** The reasons in whatever holds them; none where it holds nothing of the kind. */
export const reasonsIn = (evidence: unknown): Evidence[] => reasons.safeParse(evidence).data ?? [];

const noted = z.object({ note: z.string() });

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
    return reasonsIn(evidence);
  }

  @FieldResolver(() => String, { nullable: true, description: "Why, as the steward noted it." })
  note(@Root() { details }: StoredDecision): string | null {
    return noted.safeParse(details).data?.note ?? null;
  }

  @FieldResolver(() => Decision, { nullable: true, description: "UNMERGE: the act that it undoes." })
  reverses(@Root() { reverses }: StoredDecision, @Ctx() { loaders }: ApiContext) {
    return reverses === null ? null : loaders.decision.load(reverses);
  }

  @FieldResolver(() => Decision, { nullable: true, description: "The act that undoes it." })
  async reversedBy(@Root() { id }: StoredDecision, @Ctx() { loaders }: ApiContext) {
    const [first] = await loaders.undoings.load(id);
    return first === undefined ? null : loaders.decision.load(first.undoneBy);
  }

  @FieldResolver(() => Boolean, {
    description: "True if it counts no more. An act whose undoing was undone counts again.",
  })
  async reversed(@Root() { id }: StoredDecision, @Ctx() { loaders }: ApiContext): Promise<boolean> {
    return (await loaders.undoings.load(id)).length % 2 === 1;
  }

  @FieldResolver(() => Decision, { nullable: true, description: "The act that made it necessary." })
  async cause(@Root() decision: Explained, @Ctx() { loaders }: ApiContext) {
    const causeId = decision.causeId === undefined ? await causeOf(decision.id, loaders) : decision.causeId;
    return causeId === null ? null : loaders.decision.load(causeId);
  }
}

/** A decision as an explanation found it: there nobody had asked for its cause yet. */
type Explained = Omit<StoredDecision, "causeId"> & Partial<Pick<StoredDecision, "causeId">>;

const causeOf = async (id: string, { decision }: ApiContext["loaders"]): Promise<string | null> =>
  (await decision.load(id))?.causeId ?? null;
