import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { HubError } from "../domain/errors.js";
import { type ExplainedMove, explainWhy, type Why as Found } from "../flows/explaining/explain-why.js";
import { explainWhyNot, type WhyNot as FoundNot, type Side } from "../flows/explaining/explain-why-not.js";
import { Customer } from "../schema/customer.js";
import { Decision } from "../schema/decision.js";
import { ExplanationBlend, ExplanationVoice, Why, WhyNot } from "../schema/explanation.js";
import { parseGlobalId } from "../schema/global-id.js";
import { RecordMove } from "../schema/record-move.js";
import { SourceRecord } from "../schema/source-record.js";
import type { ApiContext } from "./context.js";
import { requiredRowId } from "./row-id.js";

@Resolver(() => Why)
export class WhyResolver {
  @Query(() => Why, {
    nullable: true,
    description: "Why a source record belongs to the customer that it belongs to.",
  })
  why(
    @Arg("sourceRecordId", () => ID, { description: "The source record." }) sourceRecordId: string,
    @Ctx() { hub, reads }: ApiContext,
  ): Promise<Found | null> {
    return explainWhy(hub, reads, requiredRowId("SourceRecord", sourceRecordId));
  }

  @FieldResolver(() => SourceRecord, { nullable: true, description: "The record." })
  sourceRecord(@Root() { record }: Found, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(record.id);
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "Its customer; null while it waits to be decided.",
  })
  customer(@Root() { customerId }: Found, @Ctx() { loaders }: ApiContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => Decision, { nullable: true, description: "The decision that put it with a customer." })
  decision(@Root() { link }: Found) {
    return link;
  }

  @FieldResolver(() => [RecordMove], {
    description: "How it came from there to where it is, the oldest first.",
  })
  moves(@Root() { moves }: Found): RecordMove[] {
    return moves.map(({ move, act }) => ({ movedAt: move.movedAt, move, act }));
  }
}

@Resolver(() => RecordMove)
export class RecordMoveResolver {
  @FieldResolver(() => Decision, { nullable: true, description: "The act that moved it." })
  decision(@Root() { act }: ExplainedMove) {
    return act;
  }

  @FieldResolver(() => ID, { description: "Row id of the customer it left, as that was called then." })
  fromCustomerId(@Root() { move }: ExplainedMove): string {
    return move.fromCustomerId;
  }

  @FieldResolver(() => Customer, { nullable: true, description: "Whom it came to, as that is called now." })
  to(@Root() { move }: ExplainedMove, @Ctx() { loaders }: ApiContext) {
    return loaders.customer.load(move.toCustomerId);
  }
}

@Resolver(() => WhyNot)
export class WhyNotResolver {
  @Query(() => WhyNot, {
    nullable: true,
    description: "Why two records, or two customers, are not one; null if one of them does not exist.",
  })
  whyNot(
    @Arg("a", () => ID, { description: "A source record or a customer." }) a: string,
    @Arg("b", () => ID, { description: "Another one." }) b: string,
    @Ctx() { hub, reads }: ApiContext,
  ): Promise<FoundNot | null> {
    return explainWhyNot(hub, reads, sideFrom(a), sideFrom(b));
  }

  @FieldResolver(() => SourceRecord, {
    nullable: true,
    description: "The record that `standing` holds against the second customer.",
  })
  standingRecord(@Root() { standingRecordId }: FoundNot, @Ctx() { loaders }: ApiContext) {
    return standingRecordId === null ? null : loaders.sourceRecord.load(standingRecordId);
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "Two records: the customer that the first one belongs to instead.",
  })
  winner(@Root() { winner }: FoundNot, @Ctx() { loaders }: ApiContext) {
    return winner === null ? null : loaders.customer.load(winner.customerId);
  }

  @FieldResolver(() => [Decision], {
    nullable: true,
    description: "What stewards have settled about the two, the latest first.",
  })
  separations(@Root() { separations }: FoundNot) {
    return separations;
  }
}

@Resolver(() => ExplanationBlend)
export class ExplanationBlendResolver {
  @FieldResolver(() => SourceRecord, {
    nullable: true,
    description: "The best member; null for what was stored, which does not keep its name.",
  })
  bestRecord(@Root() { bestRecordId }: ExplanationBlend, @Ctx() { loaders }: ApiContext) {
    return bestRecordId === "" ? null : loaders.sourceRecord.load(bestRecordId);
  }
}

@Resolver(() => ExplanationVoice)
export class ExplanationVoiceResolver {
  @FieldResolver(() => SourceRecord, { nullable: true, description: "The member." })
  sourceRecord(@Root() { recordId }: ExplanationVoice, @Ctx() { loaders }: ApiContext) {
    return loaders.sourceRecord.load(recordId);
  }
}

const KINDS: Readonly<Record<string, Side["kind"]>> = { SourceRecord: "RECORD", Customer: "CUSTOMER" };

function sideFrom(id: string): Side {
  const parsed = parseGlobalId(id);
  const kind = parsed === null ? undefined : KINDS[parsed.type];
  if (parsed === null || kind === undefined) {
    throw new HubError(
      "INVALID",
      `"${id.slice(0, 100)}" is the id of neither a source record nor a customer`,
    );
  }
  return { kind, id: parsed.id };
}
