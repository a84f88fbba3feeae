import type { GraphQLSchema } from "graphql";
import { API_FLOWS } from "../../src/api-flows.js";
import { eventTail } from "../../src/flows/telling/event-tail.js";
import { startHttp } from "../../src/http/server.js";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";
import { contextFactory } from "../../src/resolvers/context.js";
import { answers, hubNumbers } from "../../src/store/reads/health.js";
import type { ApiWorld } from "./api-world.js";

/** The API of a world behind two doors: one answers by plans where it can, the other by resolvers only. */
export async function twoLanes(world: ApiWorld) {
  let taken = 0;
  const { hub, secret } = world;
  const context = contextFactory({
    ...{ hub, secret, flows: API_FLOWS, publicUrl: "http://hub.example" },
    audit: { note: async () => {}, close: async () => {} },
    tail: eventTail(hub),
  });
  const schema: GraphQLSchema = await buildApiSchema();
  const open = (planned: typeof context.planned) => {
    const own = (...given: Parameters<typeof context>) => context(...given);
    return startHttp({
      ...{ hub, host: "127.0.0.1", port: 0, secret, schema, context: Object.assign(own, { planned }) },
      health: { answers: () => answers(hub.store.pool), numbers: () => hubNumbers(hub.store.pool) },
    });
  };
  const fast = await open(async (viewer, operation, isPersonal) => {
    const text = await context.planned(viewer, operation, isPersonal);
    if (text !== null) taken += 1;
    return text;
  });
  const slow = await open(async () => null);
  const ask = async (url: string, query: string, token: string, variables: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const type = response.headers.get("content-type");
    const text = (await response.text()).replace(/"correlationId":"[^"]*"/g, '"correlationId":""');
    return { status: response.status, type, text };
  };
  return {
    schema,
    /** The answers of both doors, and whether the first was made by a plan. */
    async both(query: string, token: string, variables: object = {}) {
      const before = taken;
      const planned = await ask(fast.url, query, token, variables);
      const byPlan = taken > before;
      // What was planned once is known at the door; the second answer must be the first.
      const again = byPlan ? await ask(fast.url, query, token, variables) : planned;
      if (JSON.stringify(again) !== JSON.stringify(planned)) throw new Error(`not the same twice: ${query}`);
      return { planned, resolved: await ask(slow.url, query, token, variables), byPlan };
    },
    /** The answer of the first door alone, and whether a plan made it. */
    async fast(query: string, token: string, variables: object = {}) {
      const before = taken;
      const planned = await ask(fast.url, query, token, variables);
      return { planned, byPlan: taken > before };
    },
    planned: (query: string, token: string, variables: object = {}) => ask(fast.url, query, token, variables),
    taken: () => taken,
    async close() {
      await Promise.all([fast.close(), slow.close()]);
    },
  };
}
export type TwoLanes = Awaited<ReturnType<typeof twoLanes>>;
