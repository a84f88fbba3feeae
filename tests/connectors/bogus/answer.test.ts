import { describe, expect, test } from "vitest";
import { classify } from "../../../src/connectors/bogus/answer.js";
import type { HttpAnswer } from "../../../src/connectors/reading/ask-within.js";

const NOW_MS = Date.parse("2026-11-21T12:00:00Z");
const ORDER = {
  id: "BO-1",
  version: "000002",
  status: "OPEN",
  shipTo: null,
  label: null,
  requestedDate: null,
  canceled: false,
  lines: [],
};
const error = (code: string) => JSON.stringify({ error: { code, message: "no" } });

describe("the answer of an execution system", () => {
  test.each<[string, Partial<HttpAnswer>, Record<string, unknown>]>([
    ["an order", { text: JSON.stringify({ order: ORDER }) }, { outcome: "ACCEPTED", externalId: "BO-1" }],
    ["an order without an id", { text: '{"order":{"id":""}}' }, { outcome: "UNCERTAIN" }],
    ["nothing", { text: "" }, { outcome: "UNCERTAIN" }],
    [
      "a refusal inside a 200",
      { text: error("ALREADY_SHIPPED") },
      { outcome: "REFUSED", refusal: "ALREADY_SHIPPED" },
    ],
    [
      "a refusal in unknown words",
      { status: 409, text: error("MOON_PHASE") },
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "a conflict without words",
      { status: 409, text: "" },
      { outcome: "REFUSED", refusal: "VERSION_CONFLICT" },
    ],
    ["a lock", { status: 423, text: "" }, { outcome: "REFUSED", refusal: "LOCKED_BY_USER" }],
    [
      "a closed door",
      { status: 403, text: "<h1>Forbidden</h1>" },
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    [
      "an order it does not know",
      { status: 404, text: error("ORDER_UNKNOWN") },
      { outcome: "REFUSED", refusal: "NOT_FOUND" },
    ],
    ["somebody else's 404", { status: 404, text: "<h1>Not Found</h1>" }, { outcome: "UNCERTAIN" }],
    ["a redirect to a sign-in page", { status: 302, text: "" }, { outcome: "UNCERTAIN" }],
    ["a bad gateway", { status: 502, text: "" }, { outcome: "UNCERTAIN" }],
    [
      "a break for maintenance",
      { status: 503, retryAfter: "60", text: "" },
      { outcome: "RETRY", afterMs: 60_000 },
    ],
    [
      "a wait until a date",
      { status: 429, retryAfter: "Sat, 21 Nov 2026 12:00:30 GMT" },
      { outcome: "RETRY", afterMs: 30_000 },
    ],
    [
      "a wait until a past date",
      { status: 429, retryAfter: "Sat, 21 Nov 2026 11:00:00 GMT" },
      { outcome: "RETRY", afterMs: 0 },
    ],
    ["a wait of a year", { status: 429, retryAfter: "31536000" }, { outcome: "RETRY", afterMs: 900_000 }],
    ["a wait nobody can read", { status: 429, retryAfter: "soon" }, { outcome: "RETRY", afterMs: 1000 }],
  ])("that is %s", (_, answer, expected) => {
    const whole = { status: 200, contentType: "application/json", retryAfter: null, text: "", ...answer };
    expect(classify(whole, NOW_MS)).toMatchObject(expected);
  });
});
