import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { HubError } from "../domain/errors.js";
import { ReturnStatistic, ReturnStatisticsInput } from "../schema/return-statistics.js";
import type { CountedReturns, CountedShipments, StatisticsWanted } from "../store/reads/return-statistics.js";
import type { ApiContext } from "./context.js";

const DAY_MS = 86_400_000;
const DAYS_MAX = 400;

@Resolver()
export class ReturnStatisticsResolver {
  @Query(() => [ReturnStatistic], {
    description:
      "Returns as numbers: how many, how many of them for nothing, what they cost, of how many parcels.",
  })
  async returnStatistics(
    @Arg("input", () => ReturnStatisticsInput, { description: "Which ones, and by what." })
    input: ReturnStatisticsInput,
    @Ctx() { reads }: ApiContext,
  ): Promise<ReturnStatistic[]> {
    const wanted = wantedOf(input);
    const [returns, shipments] = await Promise.all([
      reads.countedReturns(wanted),
      reads.countedShipments(wanted),
    ]);
    return rated(returns, shipments);
  }
}

function wantedOf({ from, to, by, interval, kinds }: ReturnStatisticsInput): StatisticsWanted {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (!(days > 0 && days <= DAYS_MAX)) {
    throw new HubError("INVALID", `"to" must be after "from", and at most ${DAYS_MAX} days`);
  }
  return {
    ...{ from, to, by: by ?? [], interval: interval ?? "MONTH" },
    kinds: kinds ?? ["UNDELIVERABLE", "REFUSED"],
  };
}

/** Each group against the parcels of its period, channel and carrier; a cause has no parcels of its own. */
function rated(
  returns: readonly CountedReturns[],
  shipments: readonly CountedShipments[],
): ReturnStatistic[] {
  const key = ({ period, channel, carrier }: CountedShipments | CountedReturns): string =>
    JSON.stringify([period, channel, carrier]);
  const left = new Map(shipments.map((group) => [key(group), group.shipments]));
  return returns.map((group) => {
    const parcels = left.get(key(group)) ?? 0;
    const rateOf = (count: number): number | null => (parcels === 0 ? null : count / parcels);
    return {
      ...group,
      channel: group.channel as ReturnStatistic["channel"],
      cause: group.cause as ReturnStatistic["cause"],
      shipments: parcels,
      ...{ rate: rateOf(group.returns), preventableRate: rateOf(group.preventable) },
    };
  });
}
