import { expect, test } from "vitest";
import { HubError } from "../../src/domain/errors.js";
import { toldAsAway } from "../../src/store/away.js";

const CASES: readonly (readonly [string, string, string])[] = [
  ["a statement that took too long", "57014", "the database is too busy; nothing was kept"],
  ["a lock that nobody let go", "55P03", "the database is too busy; nothing was kept"],
  ["a server that is shutting down", "57P01", "the database does not answer; nothing was kept"],
  ["a port that nobody listens on", "ECONNREFUSED", "the database does not answer; nothing was kept"],
];
test.each(CASES)("%s is a reason to come back, and nobody's mistake", (_name, code, message) => {
  const told = toldAsAway(Object.assign(new Error("of the driver"), { code }));
  expect(told).toBeInstanceOf(HubError);
  expect(told).toMatchObject({ code: "UNAVAILABLE", message, next: { kind: "retry" } });
});

test("a mistake in a statement stays what it is", () => {
  const mistake = Object.assign(new Error("syntax error"), { code: "42601" });
  expect(toldAsAway(mistake)).toBe(mistake);
});
