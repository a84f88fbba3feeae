import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { saleor } from "../../../src/connectors/saleor/index.js";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keySet = (key: KeyObject) => ({
  jwks: JSON.stringify({ keys: [{ ...key.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] }),
});
const OURS = keySet(keys.publicKey);
const BODY = JSON.stringify([
  { id: "T3JkZXI6NzE=", number: "71", updatedAt: "2026-11-18T09:20:00Z", lines: [] },
]);

function token(body: string, header: object, key: KeyObject = keys.privateKey): string {
  const encoded = Buffer.from(JSON.stringify({ alg: "RS256", kid: "1", ...header })).toString("base64url");
  const isPlain = "b64" in header;
  const payload = isPlain ? body : Buffer.from(body).toString("base64url");
  return `${encoded}..${sign("sha256", Buffer.from(`${encoded}.${payload}`), key).toString("base64url")}`;
}
const PLAIN = { b64: false, crit: ["b64"] };

const knock = async (headers: Record<string, string>, settings: object, body = BODY) =>
  saleor.webhook?.(
    { headers, rawBody: new TextEncoder().encode(body), receivedAt: new Date(0) },
    saleor.settings.parse(settings),
  );

describe("a webhook that is signed with the shop's key", () => {
  test.each([
    ["the body as it is", PLAIN],
    ["the body in base64", {}],
  ])("is let in: over %s", async (_, header) => {
    const verdict = await knock({ "saleor-signature": token(BODY, header) }, OURS);
    expect(verdict).toMatchObject({ kind: "accept" });
  });

  test("is let in under the names that headers had of old", async () => {
    const headers = { "x-saleor-signature": token(BODY, PLAIN), "x-saleor-event": "order_updated" };
    expect(await knock(headers, OURS)).toMatchObject({ kind: "accept" });
  });

  test.each([
    ["a foreign key", token(BODY, PLAIN, foreign.privateKey)],
    ["a key that is not in the set", token(BODY, { ...PLAIN, kid: "2" }, foreign.privateKey)],
    ["the signature of another body", token("[]", PLAIN)],
    ["a token that says it is not signed", `${Buffer.from('{"alg":"none"}').toString("base64url")}..`],
    ["a token with a body of its own", token(BODY, {}).replace("..", ".e30.")],
    ["no token", "quux"],
  ])("is turned away with %s", async (_, signature) => {
    expect(await knock({ "saleor-signature": signature }, OURS)).toMatchObject({
      kind: "refuse",
      status: 401,
    });
  });

  test("is asked to come again while the keys cannot be had", async () => {
    const headers = { "saleor-signature": token(BODY, PLAIN) };
    const settings = { jwks: "http://127.0.0.1:1/.well-known/jwks.json" };
    await expect(knock(headers, settings)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      next: { kind: "retry" },
    });
  });
});

describe("a webhook of old that has a secret", () => {
  const hex = (secret: string) => createHmac("sha256", secret).update(BODY).digest("hex");

  test("is let in with the signature of its secret, and with no other", async () => {
    const settings = { secretKey: "hush" };
    expect(await knock({ "x-saleor-signature": hex("hush") }, settings)).toMatchObject({ kind: "accept" });
    expect(await knock({ "x-saleor-signature": hex("loud") }, settings)).toMatchObject({ kind: "refuse" });
  });

  test("is let in beside those of the shop's key", async () => {
    const both = { ...OURS, secretKey: "hush" };
    expect(await knock({ "saleor-signature": hex("hush") }, both)).toMatchObject({ kind: "accept" });
    expect(await knock({ "saleor-signature": token(BODY, PLAIN) }, both)).toMatchObject({ kind: "accept" });
  });

  test("is not let in where only the shop's key is known", async () => {
    expect(await knock({ "saleor-signature": hex("hush") }, OURS)).toMatchObject({ kind: "refuse" });
  });
});

describe("the door", () => {
  test("is closed without keys", async () => {
    expect(await knock({ "saleor-signature": token(BODY, PLAIN) }, {})).toMatchObject({
      kind: "refuse",
      status: 401,
    });
  });

  test("knows a delivery by its event, its object and the change", async () => {
    const told = ["order_updated", "T3JkZXI6NzE=", "2026-11-18T09:20:00Z"];
    const hash = createHash("sha256").update(JSON.stringify(told)).digest("hex");
    const headers = { "saleor-signature": token(BODY, PLAIN), "saleor-event": "ORDER_UPDATED" };
    expect(await knock(headers, OURS)).toMatchObject({ messages: [{ deliveryId: `saleor:${hash}` }] });
  });

  test("knows a delivery that does not tell them by its bytes", async () => {
    const headers = { "saleor-signature": token("{}", PLAIN) };
    expect(await knock(headers, OURS, "{}")).toMatchObject({
      messages: [{ deliveryId: expect.stringMatching(/^sha256:/) }],
    });
  });

  test.each(["http", "{}", "ftp://shop.example/jwks.json"])("takes no %j for keys", (jwks) => {
    expect(saleor.settings.safeParse({ jwks }).success).toBe(false);
  });
});
