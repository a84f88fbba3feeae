import { expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import { type GuardStage, type GuardVerdict, guardShipTo } from "../../src/domain/ship-to-guard.js";
import { BREMEN, HAMBURG } from "../support/orders.js";

type Case = readonly [string, PostalAddress | null, PostalAddress | null, GuardStage, boolean, GuardVerdict];
const VERDICTS: readonly Case[] = [
  ["the same address", HAMBURG, HAMBURG, "LABEL", false, "SAME"],
  ["another spelling", HAMBURG, { ...HAMBURG, lines: ["AM SANDTORKAI 30"] }, "DISPATCHED", false, "SAME"],
  ["no address of the order", null, BREMEN, "LABEL", false, "SAME"],
  ["no address over there", HAMBURG, null, "LABEL", false, "SAME"],
  ["a work order that was not told", HAMBURG, BREMEN, "WORK_ORDER", false, "DIVERGED"],
  ["a work order that is being told", HAMBURG, BREMEN, "WORK_ORDER", true, "PENDING"],
  ["a label, although it is being told", HAMBURG, BREMEN, "LABEL", true, "DIVERGED"],
  ["a parcel that has left", HAMBURG, BREMEN, "DISPATCHED", false, "ESCAPED"],
  ["a parcel that has left meanwhile", HAMBURG, BREMEN, "DISPATCHED", true, "ESCAPED"],
];
test.each(VERDICTS)("%s", (_name, expected, found, stage, pending, verdict) => {
  expect(guardShipTo(expected, found, stage, pending)).toBe(verdict);
});
