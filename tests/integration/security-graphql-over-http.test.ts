import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, apiWorld } from "../support/api-world.js";

let world: ApiWorld;
let token: string;

beforeAll(async () => {
  world = await apiWorld();
  token = await world.token("OPERATOR");
});
afterAll(() => world.close());

/** The headers that docs/security.md asks of every client; a request from a form of another site has neither. */
const documented = (): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  "apollo-require-preflight": "1",
});

describe("GraphQL over HTTP", () => {
  const audits = serverAudits({
    url: () => `${world.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...documented(), ...(init.headers as object) } }),
  });

  test("has 61 audits", () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits.map(({ id, name, fn }) => [`${id} ${name}`, fn] as const))("%s", async (_name, fn) => {
    expect(await fn()).toMatchObject({ status: "ok" });
  });
});
