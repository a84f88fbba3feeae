import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comeToRest } from "../../src/cli/demo/script.js";
import { advance, ask, mutate, sendShopify } from "../../src/cli/demo/senders.js";
import { type Stage, setStage } from "../../src/cli/demo/stage.js";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { type Example, startExample } from "../support/examples.js";
import { dataFolder } from "../support/hub-cli.js";

const SLOW_MS = 180_000;
const DAY_MS = 86_400_000;
const BUYER = "purchasing@yunfan-tech.example";

const folder = dataFolder("examples");
let stage: Stage;
const started: Example[] = [];

/** A hub at work with the shop's orders of the demo, a warehouse that has them, and a parcel that arrived. */
beforeAll(async () => {
  stage = await setStage(readConfig(folder.env), 0, createLog("silent"));
  for (const n of [1, 2, 3])
    expect(await sendShopify(stage, `w${n}.json`, "orders/create", `wh-${n}`)).toBe(202);
  await rest();
  await advance(stage, { orders: [(await orderOf("#1041")).reference], to: "DELIVERED" });
  await rest();
}, SLOW_MS);

afterAll(async () => {
  for (const example of started) await example.close();
  await stage?.close();
  folder.remove();
});

const rest = () => comeToRest(stage, () => {});

async function start(name: string, role: "FRONT_OFFICE" | "SUPPLY_CHAIN"): Promise<Example> {
  const example = await startExample(name, { url: stage.service.url, token: await stage.token(role) });
  started.push(example);
  return example;
}

async function orderOf(number: string) {
  const { order } = await ask<{ order: { id: string; number: string } }>(
    stage,
    await stage.token("FRONT_OFFICE"),
    "query ($number: String!) { order(number: $number) { id number } }",
    { number },
  );
  return { ...order, reference: Buffer.from(order.id, "base64url").toString("utf8").split(":")[1] ?? "" };
}

describe("the front office", () => {
  let desk: Example;
  beforeAll(async () => {
    desk = await start("front-office", "FRONT_OFFICE");
  });

  /** An order the warehouse has and has not packed. */
  const anOpenOrder = async () => {
    const { number } = await orderOf("#1042");
    const page = await desk.submit(await desk.get(`/order?number=${number}`), "/again");
    await rest();
    return desk.get(page.path);
  };

  test("finds a customer by what the caller says, and an order by its number", async () => {
    const found = await desk.get("/?words=yunfan");
    expect(found.text).toContain("Shenzhen Yunfan Technology Co., Ltd.");
    expect(found.text).toContain(BUYER);
    const { number } = await orderOf("#1041");
    expect(found.links).toContain(`/order?number=${number}`);
    const order = await desk.get("/?words=%231041");
    expect([order.path, order.text.includes(`Order ${number}`)]).toEqual([`/order?number=${number}`, true]);
    expect((await desk.get("/?words=nobody-at-all")).text).toContain("Nobody is found");
  });

  test("changes an address and follows it until the warehouse was read back", async () => {
    const before = await anOpenOrder();
    const street = "Konsul-Smidt-Straße 8";
    const typed = { street, postalCode: "28217", city: "Bremen", region: "", country: "de" };
    const sent = await desk.submit(before, "/move", typed);
    expect(sent.path).toBe(before.path);
    const after = await desk.until(before.path, /warehouse: accepted, and read back/);
    expect(after.text).toContain(`${street}, 28217 Bremen, DE`);
    const { reference } = await orderOf(before.fields("/again").number ?? "");
    const key = readFileSync(join(folder.path, "demo", "secrets", "warehouse-key"), "utf8").trim();
    const held = await fetch(`${stage.bogus.url}/orders/by-reference/${reference}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect([held.status, (await held.text()).includes("28217")]).toEqual([200, true]);
  });

  test("does a form once that is sent twice, and says so when the order has changed meanwhile", async () => {
    const before = await anOpenOrder();
    const typed = { street: "Am Wall 1", postalCode: "28195", city: "Bremen", region: "", country: "DE" };
    await desk.submit(before, "/move", typed);
    const after = await desk.submit(before, "/move", typed);
    expect(after.text.match(/ship to, asked/g)).toHaveLength(1);
    const late = await desk.submit(before, "/move", { ...typed, street: "Am Wall 2", key: randomUUID() });
    expect(late.text).toContain("Not done:");
  });

  test("shows what a customer is called as text, whatever it says", async () => {
    const page = await desk.get(`/?${new URLSearchParams({ words: '"><script>alert(1)</script>' })}`);
    expect(page.text).toContain("Nobody is found");
    expect(await (await desk.post("/nowhere", {})).text()).not.toContain("<script");
  });

  test("takes no form that stands on another site", async () => {
    const { number } = await orderOf("#1042");
    const answer = await desk.post("/again", { number, key: randomUUID() }, "http://elsewhere.example");
    expect(await answer.text()).toContain("This form is not ours.");
  });
});

describe("the supply-chain board", () => {
  let board: Example;
  const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

  const taken = async (name: string, requestedDate: string) => {
    const { order } = await mutate<{ order: { number: string } }>(
      stage,
      await stage.token("FRONT_OFFICE"),
      "takeOrder",
      {
        ...{
          callId: randomUUID(),
          formId: randomUUID(),
          startedAt: new Date(),
          currency: "EUR",
          requestedDate,
        },
        customer: {
          ...{ kind: "ORGANIZATION", name, email: `orders@${name.toLowerCase()}.example` },
          address: {
            lines: ["4800 Wadsworth Blvd"],
            city: "Denver",
            region: "CO",
            postalCode: "80033",
            country: "US",
          },
        },
        lines: [{ lineNumber: "1", sku: "TL-1001", quantity: "3", unitPrice: "18.50" }],
      },
      "order { number }",
    );
    return order.number;
  };

  beforeAll(async () => {
    board = await start("supply-chain-board", "SUPPLY_CHAIN");
  });

  test("lists open orders by the day they were promised for, and says how late they are", async () => {
    const [past, future] = [dayFromNow(-3), dayFromNow(30)];
    const [late, later] = [await taken("Latecomer", past), await taken("Patient", future)];
    await rest();
    const { text } = await board.get("/");
    expect(text).toMatch(new RegExp(`${past} 3 days late ${late} Latecomer, call center unfulfilled`));
    expect(text).toMatch(new RegExp(`${future} on time ${later} Patient`));
    expect(text.indexOf(late)).toBeLessThan(text.indexOf(later));
    expect(text).not.toContain((await orderOf("#1041")).number);
  });

  test("shows what is held and which address a label bears instead of the order's", async () => {
    const number = await taken("Brightwater", dayFromNow(2));
    await rest();
    const labelShipTo = {
      ...{ recipient: "Brightwater", department: null, lines: ["118 Old Mill Road"], city: "Boulder" },
      ...{ region: "CO", postalCode: "80301", country: "US", phone: null },
    };
    await advance(stage, { orders: [(await orderOf(number)).reference], to: "LABEL", labelShipTo });
    await rest();
    const { text } = await board.get("/");
    const row = text.slice(text.indexOf(number));
    expect(row).toMatch(/ship to divergence since/);
    expect(row).toMatch(
      /the order says .*4800 Wadsworth Blvd.* the label of parcel \S+ says .*118 Old Mill Road/,
    );
    expect(text).toMatch(/[1-9]\d* held · [1-9]\d* held differently elsewhere/);
  });
});

describe("the customer's order page", () => {
  let page: Example;
  beforeAll(async () => {
    page = await start("order-page", "FRONT_OFFICE");
  });
  const opened = async (proof: string) =>
    page.submit(await page.get("/"), "/order", { number: (await orderOf("#1041")).number, proof });

  test("shows where the goods are to who proves that the order is theirs, and to nobody else", async () => {
    const { text } = await opened(BUYER);
    expect(text).toMatch(/Parcel bogus-express \S+: delivered/);
    expect(text).toContain("as the carrier says");
    const refused = await opened("somebody@else.example");
    expect(refused.text).toContain("No order goes by this number");
    const unknown = await page.submit(await page.get("/"), "/order", {
      number: "TL-0000-0000",
      proof: BUYER,
    });
    expect(unknown.text).toBe(refused.text);
  });

  test("takes a return of what has arrived, and no more than that", async () => {
    const order = await opened(BUYER);
    const [line = ""] = Object.keys(order.fields("/return")).filter((name) => name.startsWith("line-"));
    const tooMany = await page.submit(order, "/return", { [line]: "400" });
    expect(tooMany.text).toContain("Not possible:");
    const asked = await page.submit(tooMany, "/return", {
      [line]: "1",
      note: "<b>broken</b>",
      reason: "DAMAGED",
    });
    const [, number = ""] = /Your return (\S+) is asked for/.exec(asked.text) ?? [];
    expect(asked.text).toContain(`Return ${number}: approved`);
    const { returns } = await ask<{ returns: { edges: { node: object }[] } }>(
      stage,
      await stage.token("FRONT_OFFICE"),
      "{ returns(first: 5) { edges { node { number kind reason note } } } }",
    );
    expect(returns.edges.map(({ node }) => node)).toEqual([
      { number, kind: "CUSTOMER_RETURN", reason: "DAMAGED", note: "<b>broken</b>" },
    ]);
  });

  test("does nothing for who proves nothing", async () => {
    const { number } = await orderOf("#1042");
    const answer = await page.post("/return", { number, proof: "somebody@else.example", key: randomUUID() });
    expect(await answer.text()).toContain("No order goes by this number");
  });
});
