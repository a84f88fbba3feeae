import { expect, test } from "vitest";
import {
  type AddressChange,
  causeOfReturn,
  type ShipToHistory,
  type StatedAddress,
} from "../../src/domain/return-cause.js";
import { PREVENTABLE, RETURN_CAUSES, type ReturnCause } from "../../src/domain/return-causes.js";
import { BREMEN, HAMBURG, KIEL } from "../support/orders.js";

const day = (date: number): Date => new Date(`2026-11-${String(date).padStart(2, "0")}T10:00:00Z`);
const change = (
  sequence: number,
  status: AddressChange["deliveries"][number]["status"],
  own: Partial<AddressChange> = {},
): AddressChange => ({
  ...{ sequence, requestedAt: day(5), deliveries: [{ system: "warehouse", status }], ...own },
});
const stated = (series: string, date: number, address: StatedAddress["address"]): StatedAddress => ({
  ...{ address, system: "crm", series, messageId: `m-${series}-${date}`, statedAt: day(date) },
});
const MOVED = { wanted: HAMBURG, used: HAMBURG, reason: "RECIPIENT_MOVED" as const, changes: [] };
const NOT_FOUND = { ...MOVED, reason: "ADDRESS_NOT_FOUND" as const };
const OLD_LABEL = { wanted: BREMEN, used: HAMBURG, reason: "RECIPIENT_MOVED" as const };

type Case = readonly [string, ShipToHistory, ReturnCause, string];
const CAUSES: readonly Case[] = [
  [
    "the customer's own address",
    MOVED,
    "ADDRESS_OUT_OF_DATE",
    "the carrier says recipient moved; the label bore the order's own address (Am Sandtorkai 30, 20457, Hamburg, DE), so the customer's address is out of date and the next order would fail too.",
  ],
  [
    "a change that never arrived",
    { ...OLD_LABEL, reason: null, changes: [change(1, "APPLIED"), change(2, "CONFLICT")] },
    "CHANGE_NOT_APPLIED",
    "the carrier gives no reason; the label bore Am Sandtorkai 30, 20457, Hamburg, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, because change 2 of 2026-11-05 was conflict at warehouse.",
  ],
  [
    "a change that the system says came too late",
    { ...OLD_LABEL, changes: [change(1, "TOO_LATE")] },
    "CHANGE_TOO_LATE",
    "because change 1 of 2026-11-05 was too late at warehouse.",
  ],
  [
    "a change that was asked for when the parcel had left",
    { ...OLD_LABEL, shippedAt: day(4), changes: [change(1, "APPLIED")] },
    "CHANGE_TOO_LATE",
    "because change 1 of 2026-11-05 was asked for after the parcel had left.",
  ],
  [
    "a system that confirmed and did otherwise",
    { ...OLD_LABEL, reason: "ADDRESS_NOT_FOUND", changes: [change(1, "APPLIED")] },
    "CHANGE_IGNORED",
    "although every system had confirmed the change.",
  ],
  [
    "an address from nowhere",
    { ...OLD_LABEL, used: KIEL, changes: [] },
    "WRONG_ADDRESS_USED",
    "the label bore Hafenstraße 2, 24103, Kiel, DE instead of Konsul-Smidt-Straße 8, 28217, Bremen, DE, although nobody had changed the address.",
  ],
  [
    "a system that knew better",
    { ...MOVED, shippedAt: day(9), stated: [stated("a", 1, HAMBURG), stated("a", 7, KIEL)] },
    "NEWER_ADDRESS_KNOWN",
    "but crm has known Hafenstraße 2, 24103, Kiel, DE since 2026-11-07.",
  ],
  [
    "a system that learned of it when the parcel had left",
    { ...MOVED, shippedAt: day(6), stated: [stated("a", 1, HAMBURG), stated("a", 7, KIEL)] },
    "ADDRESS_OUT_OF_DATE",
    "so the customer's address is out of date",
  ],
  [
    "another site of the customer, which replaces nothing",
    { ...MOVED, shippedAt: day(9), stated: [stated("a", 1, HAMBURG), stated("b", 7, KIEL)] },
    "ADDRESS_OUT_OF_DATE",
    "so the customer's address is out of date",
  ],
  [
    "an address at which another parcel arrived",
    { ...NOT_FOUND, shippedAt: day(9), arrived: { trackingNumber: "T-7", at: day(3) } },
    "CARRIER_FAULT",
    "where parcel T-7 arrived on 2026-11-03, so the carrier is at fault.",
  ],
  [
    "somebody who has moved since another parcel arrived",
    { ...MOVED, shippedAt: day(9), arrived: { trackingNumber: "T-7", at: day(3) } },
    "ADDRESS_OUT_OF_DATE",
    "out of date",
  ],
  ["goods that were damaged", { ...MOVED, reason: "DAMAGED" }, "CARRIER_FAULT", "the carrier says damaged"],
  ["somebody who would not have it", { ...MOVED, reason: "REFUSED" }, "REFUSED_BY_RECIPIENT", "refused"],
  ["nobody who fetched it", { ...MOVED, reason: "UNCLAIMED" }, "NOT_COLLECTED", "unclaimed"],
  ["no reason at all", { ...MOVED, reason: null }, "UNKNOWN", "the carrier gives no reason"],
  [
    "a label nobody has seen",
    { wanted: BREMEN, used: null, reason: "REFUSED", changes: [] },
    "REFUSED_BY_RECIPIENT",
    "the carrier says refused; the address on the label is not known.",
  ],
];
test.each(CAUSES)("the cause of a return: %s", (_name, history, kind, words) => {
  const cause = causeOfReturn(history);
  expect(cause.kind).toBe(kind);
  expect(cause.words).toContain(words);
  expect(cause.preventable).toBe(PREVENTABLE[kind] !== null);
});

test("every cause that a parcel can have is in the table above", () => {
  const ofParcels = RETURN_CAUSES.filter((kind) => kind !== "CUSTOMER_DECISION");
  expect([...new Set(CAUSES.map(([, , kind]) => kind))].sort()).toEqual([...ofParcels].sort());
});

test("the version on the label is named with since when it was the order's, and by what", () => {
  const placed = { at: day(1), messageId: "m-1" };
  const versionOf = (history: Partial<ShipToHistory>) => causeOfReturn({ ...MOVED, placed, ...history }).used;
  expect(versionOf({})).toEqual({
    address: HAMBURG,
    validFrom: day(1),
    messageId: "m-1",
    changeSequence: null,
  });
  expect(versionOf({ changes: [change(1, "APPLIED", { shipTo: HAMBURG })] })).toMatchObject({
    ...{ validFrom: day(5), changeSequence: 1 },
  });
  expect(versionOf({ used: KIEL })).toMatchObject({ validFrom: null, messageId: null, changeSequence: null });
  expect(versionOf({ used: null })).toBeNull();
});

test("the missing change is named with the system that had not confirmed it", () => {
  const cause = causeOfReturn({ ...OLD_LABEL, changes: [change(1, "APPLIED"), change(2, "REJECTED")] });
  expect(cause.missing).toEqual({
    ...{ changeSequence: 2, requestedAt: day(5), system: "warehouse", status: "REJECTED" },
  });
});
