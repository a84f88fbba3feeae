import { Ctx, Query, Resolver } from "type-graphql";
import { z } from "zod";
import { type ListedModel, listModels, policyAsData } from "../flows/identity/list-models.js";
import { MatchModel, type MatchModelReport, MatchPolicy } from "../schema/match-model.js";
import type { ApiContext } from "./context.js";

const numbers = z
  .object({
    ...{ records: z.number(), population: z.number(), pairs: z.number() },
    ...{ priorMatchShare: z.number(), matchShare: z.number(), agreement: z.number() },
    verdicts: z.object({ spoken: z.number(), learned: z.number() }),
    shadow: z.object({
      ...{ changedShare: z.number(), askedThen: z.number() },
      ...{ largestNow: z.number(), largestThen: z.number() },
    }),
  })
  .transform(
    ({ verdicts, shadow, ...rest }): MatchModelReport => ({
      ...{ ...rest, verdicts: verdicts.spoken, verdictsRight: verdicts.learned },
      ...{ changedShare: shadow.changedShare, askedShare: shadow.askedThen },
      ...{ largestBefore: shadow.largestNow, largest: shadow.largestThen },
    }),
  );

@Resolver(() => MatchModel)
export class MatchModelResolver {
  @Query(() => [MatchModel], {
    description: "Every model that was learned, refused ones too, the newest first; and the hand-set one.",
  })
  async matchModels(@Ctx() { hub }: ApiContext): Promise<MatchModel[]> {
    return (await listModels(hub)).map(shown);
  }

  @Query(() => MatchPolicy, { description: "By which rules the hub decides who is who, as data." })
  matchPolicy(@Ctx() { hub }: ApiContext): Promise<MatchPolicy> {
    return policyAsData(hub);
  }
}

function shown({ report, learnedAt, ...model }: ListedModel): MatchModel {
  const { refusal } = report;
  const found = numbers.safeParse(report).data ?? null;
  return {
    ...{ ...model, report: found, learnedAt: found === null ? null : learnedAt },
    refusal: typeof refusal === "string" ? refusal : null,
  };
}
