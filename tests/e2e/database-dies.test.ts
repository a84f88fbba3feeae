import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comeToRest, expectAllOnce, type HubAndWarehouse, startHubAndWarehouse } from "../support/burst.js";
import { runCli } from "../support/hub-cli.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { type Answered, post, startSender, untilAcknowledged } from "../support/sender.js";
import { type ShopOrder, shopOrders } from "../support/shop-orders.js";

const ORDERS = 240;
const BACK_WITHIN_MS = 15_000;
/** Words that only a database driver, an operating system or a stack trace would say. */
const INSIDES = /ECONNREFUSED|ECONNRESET|terminat|postgres|typeorm|QueryFailed|127\.0\.0\.1|at .*\.[jt]s:\d/i;

/** Kills the server of the hub's database, as a machine out of memory would. */
async function killDatabase({ folder }: HubAndWarehouse): Promise<void> {
  const pid = folder.postgresPid();
  if (pid === null) throw new Error("no database runs");
  process.kill(pid, "SIGKILL");
  while (folder.postgresPid() === pid) await sleep(5);
}

describe("when the embedded database is killed while orders arrive", () => {
  let world: HubAndWarehouse;
  let orders: ShopOrder[];

  beforeAll(async () => {
    world = await startHubAndWarehouse("database-dies", {});
    orders = shopOrders(ORDERS + 1, world.secrets);
  });
  afterAll(() => world.close());

  test("the hub starts it again, nothing is lost or doubled, and every refusal is a 503 without insides", async () => {
    const random = seededRandom(printedSeed("the death of the database"));
    const sent = orders.slice(0, ORDERS);
    const sender = startSender(() => world.url, sent);
    for (const share of [0.2, 0.6]) {
      await untilAcknowledged(sender, Math.floor((share + random() * 0.2) * ORDERS), random() * 20);
      await killDatabase(world);
    }
    await sender.done;
    await comeToRest(world);
    await expectAllOnce(world, sent);
    expect(sender.refusals.length).toBeGreaterThan(0);
    expect(badly(sender.refusals)).toEqual([]);
  }, 90_000);

  test("every door says so: 503 while it is away, and ready again when it is back", async () => {
    const token = (await runCli(["token", "--role", "OPERATOR"], world.folder.env)).stdout.trim();
    const [order] = orders.slice(ORDERS);
    if (order === undefined) throw new Error("there is no order left to send");
    await killDatabase(world);
    const answers = await Promise.all([
      post(world.url, order),
      ask(`${world.url}/ready`),
      ask(`${world.url}/metrics`),
      ask(`${world.url}/files/partner-shop?name=a.json`, {
        method: "POST",
        body: "{}",
        headers: bearer(token),
      }),
      ask(`${world.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...bearer(token) },
        body: JSON.stringify({ query: "{ orders(first: 1) { edges { node { number } } } }" }),
      }),
    ]);
    expect(await ask(`${world.url}/health`)).toMatchObject({ status: 200 });
    expect(badly(answers.filter((answer) => answer !== null))).toEqual([]);

    const deadline = Date.now() + BACK_WITHIN_MS;
    while ((await ask(`${world.url}/ready`)).status !== 200 && Date.now() < deadline) await sleep(50);
    expect(await ask(`${world.url}/ready`)).toMatchObject({ status: 200 });
    expect(await post(world.url, order)).toMatchObject({ status: 202 });
    await comeToRest(world);
    await expectAllOnce(world, orders);
  }, 60_000);
});

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.text() };
}

/** Answers that are neither 503 nor silent about what is inside. */
const badly = (answers: readonly Answered[]): Answered[] =>
  answers.filter(({ status, body }) => status !== 503 || INSIDES.test(body));
