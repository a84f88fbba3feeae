import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ISSUER, signToken } from "../../src/http/auth.js";
import { issuerOf } from "../../src/http/issuers.js";
import { NO_TRUSTED_DOCUMENTS } from "../../src/http/trusted-documents.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { startJsonServer } from "../support/json-server.js";

/** A revocation has to be felt within this. */
const SECOND_MS = 1_000;
const AUDIENCE = "hub";
const LOGIN = "https://login.example";

let world: ApiWorld;
let keys: Awaited<ReturnType<typeof startJsonServer>>;
let customerId: string;
let signing: Awaited<ReturnType<typeof generateKeyPair>>;
let strange: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  signing = await generateKeyPair("RS256");
  strange = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(signing.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  keys = await startJsonServer(() => ({ status: 200, body: { keys: [jwk] } }));
  const issuer = issuerOf({
    ...{ issuer: LOGIN, jwksUrl: `${keys.url}/keys`, audience: AUDIENCE, algorithms: ["RS256"] },
    ...{ roles: { "hub-operator": "OPERATOR", buyer: "CUSTOMER" }, roleClaim: "groups" },
  });
  world = await apiWorld({
    guards: { issuers: [issuer], trusted: NO_TRUSTED_DOCUMENTS, rate: 0, proxies: [] },
  });
  await itsConnections(world);
  const buyer = await aCustomer(world, "alpaca");
  customerId = buyer.customerId;
  await anOrder(world, buyer, "alpaca");
});
afterAll(async () => {
  await world.close();
  await keys.close();
});

const now = (): number => Math.floor(Date.now() / 1000);
const claims = (more: JWTPayload = {}): JWTPayload => ({
  ...{
    iss: LOGIN,
    aud: AUDIENCE,
    sub: "ann",
    groups: ["everybody", "hub-operator"],
    iat: now(),
    exp: now() + 600,
  },
  ...more,
});
const signed = (payload: JWTPayload, header: object = {}, key = signing.privateKey): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "k1", ...header }).sign(key);
const role = async (token: string): Promise<unknown> => {
  const { status, data } = await world.ask("{ me { role } }", token);
  return status === 200 ? data.me.role : status;
};
const without = (name: string): JWTPayload => {
  const { [name]: _left, ...rest } = claims();
  return rest;
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a token of a login service", () => {
  test("is taken, and its words become our roles", async () => {
    expect(await role(await signed(claims()))).toBe("OPERATOR");
    const theirs = await signed(claims({ groups: "buyer", customer_id: customerId }));
    expect(
      (await world.ask("{ orders(first: 5) { edges { node { number } } } }", theirs)).data.orders.edges,
    ).toHaveLength(1);
  });

  const refused: [string, () => Promise<string>][] = [
    ["unsigned", async () => `${part({ alg: "none" })}.${part(claims())}.`],
    ["unsigned, in other letters", async () => `${part({ alg: "nOnE" })}.${part(claims())}.`],
    [
      "signed with the public key as a secret",
      async () => {
        const head = `${part({ alg: "HS256", kid: "k1" })}.${part(claims())}`;
        return `${head}.${createHmac("sha256", await exportSPKI(signing.publicKey))
          .update(head)
          .digest("base64url")}`;
      },
    ],
    ["signed by somebody else", () => signed(claims(), {}, strange.privateKey)],
    ["of an unknown key", () => signed(claims(), { kid: "k2" })],
    ["with a path for a key", () => signed(claims(), { kid: "../../dev/null" })],
    ["with SQL for a key", () => signed(claims(), { kid: "' UNION SELECT 'x'--" })],
    [
      "with keys of its own address",
      () => signed(claims(), { kid: "k3", jku: `${keys.url}/evil` }, strange.privateKey),
    ],
    [
      "with a certificate's address",
      () => signed(claims(), { kid: "k3", x5u: `${keys.url}/evil` }, strange.privateKey),
    ],
    [
      "with its own key in its header",
      async () =>
        signed(claims(), { kid: "k3", jwk: await exportJWK(strange.publicKey) }, strange.privateKey),
    ],
    ["that ended a minute ago", () => signed(claims({ iat: now() - 300, exp: now() - 61 }))],
    ["without an end", () => signed(without("exp"))],
    ["without a beginning", () => signed(without("iat"))],
    ["without a subject", () => signed(without("sub"))],
    ["without an audience", () => signed(without("aud"))],
    ["without an issuer", () => signed(without("iss"))],
    ["that ends in the year 9999", () => signed(claims({ exp: 253_402_300_799 }))],
    ["that lives two hours", () => signed(claims({ exp: now() + 7_200 }))],
    ["that is not valid yet", () => signed(claims({ nbf: now() + 120 }))],
    ["issued in the future", () => signed(claims({ iat: now() + 120, exp: now() + 600 }))],
    ["for another audience", () => signed(claims({ aud: "elsewhere" }))],
    ["for several audiences", () => signed(claims({ aud: [AUDIENCE, "elsewhere"] }))],
    ["of an issuer nobody knows", () => signed(claims({ iss: "https://evil.example" }))],
    ["that names our own issuer", () => signed(claims({ iss: ISSUER, aud: "throughline-api" }))],
    ["without a role of ours", () => signed(claims({ groups: ["everybody"] }))],
    [
      "with two roles of ours",
      () => signed(claims({ groups: ["buyer", "hub-operator"], customer_id: customerId })),
    ],
    ["of a customer who is nobody", () => signed(claims({ groups: "buyer" }))],
    [
      "of a customer who is two",
      () => signed(claims({ groups: "buyer", customer_id: [customerId, randomUUID()] })),
    ],
  ];
  test.each(refused)("%s is refused, and asks nobody anything", async (_name, make) => {
    await role(await signed(claims()));
    const before = keys.asked.length;
    expect(await role(await make())).toBe(401);
    expect(keys.asked.slice(before).map(({ url }) => url.pathname)).not.toContain("/evil");
    expect(keys.asked.length).toBeLessThanOrEqual(before + 1);
  });

  test("that ended a moment ago is still good: clocks differ", async () => {
    expect(await role(await signed(claims({ iat: now() - 300, exp: now() - 10 })))).toBe("OPERATOR");
  });

  test("is refused within a second once it is revoked", async () => {
    const jti = randomUUID();
    const token = await signed(claims({ jti }));
    expect(await role(token)).toBe("OPERATOR");
    const input = `{ idempotencyKey: "${jti}", issuer: "${LOGIN}", jti: "${jti}" }`;
    const revoking = `mutation { revokeToken(input: ${input}) { jti userErrors { code } } }`;
    expect((await world.ask(revoking, await world.token("OPERATOR"))).data.revokeToken).toEqual({
      jti,
      userErrors: [],
    });
    await sleep(SECOND_MS);
    expect(await role(token)).toBe(401);
    expect(await role(await signed(claims({ jti: randomUUID() })))).toBe("OPERATOR");
  });
});

describe("our own token", () => {
  const ours = (who = randomUUID()) =>
    signToken(world.secret, { subject: "ann", role: "CUSTOMER", customerId: who, ttlSeconds: 600 });

  test("of a person whose data was erased is refused", async () => {
    const gone = randomUUID();
    const [theirs, others] = [await ours(gone), await ours()];
    expect([await role(theirs), await role(others)]).toEqual(["CUSTOMER", "CUSTOMER"]);
    await world.insert("erasures", { customerId: gone, erasedAt: new Date(), erasedBy: "test", changed: {} });
    await sleep(SECOND_MS);
    expect([await role(theirs), await role(others)]).toEqual([401, "CUSTOMER"]);
  });
});

describe("a machine's key", () => {
  const create = (more: string) =>
    `mutation { createApiKey(input: { idempotencyKey: "${randomUUID()}", name: "shop", ${more} }) {
       secret apiKey { id prefix role scopes lastUsedAt revokedAt } userErrors { field code } } }`;

  test("is made by an operator, works, is listed without itself, and ends within a second of being revoked", async () => {
    const operator = await world.token("OPERATOR");
    const making = create(`role: FRONT_OFFICE, scopes: [PERSONAL_READ]`);
    const { data } = await world.ask(making, operator);
    const { secret, apiKey } = data.createApiKey;
    expect(secret).toMatch(new RegExp(`^hubk_${apiKey.prefix}_[\\w-]{43}$`));
    expect(await role(secret)).toBe("FRONT_OFFICE");
    const again = await world.ask(making, operator);
    expect(again.data.createApiKey).toMatchObject({ secret: null, apiKey: { id: apiKey.id } });
    const listed = await world.ask(
      "{ apiKeys(first: 10) { edges { node { prefix lastUsedAt } } } }",
      operator,
    );
    expect(listed.text).toContain(apiKey.prefix);
    expect(listed.text).not.toContain(secret);
    const kept = await world.store.pool.query<object[]>(
      "SELECT a::text FROM api_keys a UNION ALL SELECT i::text FROM idempotency_keys i",
    );
    expect(JSON.stringify(kept)).not.toContain(secret.slice(-43));
    const used = await world.store.pool.query<{ used: boolean }[]>(
      "SELECT last_used_at IS NOT NULL AS used FROM api_keys WHERE id = $1",
      [apiKey.id],
    );
    expect(used).toEqual([{ used: true }]);
    const revoking = `mutation { revokeApiKey(input: { idempotencyKey: "r-${apiKey.id}", apiKeyId: "${apiKey.id}" }) { apiKey { revokedAt } userErrors { code } } }`;
    expect((await world.ask(revoking, operator)).data.revokeApiKey.apiKey.revokedAt).not.toBeNull();
    await sleep(SECOND_MS);
    expect(await role(secret)).toBe(401);
  });

  test.each<[string, (secret: string) => string]>([
    ["another end", (secret) => `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`],
    ["another prefix", (secret) => secret.replace(/^hubk_.{8}/, "hubk_zzzzzzzz")],
    ["a longer end", (secret) => `${secret}A`],
    ["its prefix alone", (secret) => secret.slice(0, 13)],
  ])("with %s is refused", async (_name, bent) => {
    const { secret } = await world.key({ role: "OPERATOR" });
    expect(await role(secret)).toBe("OPERATOR");
    expect(await role(bent(secret))).toBe(401);
  });

  test("that has ended is refused", async () => {
    const { secret } = await world.key({ role: "OPERATOR", expiresAt: new Date(Date.now() + 300) });
    expect(await role(secret)).toBe("OPERATOR");
    await sleep(400);
    expect(await role(secret)).toBe(401);
  });

  test.each([
    ["a customer's without a customer", "role: CUSTOMER", "customerId"],
    [
      "the house's with a customer",
      `role: OPERATOR, customerId: "${globalId("Customer", randomUUID())}"`,
      "customerId",
    ],
    ["one that has ended already", `role: OPERATOR, expiresAt: "2020-01-01T00:00:00Z"`, "expiresAt"],
  ])("is not made if it is %s", async (_name, more, field) => {
    const { data } = await world.ask(create(more), await world.token("OPERATOR"));
    expect(data.createApiKey).toMatchObject({
      secret: null,
      apiKey: null,
      userErrors: [{ field, code: "INVALID" }],
    });
  });

  test("of the house sees people masked unless it may read them", async () => {
    const asked = `{ order(number: "TL-ALPACA") { note shipTo { recipient lines postalCode city phone } customer { name emails }
      buyer { party { name emails phones taxId } } } }`;
    const { secret } = await world.key({ role: "FRONT_OFFICE" });
    const masked = await world.ask(asked, secret);
    expect(masked.data.order).toMatchObject({
      note: "a***",
      shipTo: { recipient: "a***", lines: ["a***"], postalCode: "***45", city: "alpacaville" },
      customer: { name: "a***" },
      buyer: { party: { name: "a***", emails: ["b***@a***"], phones: ["***20"], taxId: null } },
    });
    const plain = await world.key({ role: "FRONT_OFFICE", scopes: ["personal:read"] });
    expect((await world.ask(asked, plain.secret)).data.order.buyer.party.emails).toEqual([
      "buyer@alpaca.example",
    ]);
  });

  test("that may not read people may not search for them either", async () => {
    const { secret } = await world.key({ role: "FRONT_OFFICE" });
    for (const query of [
      `{ customers(first: 1, search: "buyer@alpaca.example") { edges { cursor } } }`,
      `{ callerLookup(number: "+49 821 55 03 20") { candidates { orders } } }`,
    ]) {
      const { errors, text } = await world.ask(query, secret);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
      expect(text).not.toContain("alpaca");
    }
    expect(
      (await world.ask("{ customers(first: 1) { edges { node { name } } } }", secret)).data.customers.edges,
    ).toHaveLength(1);
  });
});
