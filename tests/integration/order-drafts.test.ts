import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import { saveConnections } from "../../src/store/writes/connection.js";
import { type ApiWorld, apiWorld } from "../support/api-world.js";

let world: ApiWorld;
let frieda: string;
beforeAll(async () => {
  const connector = connectorById("call-center") ?? expect.fail("no call center");
  const connection = { id: "calls", connector, settings: connector.settings.parse({}) };
  world = await apiWorld({ connections: [connection] });
  await saveConnections(world.store, [
    { id: "calls", connector: connector.id, side: connector.side, settings: {} },
  ]);
  frieda = await world.token("FRONT_OFFICE");
});
afterAll(() => world.close());

const save = async (form: string, version: number, token = frieda) => {
  const { data } = await world.ask(
    `mutation { saveOrderDraft(input: { idempotencyKey: "${randomUUID()}", callId: "c-1", formId: "f-1", form: ${form}, expectedVersion: ${version} }) {
       draft { version form } userErrors { code field } } }`,
    token,
  );
  return data.saveOrderDraft;
};
const drafts = async (token = frieda) =>
  (await world.ask("{ orderDrafts { callId formId version form } }", token)).data.orderDrafts;

test("half a form is kept as it was keyed, and of two windows on it one is told", async () => {
  expect(await save('{ customer: { name: "Kil" } }', 0)).toEqual({
    draft: { version: 1, form: { customer: { name: "Kil" } } },
    userErrors: [],
  });
  expect(await save('{ customer: { name: "Kiln" } }', 1)).toMatchObject({ draft: { version: 2 } });
  expect(await save('{ customer: { name: "Oven" } }', 1)).toEqual({
    draft: null,
    userErrors: [{ code: "CONFLICT", field: "expectedVersion" }],
  });
  expect(await save("{}", 0)).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
  expect(await drafts()).toEqual([
    { callId: "c-1", formId: "f-1", version: 2, form: { customer: { name: "Kiln" } } },
  ]);
});

test("a draft is its agent's alone", async () => {
  const customer = await world.token("CUSTOMER", "0195f000-0000-7000-8000-000000000001");
  const { errors } = await world.ask("{ orderDrafts { callId } }", customer);
  expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
});

test("taking the order of the same form ends the draft; discarding ends it too", async () => {
  const { data } = await world.ask(
    `mutation { takeOrder(input: { idempotencyKey: "k-1", callId: "c-1", formId: "f-1", startedAt: "2026-11-21T12:00:00Z",
       customer: { name: "Kiln Ceramics Ltd" }, lines: [{ sku: "TL-1", quantity: "2" }] }) { order { number } userErrors { message } } }`,
    frieda,
  );
  expect(data.takeOrder.userErrors).toEqual([]);
  expect(data.takeOrder.order.number).toMatch(/^TL-/);
  expect(await drafts()).toEqual([]);
  await save("{}", 0);
  const discard = `mutation { discardOrderDraft(input: { idempotencyKey: "KEY", callId: "c-1", formId: "f-1" }) { userErrors { code } } }`;
  expect((await world.ask(discard, frieda)).data.discardOrderDraft.userErrors).toEqual([]);
  // The same key again is the same answer; another one finds nothing to throw away.
  expect((await world.ask(discard, frieda)).data.discardOrderDraft.userErrors).toEqual([]);
  const again = discard.replace("KEY", "ANOTHER");
  expect((await world.ask(again, frieda)).data.discardOrderDraft.userErrors).toEqual([{ code: "NOT_FOUND" }]);
});
