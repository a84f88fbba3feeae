import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customerAsOf } from "../../src/flows/identity/customer-as-of.js";
import { globalId } from "../../src/schema/global-id.js";
import type { Tx } from "../../src/store/database.js";
import { reads } from "../../src/store/reads/reads.js";
import { aParty } from "../identity/stated.js";
import { type ApiWorld, apiWorld, itsConnections } from "../support/api-world.js";
import { day, type Past, past } from "../support/past.js";

let world: ApiWorld;
let then: Past;
let steward: string;
let [bakeryA1, bakeryA2, foodsB1, foodsB2, bakery, foods] = ["", "", "", "", "", ""];

const PORTLAND = { lines: ["1 Harbor Street"], city: "Portland", postalCode: "97201", country: "US" };
const SALEM = { lines: ["9 Elm Road"], city: "Salem", postalCode: "97301", country: "US" };
const HAMBURG = { lines: ["Am Sandtorkai 30"], city: "Hamburg", postalCode: "20457", country: "DE" };

/** Two customers, made one on day 8 by mistake, and two again from day 12. */
beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  then = past(world);
  steward = await world.token("STEWARD");
  const code = "HSB-0001";
  bakeryA1 = await then.stated(
    "shop",
    "WEB",
    1,
    aParty({ code, name: "Harbor Street Bakery", address: PORTLAND }),
  );
  foodsB1 = await then.stated(
    "erp",
    "EXECUTION",
    2,
    aParty({ code: "OT-77", name: "Otley Foods GmbH", phones: ["+49 40 5550199"], address: HAMBURG }),
  );
  bakeryA2 = await then.stated(
    "shop",
    "WEB",
    3,
    aParty({ code, name: "Harbor Street Bakery Supply LLC", address: SALEM }),
  );
  bakery = await then.customerOf(bakeryA1);
  foods = await then.customerOf(foodsB1);
  await then.pinned(5, bakery, "name", "Harbor Street");
  await then.pinned(6, foods, "phones", ["+49405550100"]);
  await then.pinned(6, foods, "name", "Otley");
  const merge = await then.merged(8, bakery, foods, [foodsB1]);
  foodsB2 = await then.stated(
    "erp",
    "EXECUTION",
    9,
    aParty({ code: "OT-77", name: "Otley Foods Hamburg GmbH" }),
  );
  await then.pinned(10, bakery, "name", null);
  await then.unmerged(12, merge, bakery, foods, [foodsB1, foodsB2]);
  await then.rebuilt(bakery, foods);
});
afterAll(() => world.close());

const QUERY = `query ($id: ID!, $at: DateTimeISO) { customer(id: $id, asOf: $at) {
  id name phones asOf updatedAt version addresses { city } sourceRecords { id } crosswalks { code } decisions { kind } } }`;
const asked = async (customerId: string, at: number | null) => {
  const variables = { id: globalId("Customer", customerId), at: at === null ? null : day(at).toISOString() };
  const { data, errors } = await world.ask(QUERY, steward, variables);
  expect(errors).toEqual([]);
  return data.customer;
};
const records = (...ids: string[]) => ids.map((id) => ({ id: globalId("SourceRecord", id) }));

describe("a customer as of a day", () => {
  test("that lies before anybody knew it is none", async () => {
    expect(await asked(bakery, 0.5)).toBeNull();
    expect(await asked(foods, 1.5)).toBeNull();
    expect(await asked("00000000-0000-7000-8000-000000000000", 9)).toBeNull();
  });

  test("has the records of that day, and the values they gave", async () => {
    expect(await asked(bakery, 1.5)).toMatchObject({
      name: "Harbor Street Bakery",
      addresses: [{ city: "Portland" }],
      sourceRecords: records(bakeryA1),
      asOf: day(1.5).toISOString(),
      updatedAt: day(1).toISOString(),
      version: 0,
    });
    expect(await asked(bakery, 3.5)).toMatchObject({
      name: "Harbor Street Bakery Supply LLC",
      addresses: [{ city: "Salem" }, { city: "Portland" }],
      sourceRecords: records(bakeryA1, bakeryA2),
    });
  });

  test("has what was pinned by then, and not what was pinned later", async () => {
    expect((await asked(bakery, 4.5)).name).toBe("Harbor Street Bakery Supply LLC");
    expect((await asked(bakery, 5.5)).name).toBe("Harbor Street");
    expect((await asked(foods, 6.5)).phones).toEqual(["+49405550100", "+49405550199"]);
    expect((await asked(bakery, 6.5)).phones).toEqual([]);
  });

  test("that lies between a merge and its undoing has both, under either id, with the pins of both", async () => {
    const merged = await asked(bakery, 8.5);
    expect(merged).toMatchObject({
      id: globalId("Customer", bakery),
      name: "Harbor Street",
      phones: ["+49405550100", "+49405550199"],
      crosswalks: expect.arrayContaining([{ code: "HSB-0001" }, { code: "OT-77" }]),
    });
    expect(merged.sourceRecords).toHaveLength(3);
    expect(await asked(foods, 8.5)).toEqual(merged);
    expect((await asked(foods, 9.5)).sourceRecords).toHaveLength(4);
  });

  test("lets go of a pin with the day on which it was let go of", async () => {
    expect((await asked(bakery, 9.5)).name).toBe("Harbor Street");
    // It was let go of after the other customer's pin was made, so that one is let go of as well.
    expect(["Harbor Street", "Otley"]).not.toContain((await asked(bakery, 10.5)).name);
  });

  test("after the undoing has its own again, and so has the other", async () => {
    expect(await asked(bakery, 12.5)).toMatchObject({ sourceRecords: records(bakeryA1, bakeryA2) });
    expect(await asked(foods, 12.5)).toMatchObject({
      id: globalId("Customer", foods),
      name: "Otley",
      sourceRecords: records(foodsB1, foodsB2),
    });
  });

  test.each(["bakery", "foods"])("of now is what it is: %s", async (which) => {
    const id = which === "bakery" ? bakery : foods;
    const { golden } = (await customerAsOf(reads(world.store.pool, OPERATOR), id, new Date())) ?? {};
    const [now] = await then.rows<{ golden: unknown }>("SELECT golden FROM customers WHERE id = $1", [id]);
    expect(JSON.parse(JSON.stringify(golden))).toEqual(now?.golden);
    expect(now?.golden).not.toBeNull();
  });

  test("is not shown to a customer, who could see what was somebody else's", async () => {
    const own = await world.token("CUSTOMER", bakery);
    const variables = { id: globalId("Customer", bakery), at: day(9).toISOString() };
    const query = "query ($id: ID!, $at: DateTimeISO) { customer(id: $id, asOf: $at) { name } }";
    expect((await world.ask(query, own, variables)).errors[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await world.ask(query, own, { ...variables, at: null })).errors).toEqual([]);
  });
});

const OPERATOR = { subject: "o", role: "OPERATOR", customerId: null } as const;

/** Every statement that a read sends, with its plan. */
async function plansOf(work: (pool: Tx) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  const { pool } = world.store;
  const watched = new Proxy(pool, {
    get: (target, name, receiver) =>
      name !== "query"
        ? Reflect.get(target, name, receiver)
        : async (text: string, values: unknown[]) => {
            plans.push(JSON.stringify(await pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values)));
            return pool.query(text, values);
          },
  });
  await work(watched);
  return plans;
}

test("costs what the customer has been through, not what the store holds", async () => {
  const [{ connectionId, messageId } = { connectionId: "", messageId: "" }] = await then.rows<{
    connectionId: string;
    messageId: string;
  }>("SELECT connection_id, message_id FROM source_records LIMIT 1");
  await then.rows(
    `WITH many AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 20000) n),
      stated AS (INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, stated_at, message_id)
        SELECT id, $1, 'WEB', 'many:' || n, 1, n::text, '{}', now(), $2 FROM many),
      made AS (INSERT INTO customers (id, version, created_at, updated_at) SELECT id, 1, now(), now() FROM many),
      decided AS (INSERT INTO decisions (id, kind, customer_id, source_record_id, actor, evidence, decided_at)
        SELECT gen_random_uuid(), 'LINK', id, id, 'engine', '[]', now() FROM many),
      moved AS (INSERT INTO membership_moves (source_record_id, seq, decision_id, from_customer_id, to_customer_id, moved_at)
        SELECT id, 1, id, id, id, now() FROM many)
      INSERT INTO memberships (source_record_id, customer_id, decision_id) SELECT id, id, id FROM many RETURNING 1`,
    [connectionId, messageId],
  );
  await world.store.pool.query("ANALYZE");
  const plans = await plansOf((pool) => customerAsOf(reads(pool, OPERATOR), bakery, day(9.5)));
  expect(plans).toHaveLength(4);
  for (const plan of plans) expect(plan).not.toContain("Seq Scan");
});
