import { describe, expect, test } from "vitest";
import {
  faultOfTarget,
  type ReceiverState,
  verdictOn,
  WEBHOOK_TRIES_MAX,
  type WebhookTargets,
  type WebhookTry,
} from "../../src/domain/webhook.js";

const NOW = new Date("2026-03-01T12:00:00Z");
const HOUR_MS = 3_600_000;
const WELL: ReceiverState = { failures: 0, failingSince: null };
const tried = (status: number | null, retryAfterMs: number | null = null): WebhookTry => ({
  ...{ status, retryAfterMs, milliseconds: 10 },
  fault: status === null ? "no answer in time" : `answered ${status}`,
});
const judged = (one: WebhookTry, tries: number, state = WELL, chance = 0) =>
  verdictOn(one, tries, state, NOW, chance);

describe("a try", () => {
  test.each([200, 202, 204, 299])("that is answered %d is the last", (status) => {
    expect(judged(tried(status), 1)).toEqual({ kind: "DELIVERED" });
  });

  test.each([null, 199, 302, 400, 404, 500, 503])("that is answered %s is made again", (status) => {
    expect(judged(tried(status), 1)).toMatchObject({ kind: "AGAIN", afterMs: 5_000 });
  });

  test("that is answered 410 tells that the receiver is gone, the first time already", () => {
    expect(judged(tried(410), 1)).toEqual({ kind: "DISABLE", because: "the receiver answered 410 Gone" });
  });

  test("is made twice as late each time, up to eight hours, and a little later by chance", () => {
    const waits = Array.from({ length: WEBHOOK_TRIES_MAX - 1 }, (_, at) => judged(tried(500), at + 1));
    const ms = waits.map((wait) => (wait.kind === "AGAIN" ? wait.afterMs : 0));
    expect(ms.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(Math.max(...ms)).toBe(8 * HOUR_MS);
    // All in all, a receiver has more than a day to be mended.
    expect(ms.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(24 * HOUR_MS);
    expect(judged(tried(500), 1, WELL, 1)).toMatchObject({ afterMs: 6_250 });
  });

  test.each<[number, number | null, number]>([
    [503, 60_000, 60_000],
    [429, 1_000, 5_000],
    [429, 100 * HOUR_MS, 8 * HOUR_MS],
    [500, 60_000, 5_000],
  ])("that is answered %d and Retry-After of %s ms is made again after %d ms", (status, after, ms) => {
    expect(judged(tried(status, after), 1)).toMatchObject({ kind: "AGAIN", afterMs: ms });
  });

  test("that is the last one and fails ends the delivery, and the receiver only if it was silent for a day", () => {
    const since = (hours: number) => ({
      failures: 40,
      failingSince: new Date(NOW.getTime() - hours * HOUR_MS),
    });
    expect(judged(tried(500), WEBHOOK_TRIES_MAX, since(23))).toEqual({ kind: "FAILED", disable: null });
    expect(judged(tried(500), WEBHOOK_TRIES_MAX, since(25))).toEqual({
      kind: "FAILED",
      disable: "nothing was taken since 2026-02-28T11:00:00.000Z",
    });
  });

  test("that fails after others lets the receiver rest, longer each time", () => {
    const restAfter = (failures: number) => {
      const verdict = judged(tried(500), 1, { failures, failingSince: null });
      return verdict.kind === "AGAIN" ? verdict.restMs : undefined;
    };
    expect([0, 3, 4, 5, 6, 20].map(restAfter)).toEqual([null, null, 10_000, 20_000, 40_000, 900_000]);
  });
});

test.each<[string, WebhookTargets, boolean]>([
  ["https://receiver.example/hook?of=us", "public", true],
  ["http://receiver.example/", "public", false],
  ["http://receiver.example/", "private", false],
  ["http://receiver.example/", "any", true],
  ["ftp://receiver.example/", "any", false],
  ["https://ann@receiver.example/", "any", false],
  ["https://receiver.example/#part", "any", false],
  [`https://receiver.example/${"a".repeat(2_000)}`, "any", false],
  ["receiver.example", "any", false],
])("%s may be told where %s targets are allowed: %s", (url, targets, isFine) => {
  expect(faultOfTarget(url, targets) === null).toBe(isFine);
});
