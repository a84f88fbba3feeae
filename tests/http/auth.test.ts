import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bearerOf, LIFETIME_MAX_S, signToken, verifyToken } from "../../src/http/auth.js";

const secret = Uint8Array.from(randomBytes(32));
const customerId = randomUUID();
const now = Math.floor(Date.now() / 1000);
const good = {
  ...{ iss: "throughline", aud: "throughline-api", sub: "ann", role: "CUSTOMER", customer_id: customerId },
  ...{ iat: now, exp: now + 60 },
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Who a header speaks for. */
async function viewerOf(header: string | undefined) {
  const token = bearerOf(header);
  return token === null ? null : (await verifyToken(secret, token)).viewer;
}

/** A token with whatever header and claims, signed as its header says. */
function forged(
  claims: object,
  header: Record<string, unknown> = { alg: "HS256" },
  key: Uint8Array = secret,
): string {
  const signed = `${part(header)}.${part(claims)}`;
  const hash = header.alg === "HS512" ? "sha512" : "sha256";
  const signature =
    header.alg === "HS256" || header.alg === "HS512"
      ? createHmac(hash, key).update(signed).digest("base64url")
      : "";
  return `Bearer ${signed}.${signature}`;
}

describe("a token", () => {
  test("of our own says who asks", async () => {
    const token = await signToken(secret, { subject: "ann", role: "CUSTOMER", customerId, ttlSeconds: 60 });
    expect(await viewerOf(`Bearer ${token}`)).toEqual({
      subject: "ann",
      role: "CUSTOMER",
      customerId,
    });
  });

  test("may be asked for by the id that the API shows", async () => {
    const shown = Buffer.from(`Customer:${customerId}`).toString("base64url");
    const token = await signToken(secret, {
      subject: "ann",
      role: "CUSTOMER",
      customerId: shown,
      ttlSeconds: 60,
    });
    expect(await viewerOf(`Bearer ${token}`)).toMatchObject({ customerId });
  });

  test("that is missing means somebody unknown", async () => {
    expect(await viewerOf(undefined)).toBeNull();
  });

  test("with the claims we sign is taken, so that the refusals below are about one claim each", async () => {
    expect(await viewerOf(forged(good))).toEqual({ subject: "ann", role: "CUSTOMER", customerId });
  });

  const { exp: _exp, ...withoutExp } = good;
  const { iat: _iat, ...withoutIat } = good;
  const { sub: _sub, ...withoutSub } = good;
  const { customer_id: _customer, ...withoutCustomer } = good;
  const refused: [string, string][] = [
    ["unsigned", forged(good, { alg: "none" })],
    ["unsigned, in other letters", forged(good, { alg: "nOnE" })],
    ["signed with another secret", forged(good, { alg: "HS256" }, Uint8Array.from(randomBytes(32)))],
    ["signed with another algorithm", forged(good, { alg: "HS512" })],
    ["for another audience", forged({ ...good, aud: "somewhere-else" })],
    ["of another issuer", forged({ ...good, iss: "somebody" })],
    ["without an end", forged(withoutExp)],
    ["without a beginning", forged(withoutIat)],
    ["without a subject", forged(withoutSub)],
    ["that has ended", forged({ ...good, iat: now - 600, exp: now - 61 })],
    ["that begins in the future", forged({ ...good, iat: now + 600, exp: now + 660 })],
    ["that is not valid yet", forged({ ...good, nbf: now + 120 })],
    ["that lives for ever", forged({ ...good, exp: 253_402_300_799 })],
    ["of a customer without a customer", forged(withoutCustomer)],
    ["of a customer by a number", forged({ ...good, customer_id: "7" })],
    ["of the house with a customer", forged({ ...good, role: "OPERATOR" })],
    ["of a role that does not exist", forged({ ...withoutCustomer, role: "ADMIN" })],
    ["that is no token", "Bearer hello"],
    ["of another scheme", "Basic YTpi"],
    ["that is far too long", `Bearer ${"a".repeat(20_000)}`],
  ];
  test.each(refused)("%s is refused, and the answer does not say why", async (_name, header) => {
    await expect(viewerOf(header)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: "the token is not valid here, or not any more",
    });
  });

  test.each([
    ["a customer's without a customer", { role: "CUSTOMER", ttlSeconds: 60 }],
    ["the house's with a customer", { role: "OPERATOR", customerId, ttlSeconds: 60 }],
    ["one that lives too long", { role: "OPERATOR", ttlSeconds: LIFETIME_MAX_S + 1 }],
  ] as const)("is never signed if it is %s", async (_name, what) => {
    await expect(signToken(secret, { subject: "ann", ...what })).rejects.toMatchObject({ code: "INVALID" });
  });
});
