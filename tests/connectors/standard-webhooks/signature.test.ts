import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { standardWebhooks } from "../../../src/connectors/standard-webhooks/index.js";

const SECRET = "whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LTAx";
const OLD_SECRET = "whsec_b2xkLXNlY3JldC1vbGQtc2VjcmV0LTAx";
const NOW = new Date("2026-11-21T12:00:00.900Z");
const BODY = '{"type":"order.created"}';

function signature(secret: string, at: Date): string {
  return new Webhook(secret).sign("msg_1", at, BODY);
}

function verdict(signatures: string, at: Date, secret = SECRET): unknown {
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures,
  };
  const request = { headers, rawBody: new TextEncoder().encode(BODY), receivedAt: NOW };
  return standardWebhooks.webhook?.(request, { webhookSecret: secret });
}

const secondsFromNow = (seconds: number) => new Date(Math.floor(NOW.getTime() / 1000 + seconds) * 1000);

describe("a Standard Webhooks signature", () => {
  test.each([
    [0, "accept"],
    [-299, "accept"],
    [-300, "accept"],
    [-301, "refuse"],
    [300, "accept"],
    [301, "refuse"],
  ])("made %i seconds from now: %s", (seconds, kind) => {
    const at = secondsFromNow(seconds);
    expect(verdict(signature(SECRET, at), at)).toMatchObject({ kind });
  });

  test.each([
    ["the old and the new secret", () => `${signature(OLD_SECRET, NOW)} ${signature(SECRET, NOW)}`, "accept"],
    ["the old secret only", () => signature(OLD_SECRET, NOW), "refuse"],
    ["another scheme beside ours", () => `v1a,AAAA ${signature(SECRET, NOW)}`, "accept"],
    ["another scheme with our value", () => signature(SECRET, NOW).replace("v1,", "v2,"), "refuse"],
    ["no scheme", () => signature(SECRET, NOW).replace("v1,", ""), "refuse"],
  ])("made with %s", (_, signatures, kind) => {
    expect(verdict(signatures(), NOW)).toMatchObject({ kind });
  });

  test("never holds for a connection without a usable secret", () => {
    expect(verdict("v1,", NOW, "whsec_")).toMatchObject({ kind: "refuse", status: 401 });
  });
});
