import { describe, expect, test } from "vitest";
import { readDay, readTime } from "../../../../src/connectors/reading/values/zoned-time.js";

const UTC = { timeZone: "UTC", dayFirst: null };

describe("a written moment", () => {
  test.each([
    ["2026-11-18T09:12:00Z", "2026-11-18T09:12:00.000Z"],
    ["2026-11-18T09:12:00.123456+01:00", "2026-11-18T08:12:00.123Z"],
    ["2026-11-18 09:12:00 -0500", "2026-11-18T14:12:00.000Z"],
    ["2026-11-18T09:12:00+01:00[Europe/Berlin]", "2026-11-18T08:12:00.000Z"],
    ["18-Nov-2026 09:12 PM EST", "2026-11-19T02:12:00.000Z"],
    ["11/18/2026 9:12 AM CT", "2026-11-18T15:12:00.000Z"],
    ["07/18/2026 9:12 AM ET", "2026-07-18T13:12:00.000Z"],
    ["November 18, 2026 9:12 am GMT", "2026-11-18T09:12:00.000Z"],
    ["Wed, 18 Nov 2026 09:12:00 GMT", "2026-11-18T09:12:00.000Z"],
    ["1795252320", "2026-11-21T09:12:00.000Z"],
    ["1795252320000", "2026-11-21T09:12:00.000Z"],
    ["/Date(1795252320000)/", "2026-11-21T09:12:00.000Z"],
  ])("%s is known to the second, wherever it is read", (stamp, at) => {
    const elsewhere = { timeZone: "Asia/Tokyo", dayFirst: null };
    expect(readTime({ stamp }, elsewhere)).toEqual({ kind: "time", at, zoneUnknown: false });
  });

  test.each([
    ["20261118 091200", "2026-11-18T08:12:00.000Z"],
    ["20260718091200", "2026-07-18T07:12:00.000Z"],
    ["2026-11-18 09:12", "2026-11-18T08:12:00.000Z"],
    ["18.11.2026 09:12", "2026-11-18T08:12:00.000Z"],
    ["11/18/2026 22:13 PM", "2026-11-18T21:13:00.000Z"],
    ["2026-11-18", "2026-11-17T23:00:00.000Z"],
  ])("%s is read on the clock of the connection, and is said to be so", (stamp, at) => {
    const berlin = { timeZone: "Europe/Berlin", dayFirst: null };
    expect(readTime({ stamp }, berlin)).toEqual({ kind: "time", at, zoneUnknown: true });
  });

  test("in pieces is put together, and a midnight that stands for no clock gives way to the clock", () => {
    const pieces = { stamp: "2026-11-18T00:00:00", clock: "09:12:30", zone: "+02:00" };
    expect(readTime(pieces, UTC)).toEqual({
      kind: "time",
      at: "2026-11-18T07:12:30.000Z",
      zoneUnknown: false,
    });
  });

  test("that can be read as two days is unclear, unless somebody knows which comes first", () => {
    expect(readTime({ stamp: "05/06/2026 10:00" }, UTC)).toEqual({ kind: "unclear" });
    expect(readTime({ stamp: "05/06/2026 10:00" }, { ...UTC, dayFirst: true })).toMatchObject({
      at: "2026-06-05T10:00:00.000Z",
    });
  });

  test.each(["", "soon", "2026-02-30", "2026-11-18 25:00", "2026-11-18 10:61", "99999999999999"])(
    "%j is none",
    (stamp) => {
      expect(readTime({ stamp }, UTC)).toBeNull();
    },
  );

  test("in a zone that nobody knows is read on the clock of the connection", () => {
    expect(readTime({ stamp: "2026-11-18 09:12", zone: "Mars/Olympus" }, UTC)).toMatchObject({
      zoneUnknown: true,
    });
  });
});

test("a day stays the day that is written, in whatever zone", () => {
  expect(readDay("2026-11-18T23:30:00-08:00", null)).toBe("2026-11-18");
  expect(readDay("20261118", null)).toBe("2026-11-18");
  expect(readDay("by end of week", null)).toBeNull();
});
