import { type Act, type Play, play } from "../follow/play.js";
import type { Verdict } from "../follow/verdict.js";
import type { Simulation } from "../simulation.js";

const CHANGED_SHARE = 0.1;
const REPEATED_SHARE = 0.05;
const SEASON_ORDERS = 20_000;
const ORDERS_PER_CRASH = 5_000;
const FAULTS_SHOWN_MAX = 20;
/** What a hub without the guard is wrong in by that alone. */
const OF_NO_GUARD = /^(?:escape|unreported|cause)/;

export const followThrough: Simulation = {
  title:
    "Follow-through: every change of every order reaches a true end, through crashes, repeats and failures",
  async run(stage, { orders, seed, yard }, listener) {
    const plan: Play = {
      ...{
        orders,
        seed,
        changedShare: CHANGED_SHARE,
        repeatedShare: REPEATED_SHARE,
        defect: "none",
        yardMs: yard * 1000,
        seasonOrders: SEASON_ORDERS,
      },
      crashes: Math.max(1, Math.round(Math.min(orders, SEASON_ORDERS) / ORDERS_PER_CRASH)),
    };
    const acts = await play(stage, plan, listener);
    const without = await play(stage, { ...plan, defect: "no-guard" }, listener);
    return reportOf(acts, without);
  },
};

function reportOf(acts: readonly Act[], without: readonly Act[]) {
  const verdicts = acts.map(({ verdict }) => verdict);
  const sum = (name: keyof Verdict & keyof NumbersOf<Verdict>): number =>
    verdicts.reduce((all, one) => all + one[name], 0);
  const sums = (name: keyof Verdict): Record<string, number> =>
    added(verdicts.map((one) => one[name] as Record<string, number>));
  const total = (of: readonly Act[], name: keyof NumbersOf<Act>): number =>
    of.reduce((all, one) => all + one[name], 0);
  const orders = sum("orders");
  return {
    ...{
      orders,
      changes: sum("changes"),
      lost: sum("lost"),
      appliedTwice: sum("appliedTwice"),
      escapes: sum("escapes"),
    },
    escapesWithoutHub: without.reduce((all, { verdict }) => all + verdict.escapes, 0),
    held: sum("held"),
    secondsPerThousand: Math.round((total(acts, "seconds") / orders) * 1e5) / 100,
    hubCpuSecondsPerThousand: Math.round((total(acts, "hubCpuSeconds") / orders) * 1e5) / 100,
    letGo: sum("letGo"),
    secondsToStop: verdicts.map(({ secondsToStop }) => secondsToStop),
    outOfOrder: sum("outOfOrder"),
    changesByStatus: sums("changesByStatus"),
    unknown: sum("unknown"),
    refusedAtTheDoor: sums("refusedAtTheDoor"),
    escapesWhereHoldsAreIgnored: sum("escapesWhereHoldsAreIgnored"),
    escapesReportedWhereHoldsAreIgnored: sum("escapesReportedWhereHoldsAreIgnored"),
    escapesUnreported: verdicts.flatMap(({ faults }) => faults.filter((one) => one.startsWith("unreported")))
      .length,
    shippedAfterCancel: sum("shippedAfterCancel"),
    causesInjected: sums("causesInjected"),
    causesRecovered: sums("causesRecovered"),
    crashes: total(acts, "crashes"),
    messages: total(acts, "messages"),
    duplicates: total(acts, "duplicates"),
    outOfTurn: total(acts, "outOfTurn"),
    answeredByStewards: total(acts, "answeredByStewards"),
    cameToRest: acts.every((one) => one.cameToRest),
    parked: Math.max(0, ...verdicts.map(({ parked }) => parked)),
    seconds: total(acts, "seconds"),
    secondsWithoutHub: total(without, "seconds"),
    faults: verdicts.flatMap(({ faults }) => faults).slice(0, FAULTS_SHOWN_MAX),
    faultsWithoutHub: without
      .flatMap(({ verdict }) => verdict.faults.filter((one) => !OF_NO_GUARD.test(one)))
      .slice(0, FAULTS_SHOWN_MAX),
  };
}

type NumbersOf<T> = { [Name in keyof T as T[Name] extends number ? Name : never]: T[Name] };

function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all)
    for (const [name, value] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}
