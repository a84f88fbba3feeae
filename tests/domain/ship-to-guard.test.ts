import { expect, test } from "vitest";
import type { PostalAddress } from "../../src/domain/address.js";
import {
  causeOfReturn,
  type GuardStage,
  type GuardVerdict,
  guardShipTo,
  type ShipToHistory,
} from "../../src/domain/ship-to-guard.js";
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

const change = (
  sequence: number,
  status: ShipToHistory["changes"][number]["deliveries"][number]["status"],
) => ({
  ...{ sequence, requestedAt: new Date("2026-11-05T10:00:00Z") },
  deliveries: [{ system: "warehouse", status }],
});
const CAUSES: readonly (readonly [string, ShipToHistory, string])[] = [
  [
    "the customer's own address",
    { wanted: HAMBURG, used: HAMBURG, reason: "RECIPIENT_MOVED", changes: [] },
    "the carrier says recipient moved; the label bore the order's own address (Am Sandtorkai 30, 20457, Hamburg, DE), so the customer's address is out of date and the next order would fail too.",
  ],
  [
    "a carrier that has lost its way",
    { wanted: HAMBURG, used: HAMBURG, reason: "MISROUTED", changes: [] },
    "the carrier says misrouted; the label bore the order's own address (Am Sandtorkai 30, 20457, Hamburg, DE), which is not to blame: it is the carrier's own fault.",
  ],
  [
    "a label from somebody's own address book",
    { wanted: BREMEN, used: HAMBURG, reason: "RECIPIENT_UNKNOWN", changes: [] },
    "the carrier says recipient unknown; the label bore Am Sandtorkai 30, 20457, Hamburg, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, although nobody had changed it.",
  ],
  [
    "a change that never arrived",
    { wanted: BREMEN, used: HAMBURG, reason: null, changes: [change(1, "APPLIED"), change(2, "TOO_LATE")] },
    "the carrier gives no reason; the label bore Am Sandtorkai 30, 20457, Hamburg, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, because change 2 of 2026-11-05 was too late at warehouse.",
  ],
  [
    "a system that confirmed and did otherwise",
    { wanted: BREMEN, used: HAMBURG, reason: "ADDRESS_NOT_FOUND", changes: [change(1, "APPLIED")] },
    "the carrier says address not found; the label bore Am Sandtorkai 30, 20457, Hamburg, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, although every system had confirmed the change.",
  ],
  [
    "a label nobody has seen",
    { wanted: BREMEN, used: null, reason: "REFUSED", changes: [] },
    "the carrier says refused; the address on the label is not known.",
  ],
];
test.each(CAUSES)("the cause of a return: %s", (_name, history, cause) => {
  expect(causeOfReturn(history)).toBe(cause);
});
