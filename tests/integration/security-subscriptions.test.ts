import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { TOPIC_NAMES, TOPICS, type TopicName } from "../../src/domain/event.js";
import { ROLES, type Role } from "../../src/domain/vocabulary.js";
import { eventTail } from "../../src/flows/telling/event-tail.js";
import { signToken } from "../../src/http/auth.js";
import { SUBSCRIPTIONS_MAX } from "../../src/http/limits.js";
import { NO_TRUSTED_DOCUMENTS } from "../../src/http/trusted-documents.js";
import { ROOT_POLICY } from "../../src/resolvers/policy.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCase, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { bySocket, byStream, type Follower } from "../support/followers.js";

const THINGS: Readonly<Record<TopicName, string>> = {
  ORDER: "order { number note customer { name emails } shipTo { recipient phone } }",
  SHIPMENT: "shipment { trackingNumber shipTo { recipient lines phone } order { number } }",
  RETURN: "return { number note cause sendTo { recipient lines } order { number } }",
  CASE: "case { number subject description contact { contactName email } events { note } order { number } }",
  REVIEW_TASK: "reviewTask { title details order { number } }",
  DIVERGENCE: "divergence { foundAt expected { recipient lines } found { recipient } }",
};
const asking = (topic: TopicName): string => {
  const { field } = TOPICS[topic];
  return `subscription($after: String) { ${field}Events(after: $after) { id cursor kind happenedAt before after ${THINGS[topic]} } }`;
};
const ORDERS = asking("ORDER");
const THEIRS = /zebra/i;

let world: ApiWorld;
let ours: Awaited<ReturnType<typeof place>>;
let theirs: typeof ours;
let beginning: string;
let operator: string;
const open: Follower[] = [];

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  operator = await world.token("OPERATOR");
  beginning = await cursorNow();
  theirs = await place("zebra");
  ours = await place("alpaca");
});
afterAll(async () => {
  for (const one of open) await one.stop();
  await world.close();
});

const place = async (mark: string) => {
  const buyer = await aCustomer(world, mark);
  const order = await anOrder(world, buyer, mark);
  return { ...buyer, ...order, ...(await aCase(world, buyer, order, mark)) };
};
const keep = <One extends Follower>(one: One): One => {
  open.push(one);
  return one;
};
const cursorNow = async (): Promise<string> =>
  (await world.ask("{ eventCursor }", operator)).data.eventCursor;
const tokenOf = (role: Role): Promise<string> =>
  world.token(role, role === "CUSTOMER" ? ours.customerId : null);
const touch = (orderId: string) =>
  world.store.pool.query("UPDATE orders SET version = version + 1 WHERE id = $1", [orderId]);
const numbers = (follower: Follower) =>
  follower.events.map(({ order }) => (order as { number: string } | null)?.number ?? null);

describe.each(TOPIC_NAMES)("what happens to things of the topic %s", (topic) => {
  test.each(ROLES)("is shown to %s as the tables say, and nothing of a stranger's", async (role) => {
    const allowed = ROOT_POLICY[`Subscription.${TOPICS[topic].field}Events`]?.includes(role);
    for (const follow of [bySocket, byStream]) {
      const follower = keep(follow(world.url, await tokenOf(role), asking(topic), { after: beginning }));
      if (!allowed) {
        await expect.poll(() => follower.codes).toEqual(["FORBIDDEN"]);
        continue;
      }
      // Theirs happened first: once ours is here, theirs would have been.
      if (topic === "REVIEW_TASK" && role === "SUPPLY_CHAIN") continue;
      await expect.poll(() => JSON.stringify(follower.events)).toContain("alpaca");
      const text = JSON.stringify(follower.events);
      if (role === "CUSTOMER") expect(text).not.toMatch(THEIRS);
      else expect(text).toMatch(THEIRS);
      if (role === "SUPPLY_CHAIN") expect(text).not.toMatch(/buyer@/);
      expect(follower.codes.filter((code) => code !== "FORBIDDEN")).toEqual([]);
    }
  });
});

test("nobody follows anything without a token, or with a bad one", async () => {
  for (const token of [null, "not.a.token"]) {
    const socket = bySocket(world.url, token, ORDERS);
    expect(await socket.ended).toBe(4403);
    expect(await byStream(world.url, token, ORDERS).status).toBe(401);
  }
});

describe("a token", () => {
  test("may stand in the header of the socket, but not beside another one", async () => {
    const header = { authorization: `Bearer ${operator}` };
    const follower = keep(bySocket(world.url, null, ORDERS, { after: beginning }, header));
    await follower.until(1);
    const two = bySocket(world.url, await world.token("STEWARD"), ORDERS, {}, header);
    expect(await two.ended).toBe(4403);
  });

  test("in an address is refused", async () => {
    const socket = new WebSocket(
      `${world.url.replace("http", "ws")}/graphql?token=${operator}`,
      "graphql-transport-ws",
    );
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    const [code] = await once(socket, "close");
    expect(code).toBe(4403);
  });

  test("that is revoked ends what it opened, also while nothing happens", async () => {
    const { secret, key } = await world.key({ role: "OPERATOR", scopes: ["personal:read"] });
    const from = { after: await cursorNow() };
    const socket = bySocket(world.url, secret, ORDERS, from);
    const stream = byStream(world.url, secret, ORDERS, from);
    await expect.poll(() => stream.status).toBe(200);
    await touch(ours.orderId);
    await Promise.all([socket.until(1), stream.until(1)]);
    const input = `{ idempotencyKey: "${randomUUID()}", apiKeyId: "${key.id}" }`;
    await world.ask(`mutation { revokeApiKey(input: ${input}) { userErrors { code } } }`, operator);
    expect(await socket.ended).toBe(4403);
    await stream.ended;
    expect([socket.codes, stream.codes]).toEqual([["UNAUTHENTICATED"], ["UNAUTHENTICATED"]]);
    await touch(ours.orderId);
    expect(socket.events).toHaveLength(1);
  });

  test("that runs out ends what it opened", async () => {
    const SKEW_SECONDS = 60;
    const role = { subject: "soon-over", role: "OPERATOR" as const };
    const token = await signToken(world.secret, { ...role, ttlSeconds: 2 - SKEW_SECONDS });
    const follower = bySocket(world.url, token, ORDERS, { after: beginning });
    await follower.until(1);
    expect(await follower.ended).toBe(4403);
    expect(follower.codes).toEqual(["UNAUTHENTICATED"]);
  });

  test("inside an operation is refused", async () => {
    const follower = keep(bySocket(world.url, operator, ORDERS, { after: operator }));
    await expect.poll(() => follower.codes).toEqual(["INVALID"]);
  });
});

describe("when customers become one, and two again", () => {
  test("who follows sees the events of both from then on, and then no more", async () => {
    const [mole, newt] = [await place("mole"), await place("newt")];
    const steward = await world.token("STEWARD");
    const follower = keep(
      bySocket(world.url, await world.token("CUSTOMER", mole.customerId), ORDERS, {
        after: await cursorNow(),
      }),
    );
    const both = [mole, newt]
      .map(({ customerId }) => JSON.stringify(globalId("Customer", customerId)))
      .join(", ");
    const change = async (): Promise<void> => {
      for (const { orderId } of [newt, mole]) await touch(orderId);
    };
    const seen = () =>
      follower.events
        .filter(({ kind }) => kind === "ORDER_CHANGED")
        .map((_, at, all) => numbers({ ...follower, events: all })[at]);
    await change();
    await expect.poll(seen).toEqual(["TL-MOLE"]);
    const merged = await world.ask(
      `mutation { mergeCustomers(input: { idempotencyKey: "m", customerIds: [${both}] }) { decision { id } userErrors { code } } }`,
      steward,
    );
    await change();
    await expect.poll(seen).toEqual(["TL-MOLE", "TL-NEWT", "TL-MOLE"]);
    const decision = JSON.stringify(merged.data.mergeCustomers.decision.id);
    await world.ask(
      `mutation { unmerge(input: { idempotencyKey: "u", decisionId: ${decision} }) { userErrors { code } } }`,
      steward,
    );
    await change();
    await expect.poll(seen).toEqual(["TL-MOLE", "TL-NEWT", "TL-MOLE", "TL-MOLE"]);
  });
});

test("an event that waits until there is enough to pay for it comes late, unless its thing went out of sight", async () => {
  // So little that the second answer has to be waited for.
  const guards = { issuers: [], trusted: NO_TRUSTED_DOCUMENTS, rate: 0.001, proxies: [] };
  const slow = await apiWorld({ guards });
  await itsConnections(slow);
  const [rook, crow] = [await aCustomer(slow, "rook"), await aCustomer(slow, "crow")];
  const [given, kept] = [await anOrder(slow, rook, "given"), await anOrder(slow, rook, "kept")];
  const cursor = await eventTail(slow.hub).cursor();
  const query =
    "subscription($after: String) { orderEvents(after: $after, filter: { kinds: [ORDER_CHANGED] }) { id cursor order { number status version } } }";
  const follower = bySocket(slow.url, await slow.token("CUSTOMER", rook.customerId), query, {
    after: cursor,
  });
  const change = (orderId: string) =>
    slow.store.pool.query("UPDATE orders SET version = version + 1 WHERE id = $1", [orderId]);
  for (const { orderId } of [kept, given, kept]) await change(orderId);
  await follower.until(1);
  await slow.store.pool.query("UPDATE orders SET customer_id = $2 WHERE id = $1", [
    given.orderId,
    crow.customerId,
  ]);
  expect(numbers({ ...follower, events: await follower.until(2) })).toEqual(["TL-KEPT", "TL-KEPT"]);
  await follower.stop();
  await slow.close();
});

describe("personal data in events", () => {
  test("is masked for a machine that may not read it", async () => {
    const { secret } = await world.key({ role: "OPERATOR" });
    const follower = keep(byStream(world.url, secret, ORDERS, { after: beginning }));
    const text = JSON.stringify(await follower.until(2));
    expect(text).toContain('"note":"z***"');
    expect(text).not.toMatch(/buyer@|zebra recipient/);
  });

  test("is audited for the house, every thing that was shown", async () => {
    const steward = await signToken(world.secret, { subject: "curious", role: "STEWARD", ttlSeconds: 600 });
    const follower = keep(bySocket(world.url, steward, ORDERS, { after: beginning }));
    await follower.until(2);
    const audited = async (): Promise<string[]> => {
      const entries: { ids: string[] }[] = await world.store.pool.query(
        "SELECT ids FROM audit_entries WHERE actor = 'curious' AND kind = 'READ'",
      );
      return entries.flatMap(({ ids }) => ids);
    };
    await expect.poll(audited).toEqual(expect.arrayContaining([theirs.orderId, ours.orderId]));
  });
});

describe("what a subscription may ask for", () => {
  const deep =
    "subscription { orderEvents { order { shipments { order { shipments { order { shipments { id } } } } } } } }";
  const dear = `subscription { orderEvents { ${Array.from({ length: 31 }, (_, at) => `a${at}: id`).join(" ")} } }`;
  test.each([
    ["too deep", deep, "OPERATION_LIMIT"],
    ["of too many aliases", dear, "OPERATION_LIMIT"],
    ["a query", "{ me { role } }", "INVALID"],
    ["a mutation", `mutation { revokeToken(input: { idempotencyKey: "x", jti: "x" }) { jti } }`, "INVALID"],
    ["not the schema's", "subscription { orderEvent { id } }", "GRAPHQL_VALIDATION_FAILED"],
    ["the schema itself", "subscription { __schema { types { name } } }", "GRAPHQL_VALIDATION_FAILED"],
    ["no GraphQL", "subscription {", "GRAPHQL_VALIDATION_FAILED"],
  ])("is refused if it is %s", async (_what, query, code) => {
    const token = await tokenOf("CUSTOMER");
    const [socket, stream] = [
      keep(bySocket(world.url, token, query)),
      keep(byStream(world.url, token, query)),
    ];
    await expect.poll(() => [socket.codes[0], stream.codes[0]]).toEqual([code, code]);
    expect(socket.events).toEqual([]);
  });

  test("is so many of them at once, and one more when another ends", async () => {
    const who = { subject: "greedy", role: "CUSTOMER" as const, customerId: theirs.customerId };
    const token = await signToken(world.secret, { ...who, ttlSeconds: 600 });
    const follow = () => byStream(world.url, token, ORDERS, { after: beginning });
    const all = Array.from({ length: SUBSCRIPTIONS_MAX.CUSTOMER }, follow);
    await Promise.all(all.map((one) => one.until(1)));
    const more = follow();
    await more.ended;
    expect(more.codes).toEqual(["RATE_LIMITED"]);
    await all.pop()?.stop();
    await expect
      .poll(async () => {
        const again = follow();
        await expect.poll(() => again.events.length + again.codes.length).toBeGreaterThan(0);
        await again.stop();
        return again.codes;
      })
      .toEqual([]);
    for (const one of all) await one.stop();
  });
});

describe("the door", () => {
  const upgrade = async (
    headers: Record<string, string>,
    path = "/graphql",
    { url } = world,
  ): Promise<number> => {
    const socket = new WebSocket(`${url.replace("http", "ws")}${path}`, "graphql-transport-ws", {
      headers,
    });
    const opened = once(socket, "open").then(() => 101);
    const refused = once(socket, "unexpected-response").then(([, response]) => response.statusCode as number);
    const status = await Promise.race([opened, refused]);
    socket.on("error", () => {});
    socket.terminate();
    return status;
  };

  test("is open to programs and to the hub's own pages, not to those of other places", async () => {
    expect(await upgrade({})).toBe(101);
    expect(await upgrade({ origin: world.url })).toBe(101);
    expect(await upgrade({ origin: "https://elsewhere.example" })).toBe(403);
    expect(await upgrade({ origin: "null" })).toBe(403);
    expect(await upgrade({}, "/elsewhere")).toBe(404);
  });

  test("is open to the places that the house has named, and runs only documents that it has listed", async () => {
    const trusted = { mode: "required" as const, texts: new Map<string, string>() };
    const guards = { issuers: [], trusted, rate: 0, proxies: [], origins: ["https://console.example"] };
    const strict = await apiWorld({ guards });
    expect(await upgrade({ origin: "https://console.example" }, "/graphql", strict)).toBe(101);
    expect(await upgrade({ origin: "https://elsewhere.example" }, "/graphql", strict)).toBe(403);
    const follower = byStream(strict.url, await strict.token("STEWARD"), ORDERS);
    await follower.ended;
    expect(follower.codes).toEqual(["OPERATION_NOT_ALLOWED"]);
    await strict.close();
  });

  test("of a stream takes only what a form of another page cannot send", async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${world.url}/graphql/stream`, {
        ...{ method: "POST", body: JSON.stringify({ query: ORDERS }) },
        headers: { authorization: `Bearer ${operator}`, ...headers },
      }).then(async (response) => {
        await response.body?.cancel();
        return response.status;
      });
    expect(await ask({ accept: "text/event-stream", "content-type": "text/plain" })).toBe(415);
    expect(await ask({ accept: "application/json", "content-type": "application/json" })).toBe(406);
  });
});
