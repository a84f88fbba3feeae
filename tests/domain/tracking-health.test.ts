import { describe, expect, test } from "vitest";
import { outlookOf, type StatedEstimate } from "../../src/domain/delivery-estimate.js";
import {
  GAPS_MIN,
  healthOf,
  type TrackingHealth,
  usualSilence,
  type Watched,
} from "../../src/domain/tracking-health.js";

const NOW = new Date("2026-11-20T12:00:00Z");
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const silence = { hours: 48, basis: "DEFAULT", gaps: 0 } as const;
const parcel = (own: Partial<Watched>): Watched => ({
  ...{
    status: "IN_TRANSIT",
    statusAt: hoursAgo(5),
    newsAt: hoursAgo(5),
    estimate: null,
    exceptionSince: null,
  },
  ...{ silence, ...own },
});
const day = (text: string, hours = 1) => ({ day: text, statedAt: hoursAgo(hours) });

const STATES: readonly (readonly [string, Partial<Watched>, TrackingHealth, number | null])[] = [
  ["an event of five hours ago", {}, "ON_TRACK", 5],
  ["an event of just as long ago as usual", { newsAt: hoursAgo(48) }, "ON_TRACK", 48],
  ["an event of longer ago", { newsAt: hoursAgo(49) }, "NO_NEWS", 49],
  [
    "old news, but an estimate of today",
    { newsAt: hoursAgo(90), estimate: day("2026-11-22", 2) },
    "ON_TRACK",
    2,
  ],
  ["old news and an old estimate", { newsAt: hoursAgo(90), estimate: day("2026-11-22", 80) }, "NO_NEWS", 90],
  ["a state nobody can read, however fresh", { status: "UNKNOWN", newsAt: hoursAgo(1) }, "NO_NEWS", 1],
  ["a day that is over everywhere", { estimate: day("2026-11-18") }, "LATE", 48 - 24 + 0],
  ["a day that is not over everywhere", { estimate: day("2026-11-20") }, "ON_TRACK", 5],
  ["late and silent", { newsAt: hoursAgo(90), estimate: day("2026-11-18") }, "LATE", 24],
  ["something open that went wrong", { exceptionSince: hoursAgo(30) }, "EXCEPTION", 30],
  [
    "late and something wrong",
    { exceptionSince: hoursAgo(30), estimate: day("2026-11-18") },
    "EXCEPTION",
    30,
  ],
  ["a label", { status: "LABEL_CREATED", statusAt: hoursAgo(200) }, "NOT_SHIPPED", 200],
  ["a label whose day is over", { status: "LABEL_CREATED", estimate: day("2026-11-18") }, "LATE", 24],
  [
    "delivered, long ago",
    { status: "DELIVERED", statusAt: hoursAgo(900), newsAt: hoursAgo(900) },
    "DELIVERED",
    900,
  ],
  ["delivered, late", { status: "DELIVERED", estimate: day("2026-11-18") }, "DELIVERED", 5],
  ["turned round", { status: "RETURN_TO_SENDER", exceptionSince: hoursAgo(9) }, "RETURNING", 5],
  ["back", { status: "RETURNED" }, "RETURNED", 5],
  ["lost", { status: "LOST", exceptionSince: hoursAgo(5) }, "LOST", 5],
  ["canceled", { status: "CANCELED" }, "CANCELED", 5],
];
test.each(STATES)("how a parcel does: %s", (_name, own, health, since) => {
  const found = healthOf(parcel(own), NOW);
  expect(found.health).toBe(health);
  if (since !== null) expect((NOW.getTime() - found.since.getTime()) / 3_600_000).toBe(since);
});

test("no news is never on track, whatever else is known", () => {
  for (const status of [
    "PICKED_UP",
    "IN_TRANSIT",
    "OUT_FOR_DELIVERY",
    "READY_FOR_PICKUP",
    "UNKNOWN",
  ] as const) {
    for (const estimate of [null, day("2026-11-30", 100)]) {
      expect(healthOf(parcel({ status, newsAt: hoursAgo(100), estimate }), NOW).health).toBe("NO_NEWS");
    }
  }
});

test.each([
  ["what the house has set counts first", 24, { hours: 10, gaps: 999 }, { hours: 24, basis: "SETTING" }],
  ["then what was measured", null, { hours: 10.2, gaps: GAPS_MIN }, { hours: 11, basis: "MEASURED" }],
  ["too few gaps say nothing", null, { hours: 10, gaps: GAPS_MIN - 1 }, { hours: 72, basis: "DEFAULT" }],
  ["nothing was measured", null, null, { hours: 72, basis: "DEFAULT" }],
  ["an hour is the least", null, { hours: 0, gaps: 500 }, { hours: 1, basis: "MEASURED" }],
] as const)("how long a carrier may be silent: %s", (_name, set, measured, expected) => {
  expect(usualSilence(set, measured, 72)).toMatchObject(expected);
});

describe("when a parcel is expected", () => {
  const at = (hours: number): Date => hoursAgo(hours);
  const said = (text: string, source: StatedEstimate["source"], hours: number): StatedEstimate => ({
    ...{ day: text, source, statedAt: at(hours), recordedAt: at(hours) },
  });
  const order = { requestedDate: null, placedAt: at(500), createdAt: at(500) };
  const promised = { ...order, requestedDate: "2026-11-19" };

  test.each([
    ["nobody has said", [], order, null],
    ["the order's day", [], promised, { day: "2026-11-19", source: "ORDER", slipDays: 0 }],
    [
      "the carrier's word counts more than a later one of the system's",
      [said("2026-11-21", "CARRIER", 50), said("2026-11-20", "EXECUTION", 10)],
      promised,
      { day: "2026-11-21", source: "CARRIER", slipDays: 2, firstPromise: "2026-11-19" },
    ],
    [
      "of one source the later word counts, in whatever order it was heard",
      [said("2026-11-23", "CARRIER", 10), said("2026-11-21", "CARRIER", 50)],
      order,
      { day: "2026-11-23", slipDays: 2, firstPromise: "2026-11-21" },
    ],
    [
      "earlier than promised",
      [said("2026-11-18", "EXECUTION", 10)],
      promised,
      { day: "2026-11-18", source: "EXECUTION", slipDays: -1 },
    ],
  ] as const)("%s", (_name, stated, of, expected) => {
    const found = outlookOf([...stated], of);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });
});
