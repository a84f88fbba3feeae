import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../src/domain/vocabulary.js";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, AT, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let alpaca: Awaited<ReturnType<typeof aCustomer>>;
let zebra: typeof alpaca;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  alpaca = await aCustomer(world, "alpaca");
  zebra = await aCustomer(world, "zebra");
  const sql = (text: string, values: unknown[] = []) => world.store.pool.query(text, values);
  await sql("UPDATE customers SET kind = 'PERSON', created_at = '2026-04-01' WHERE id = $1", [
    zebra.customerId,
  ]);
  await anOrder(world, alpaca, "alpaca");
  await anOrder(world, zebra, "zebra");
  await sql(
    "UPDATE returns SET tracking_number = 'BACK ' || number, opened_at = '2026-04-02' WHERE number = 'R-zebra'",
  );
  const task = (subjectKey: string, mine: object) =>
    world.insert("review_tasks", {
      ...{
        id: randomUUID(),
        kind: "IDENTITY",
        subjectKey,
        status: "OPEN",
        title: subjectKey,
        details: {},
        openedAt: AT,
        ...mine,
      },
    });
  await task("pair", { customerId: alpaca.customerId, otherCustomerId: zebra.customerId });
  await task("later", { customerId: zebra.customerId, openedAt: "2026-05-01T00:00:00Z" });
});
afterAll(() => world.close());

async function listed(list: string, filter: object, show: string, role: Role = "STEWARD"): Promise<string[]> {
  const type = `${list.charAt(0).toUpperCase()}${list.slice(1, -1)}FilterInput`;
  const { data, errors, text } = await world.ask(
    `query($f: ${type}) { ${list}(first: 20, filter: $f) { edges { node { ${show} } } } }`,
    await world.token(role),
    { f: filter },
  );
  expect(errors, text).toEqual([]);
  return data[list].edges.map(({ node }: { node: Record<string, string> }) => node[show]);
}
const of = (who: typeof alpaca): string => globalId("Customer", who.customerId);

test.each([
  [{}, ["zebra Ltd", "alpaca Ltd"]],
  [{ kind: "PERSON" }, ["zebra Ltd"]],
  [{ code: "ALPACA erp" }, ["alpaca Ltd"]],
  [{ code: "alpaca" }, []],
  [{ code: "'" }, []],
  [{ createdFrom: "2026-03-15T00:00:00Z" }, ["zebra Ltd"]],
  [{ createdTo: "2026-03-15T00:00:00Z", kind: "ORGANIZATION" }, ["alpaca Ltd"]],
])("of customers %j lists %j", async (filter, names) => {
  expect(await listed("customers", filter, "name")).toEqual(names);
});

test("of returns every filter lists its own", async () => {
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [{ number: "r ZEBRA" }, ["R-zebra"]],
    [{ trackingNumber: "backrzebra" }, ["R-zebra"]],
    [{ customerId: of(alpaca) }, ["R-alpaca"]],
    [{ customerId: globalId("Customer", randomUUID()) }, []],
    [{ openedFrom: "2026-04-01T00:00:00Z" }, ["R-zebra"]],
    [{ openedTo: "2026-04-01T00:00:00Z", status: "REQUESTED" }, ["R-alpaca"]],
  ];
  for (const [filter, numbers] of cases) expect(await listed("returns", filter, "number")).toEqual(numbers);
});

test("of review tasks every filter lists its own, whichever of a pair the customer is", async () => {
  expect(await listed("reviewTasks", { customerId: of(alpaca) }, "title")).toEqual(["pair"]);
  expect(await listed("reviewTasks", { customerId: of(zebra) }, "title")).toEqual(["later", "pair"]);
  expect(await listed("reviewTasks", { openedFrom: "2026-04-01T00:00:00Z" }, "title")).toEqual(["later"]);
  expect(
    await listed("reviewTasks", { openedTo: "2026-04-01T00:00:00Z", kind: "IDENTITY" }, "title"),
  ).toEqual(["pair"]);
});

test("what grows with a customer is read page by page, by whom it is for", async () => {
  const ask = async (role: Role, field: string) =>
    world.ask(
      `query($id: ID!) { customer(id: $id) { ${field}(first: 1) { edges { node { id } } pageInfo { hasNextPage } } } }`,
      await world.token(role),
      { id: of(alpaca) },
    );
  for (const field of ["sourceRecordPages", "decisionPages"]) {
    const { data } = await ask("STEWARD", field);
    expect(data.customer[field]).toMatchObject({ edges: [{}], pageInfo: { hasNextPage: false } });
  }
  const { errors } = await ask("FRONT_OFFICE", "decisionPages");
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
});
