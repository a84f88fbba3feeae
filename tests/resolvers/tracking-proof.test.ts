import { describe, expect, test } from "vitest";
import {
  looksLikeToken,
  provesByContact,
  provesByToken,
  trackingToken,
} from "../../src/resolvers/tracking-proof.js";

const secret = new Uint8Array(32).fill(7);
const order = { emails: ["Einkauf@Mueller-Soehne.example"], phones: ["+49 821 55 03 20", "n/a"] };

describe("a proof", () => {
  test.each([
    ["einkauf@mueller-soehne.example", true],
    ["  EINKAUF@mueller-soehne.example ", true],
    ["verkauf@mueller-soehne.example", false],
    ["mueller-soehne.example", false],
    ["+49 821 55 03 20", true],
    ["0049 (821) 550320", true],
    ["0821 550320", true],
    ["+49 821 55 03 21", false],
    ["550320", false],
    ["n/a", false],
    ["", false],
    ["%", false],
  ])("of %s is good: %s", (proof, expected) => {
    expect(provesByContact(proof, order)).toBe(expected);
  });

  test("needs somebody who belongs to the order", () => {
    expect(provesByContact("einkauf@mueller-soehne.example", { emails: [], phones: [] })).toBe(false);
    expect(provesByContact("", { emails: [""], phones: [""] })).toBe(false);
  });
});

describe("the token of an order", () => {
  const token = trackingToken(secret, "order-1");
  test("is 128 bits long and the same every time", () => {
    expect(Buffer.from(token, "base64url")).toHaveLength(16);
    expect(trackingToken(secret, "order-1")).toBe(token);
    expect(looksLikeToken(token)).toBe(true);
  });
  test.each([
    ["order-1", secret, true],
    ["order-2", secret, false],
    ["order-1", new Uint8Array(32).fill(8), false],
  ])("opens %s under the hub's own secret only", (orderId, key, expected) => {
    expect(provesByToken(token, key, orderId)).toBe(expected);
  });
});
