import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

/** Each example of a page with the answer that it shows. */
const examplesOf = (page: string) =>
  [
    ...readFileSync(join(import.meta.dirname, "../../docs", page), "utf8").matchAll(
      /```graphql\n([\s\S]*?)```\n```json\n([\s\S]*?)```/g,
    ),
  ].map(([, query = "", answer = ""]) => ({ query, answer }));

let world: ApiWorld;
let orderId: string;

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  ({ orderId } = await anOrder(world, await aCustomer(world, "alpaca"), "alpaca"));
});
afterAll(() => world.close());

test("docs/api.md shows what its examples answer, one after the other", async () => {
  const examples = examplesOf("api.md");
  expect(examples.length).toBeGreaterThan(7);
  for (const { query, answer } of examples) {
    // Orders are changed at the desk; the rest an operator may do.
    const token = await world.token(query.includes("changeOrder") ? "FRONT_OFFICE" : "OPERATOR");
    const asked = query.replaceAll("ORDER_ID", globalId("Order", orderId));
    const { data, errors } = await world.ask(asked, token);
    expect(errors, query).toEqual([]);
    expect(data, query).toEqual(JSON.parse(answer));
  }
});

test("docs/cases.md shows what its examples answer, one after the other", async () => {
  const examples = examplesOf("cases.md");
  expect(examples.length).toBeGreaterThan(3);
  const token = await world.token("FRONT_OFFICE");
  for (const { query, answer } of examples) {
    const opened = await world.ask("{ cases(first: 1) { edges { node { id } } } }", token);
    const caseId = opened.data.cases.edges[0]?.node.id ?? "";
    const asked = query.replaceAll("ORDER_ID", globalId("Order", orderId)).replaceAll("CASE_ID", caseId);
    const { data, errors } = await world.ask(asked, token);
    expect(errors, query).toEqual([]);
    expect(data, query).toEqual(JSON.parse(answer));
  }
});
