import { randomUUID } from "node:crypto";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WEBHOOK_TRIES_MAX } from "../../src/domain/webhook.js";
import { feedWebhooks } from "../../src/flows/telling/feed-webhooks.js";
import { sendWebhooks } from "../../src/flows/telling/send-webhooks.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { globalId } from "../../src/schema/global-id.js";
import { openStore } from "../../src/store/store.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { type Asked, startJsonServer } from "../support/json-server.js";

const BATCH = 20;

let world: ApiWorld;
let receiver: Awaited<ReturnType<typeof startJsonServer>>;
let operator: string;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  operator = await world.token("OPERATOR");
  receiver = await startJsonServer(() => ({ status: 204, body: "" }));
});
afterAll(async () => {
  await receiver.close();
  await world.close();
});
afterEach(async () => {
  receiver.forget();
  await world.store.pool.query("DELETE FROM webhooks");
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path, and every look is an assertion
type Answered = any;

interface Made {
  readonly id: string;
  readonly secret: string;
}

async function mutate(field: string, input: string, selection: string) {
  const key = `idempotencyKey: "${randomUUID()}"`;
  const { data, errors } = await world.ask(
    `mutation { ${field}(input: { ${key}, ${input} }) { ${selection} userErrors { field code message } } }`,
    operator,
  );
  expect(errors).toEqual([]);
  return data[field];
}

async function make(more = "role: OPERATOR, scopes: [PERSONAL_READ]"): Promise<Made> {
  const { webhook, secret, userErrors } = await mutate(
    "createWebhook",
    `url: "${receiver.url}/hook", ${more}`,
    "webhook { id } secret",
  );
  expect(userErrors).toEqual([]);
  return { id: webhook.id, secret };
}

const place = async (mark: string) => {
  const buyer = await aCustomer(world, mark);
  return { ...buyer, ...(await anOrder(world, buyer, mark)) };
};
const touch = (orderId: string) =>
  world.store.pool.query("UPDATE orders SET version = version + 1 WHERE id = $1", [orderId]);
const send = () => workFacts(world.hub, "WebhookDue", sendWebhooks, BATCH);
/** Everything that is due by now. */
async function tell(): Promise<void> {
  await feedWebhooks(world.hub);
  while ((await send()) > 0);
}
/** Lets time pass: what waits is due, and whoever rests has rested. */
async function later(): Promise<void> {
  await world.store.pool.query("UPDATE facts SET next_at = now() WHERE finished_at IS NULL");
  await world.store.pool.query("UPDATE webhooks SET rests_until = NULL");
}
const verified = ({ secret }: Made, { body, headers }: Asked): Record<string, Answered> =>
  new Verifier(secret).verify(body, headers as Record<string, string>) as Record<string, Answered>;
const idsOf = (asked: readonly Asked[]) => asked.map(({ headers }) => headers["webhook-id"]);
const webhook = async (id: string) => {
  const { data } = await world.ask(
    "{ webhooks(first: 100) { edges { node { id status disabledBecause failures failingSince } } } }",
    operator,
  );
  return data.webhooks.edges.map(({ node }: Answered) => node).find((one: Answered) => one.id === id);
};
const deliveries = async (webhookId: string) => {
  const { data } = await world.ask(
    `{ webhookDeliveries(first: 100, filter: { webhookId: "${webhookId}" }) { edges { node { id kind status attempts tries { httpStatus fault } } } } }`,
    operator,
  );
  return data.webhookDeliveries.edges.map(({ node }: Answered) => node).reverse();
};

describe("a receiver", () => {
  test("is told of what happened since it was made, signed by its secret", async () => {
    await place("before");
    const made = await make();
    const { orderId } = await place("alpaca");
    await tell();
    const told = receiver.asked.map((asked) => verified(made, asked));
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "order.received",
        "shipment.announced",
        "return.opened",
        "review_task.opened",
        "divergence.found",
      ]),
    );
    expect(told).toHaveLength(5);
    const order = told.find(({ type }) => type === "order.received");
    expect(order).toMatchObject({
      timestamp: expect.stringMatching(/Z$/),
      data: {
        kind: "ORDER_RECEIVED",
        before: null,
        after: "CONFIRMED",
        order: { id: globalId("Order", orderId) },
      },
    });
    // Thin: ids and states, and nothing that would have to be masked.
    expect(JSON.stringify(told)).not.toMatch(/alpaca/i);
    expect(receiver.asked[0]?.headers["content-type"]).toBe("application/json");
    expect(() =>
      new Verifier("whsec_c29tZWJvZHkgZWxzZQ==").verify(
        receiver.asked[0]?.body ?? "",
        receiver.asked[0]?.headers as Record<string, string>,
      ),
    ).toThrow();
  });

  test("is told of what its filter names, and of no more", async () => {
    const { orderId } = await place("filtered");
    await make(
      `role: OPERATOR, filter: { kinds: [ORDER_STATUS_CHANGED], orderId: "${globalId("Order", orderId)}", became: ["CANCELED"] }`,
    );
    for (const status of ["COMPLETED", "CANCELED"])
      await world.store.pool.query("UPDATE orders SET status = $1", [status]);
    await tell();
    expect(receiver.asked.map(({ body }) => JSON.parse(body).data.after)).toEqual(["CANCELED"]);
  });

  test("of a customer is told of that customer's rows, in plain; of the house, masked unless it may read", async () => {
    const { customerId } = await place("mole");
    const { customerId: newt } = await place("newt");
    const orders = "content: FULL, filter: { kinds: [ORDER_CHANGED] }";
    await make(`${orders}, role: CUSTOMER, customerId: "${globalId("Customer", customerId)}"`);
    await world.store.pool.query("UPDATE orders SET version = version + 1 WHERE customer_id = ANY($1)", [
      [customerId, newt],
    ]);
    await tell();
    expect(receiver.asked).toHaveLength(1);
    expect(JSON.parse(receiver.asked[0]?.body ?? "").data.order).toMatchObject({
      number: "TL-MOLE",
      shipTo: { recipient: "mole recipient" },
      lines: [{ sku: "mole-sku", quantity: "2" }],
    });
    receiver.forget();
    const machine = await make(`${orders}, role: OPERATOR`);
    await world.store.pool.query("UPDATE orders SET version = version + 1 WHERE customer_id = $1", [newt]);
    await tell();
    const masked = receiver.asked.map(({ body }) => JSON.parse(body).data.order.shipTo.recipient);
    expect(masked).toEqual(["n***"]);
    const seen = () =>
      world.store.pool.query("SELECT 1 FROM audit_entries WHERE kind = 'READ' AND actor = $1", [
        `webhook:${machine.id}`,
      ]);
    await expect.poll(async () => (await seen()).length).toBe(1);
  });

  test("is not told of what was its customer's when it happened and is not any more", async () => {
    const [ours, theirs] = [await place("rook"), await place("crow")];
    const made = await make(
      `role: CUSTOMER, customerId: "${globalId("Customer", ours.customerId)}", filter: { kinds: [ORDER_CHANGED] }`,
    );
    await touch(ours.orderId);
    await feedWebhooks(world.hub);
    await world.store.pool.query("UPDATE orders SET customer_id = $2 WHERE id = $1", [
      ours.orderId,
      theirs.customerId,
    ]);
    await send();
    expect(receiver.asked).toEqual([]);
    expect(await deliveries(made.id)).toMatchObject([{ status: "WITHHELD", tries: [] }]);
  });
});

describe("nothing is lost and nothing doubled", () => {
  test("when a change commits late, and when two processes note at once", async () => {
    const made = await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }");
    const [late, early] = [await place("late"), await place("early")];
    const other = await openStore(world.store.databaseUrl, 1);
    await other.transaction(async (tx) => {
      await tx.query("UPDATE orders SET version = version + 1 WHERE id = $1", [late.orderId]);
      await touch(early.orderId);
      await tell();
      expect(receiver.asked).toHaveLength(1);
    });
    await other.close();
    await Promise.all([feedWebhooks(world.hub), feedWebhooks(world.hub), feedWebhooks(world.hub)]);
    await tell();
    expect(receiver.asked.map((asked) => verified(made, asked).data.order.id)).toEqual([
      globalId("Order", early.orderId),
      globalId("Order", late.orderId),
    ]);
  });

  test("when it is cut while deliveries are made: position and deliveries are written together or not at all", async () => {
    const { id } = await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }");
    const { orderId } = await place("cut");
    await touch(orderId);
    // The last statement of the transaction fails, as if the process had ended before its commit.
    await world.store.pool.query(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut'; END $$;
      CREATE TRIGGER cut BEFORE UPDATE ON webhooks FOR EACH ROW EXECUTE FUNCTION cut()`);
    await expect(feedWebhooks(world.hub)).rejects.toThrow("cut");
    expect(await deliveries(id)).toEqual([]);
    await world.store.pool.query("DROP FUNCTION cut CASCADE");
    await tell();
    expect(receiver.asked).toHaveLength(1);
  });

  test("when it is cut after the receiver said yes: it is told again under the same id", async () => {
    await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }");
    const { orderId } = await place("twice");
    await touch(orderId);
    await feedWebhooks(world.hub);
    await world.store.pool.query(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut'; END $$;
      CREATE TRIGGER cut BEFORE INSERT ON webhook_tries FOR EACH ROW EXECUTE FUNCTION cut()`);
    await send();
    await world.store.pool.query("DROP FUNCTION cut CASCADE");
    await later();
    await send();
    const ids = idsOf(receiver.asked);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("a receiver that fails", () => {
  const ONE = "role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }";

  test.each([
    ["cuts the line", "CUT", { httpStatus: null }],
    ["answers 500", { status: 500, body: "" }, { httpStatus: 500, fault: "answered 500" }],
    [
      "sends it elsewhere",
      { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" },
      { httpStatus: 302, fault: "302: redirects are not followed" },
    ],
  ] as const)(
    "because it %s is tried again later, under the same id, and every try is written down",
    async (_what, failure, told) => {
      const { id } = await make(ONE);
      const { orderId } = await place(`fails${randomUUID().slice(0, 6)}`);
      await touch(orderId);
      receiver.fail(failure);
      await tell();
      expect(receiver.asked).toHaveLength(1);
      const [waiting] = await world.store.pool.query(
        "SELECT extract(epoch FROM next_at - now()) AS seconds FROM facts WHERE kind = 'WebhookDue' AND finished_at IS NULL",
      );
      expect(Number(waiting.seconds)).toBeGreaterThan(4);
      expect(Number(waiting.seconds)).toBeLessThan(7);
      await later();
      await tell();
      expect(new Set(idsOf(receiver.asked)).size).toBe(1);
      expect(await deliveries(id)).toMatchObject([
        { status: "DELIVERED", attempts: 2, tries: [told, { httpStatus: 204, fault: null }] },
      ]);
      expect(await webhook(id)).toMatchObject({ status: "ACTIVE", failures: 0, failingSince: null });
    },
  );

  test("and asks to be left alone for a while is left alone", async () => {
    await make(ONE);
    const { orderId } = await place("later");
    await touch(orderId);
    receiver.fail({ status: 429, headers: { "retry-after": "120" }, body: "" });
    await tell();
    const [waiting] = await world.store.pool.query(
      "SELECT extract(epoch FROM next_at - now()) AS seconds FROM facts WHERE kind = 'WebhookDue' AND finished_at IS NULL",
    );
    expect(Number(waiting.seconds)).toBeGreaterThan(110);
    // What happens meanwhile does not disturb it either.
    await touch(orderId);
    await tell();
    expect(receiver.asked).toHaveLength(1);
    await later();
    await tell();
    expect(receiver.asked).toHaveLength(3);
  });

  test("because it is gone is disabled, and is told of everything once somebody enables it", async () => {
    const { id } = await make(ONE);
    const { orderId } = await place("gone");
    await touch(orderId);
    receiver.fail({ status: 410, body: "" });
    await tell();
    expect(await webhook(id)).toMatchObject({
      status: "DISABLED",
      disabledBecause: "the receiver answered 410 Gone",
    });
    await touch(orderId);
    await later();
    await tell();
    expect(receiver.asked).toHaveLength(1);
    await mutate("switchWebhook", `webhookId: "${id}", active: true`, "webhook { status }");
    await tell();
    expect(await webhook(id)).toMatchObject({ status: "ACTIVE", disabledBecause: null });
    expect(new Set(idsOf(receiver.asked)).size).toBe(2);
    expect((await deliveries(id)).map(({ status }: Answered) => status)).toEqual(["DELIVERED", "DELIVERED"]);
  });

  test("for more than a day is disabled with the reason, when the last try of a delivery has failed", async () => {
    const { id } = await make(ONE);
    const { orderId } = await place("silent");
    await touch(orderId);
    receiver.fail(...Array.from({ length: WEBHOOK_TRIES_MAX }, () => ({ status: 503, body: "" })));
    await tell();
    await world.store.pool.query("UPDATE webhooks SET failing_since = now() - interval '25 hours'");
    for (let tries = 1; tries < WEBHOOK_TRIES_MAX; tries += 1) {
      await later();
      await tell();
    }
    expect(receiver.asked).toHaveLength(WEBHOOK_TRIES_MAX);
    expect(await deliveries(id)).toMatchObject([{ status: "FAILED", attempts: WEBHOOK_TRIES_MAX }]);
    expect(await webhook(id)).toMatchObject({
      status: "DISABLED",
      disabledBecause: expect.stringContaining("nothing was taken since"),
    });
  });

  test("holds up no other", async () => {
    const { id } = await make(ONE);
    const other = await startJsonServer(() => ({ status: 200, body: {} }));
    await mutate("createWebhook", `url: "${other.url}", ${ONE}`, "secret");
    const { orderId } = await place("neighbor");
    receiver.fail(...Array.from({ length: 50 }, () => "CUT" as const));
    for (let at = 0; at < 30; at += 1) await touch(orderId);
    await tell();
    expect(other.asked).toHaveLength(30);
    // After a few failures in a row it is left in peace, however much there is to tell.
    expect(receiver.asked.length).toBeLessThanOrEqual(BATCH);
    expect((await webhook(id)).failures).toBe(receiver.asked.length);
    await other.close();
  });
});

describe("a secret", () => {
  test("is shown once, and replaced with a day for both", async () => {
    const made = await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }");
    const { orderId } = await place("secret");
    const input = `input: { idempotencyKey: "same", webhookId: "${made.id}" }`;
    const rotate = () =>
      world.ask(`mutation { rotateWebhookSecret(${input}) { secret userErrors { code } } }`, operator);
    const { secret } = (await rotate()).data.rotateWebhookSecret;
    expect(secret).toMatch(/^whsec_/);
    expect(secret).not.toBe(made.secret);
    expect((await rotate()).data.rotateWebhookSecret.secret).toBeNull();
    await touch(orderId);
    await tell();
    const [asked] = receiver.asked;
    if (asked === undefined) throw new Error("nothing was sent");
    for (const one of [made.secret, secret]) expect(verified({ ...made, secret: one }, asked)).toBeDefined();
    await world.store.pool.query("UPDATE webhooks SET former_secret_until = now()");
    await touch(orderId);
    await tell();
    const last = receiver.asked.at(-1) ?? asked;
    expect(verified({ ...made, secret }, last)).toBeDefined();
    expect(() => verified(made, last)).toThrow();
    const kept = await world.store.pool.query(
      "SELECT row_to_json(w)::text || (SELECT string_agg(k::text, '') FROM idempotency_keys k) AS all FROM webhooks w",
    );
    expect(JSON.stringify(kept)).not.toContain(secret.slice("whsec_".length));
  });
});

describe("a replay", () => {
  test("of one delivery tells it again under its id", async () => {
    const made = await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED] }");
    const { orderId } = await place("again");
    await touch(orderId);
    await tell();
    const [delivery] = await deliveries(made.id);
    const answer = await mutate(
      "replayWebhook",
      `webhookId: "${made.id}", deliveryIds: ["${delivery.id}"]`,
      "queued",
    );
    expect(answer.queued).toBe(1);
    await tell();
    expect(idsOf(receiver.asked)).toEqual([`msg_${delivery.id}`, `msg_${delivery.id}`]);
  });

  test("since a moment tells everything since then, also what was before the receiver", async () => {
    const since = new Date();
    const { orderId } = await place("past");
    await touch(orderId);
    const made = await make("role: OPERATOR, filter: { kinds: [ORDER_CHANGED, ORDER_RECEIVED] }");
    await touch(orderId);
    await tell();
    expect(receiver.asked).toHaveLength(1);
    await mutate("replayWebhook", `webhookId: "${made.id}", since: "${since.toISOString()}"`, "queued");
    await tell();
    expect(receiver.asked.map(({ body }) => JSON.parse(body).type).sort()).toEqual([
      "order.changed",
      "order.changed",
      "order.changed",
      "order.received",
    ]);
    expect(new Set(idsOf(receiver.asked)).size).toBe(3);
  });
});

describe("an address", () => {
  test.each([
    ["ftp://receiver.example/hook", "only https is sent to"],
    ["https://ann:secret@receiver.example/", "an address holds no name and password"],
    ["nonsense", "this is no address"],
  ])("%s is refused at once", async (url, message) => {
    const { userErrors } = await mutate("createWebhook", `url: "${url}", role: OPERATOR`, "secret");
    expect(userErrors).toEqual([{ field: "url", code: "INVALID", message }]);
  });

  test("inside the house is not connected to, whatever name leads there", async () => {
    const strict = await apiWorld({ targets: "public" });
    await itsConnections(strict);
    const token = await strict.token("OPERATOR");
    const { port } = new URL(receiver.url);
    const hosts = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"];
    for (const host of hosts) {
      const input = `idempotencyKey: "${host}", url: "https://${host}:${port}/", role: OPERATOR, filter: { kinds: [ORDER_RECEIVED] }`;
      const { data } = await strict.ask(
        `mutation { createWebhook(input: { ${input} }) { userErrors { code } } }`,
        token,
      );
      expect(data.createWebhook.userErrors).toEqual([]);
    }
    await anOrder(strict, await aCustomer(strict, "alpaca"), "alpaca");
    await feedWebhooks(strict.hub);
    await workFacts(strict.hub, "WebhookDue", sendWebhooks, BATCH);
    const { data } = await strict.ask(
      "{ webhookDeliveries(first: 10) { edges { node { tries { fault } } } } }",
      token,
    );
    const faults = data.webhookDeliveries.edges.flatMap(({ node }: Answered) =>
      node.tries.map(({ fault }: Answered) => fault),
    );
    expect(faults).toEqual(hosts.map(() => "the address is not a public one"));
    expect(receiver.asked).toEqual([]);
    await strict.close();
  });
});
