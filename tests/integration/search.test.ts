import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/domain/vocabulary.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let alpaca: Awaited<ReturnType<typeof aCustomer>>;

const SEARCH = `query($q: String!, $n: Int!, $a: String, $k: [SearchKind!]) {
  search(query: $q, first: $n, after: $a, kinds: $k) {
    edges { cursor matched node { __typename ... on Order { number } ... on Customer { name } ... on Return { title: number } } }
    pageInfo { hasNextPage endCursor } } }`;

interface Found {
  readonly cursor: string;
  readonly matched: readonly string[];
  readonly node: Readonly<Record<string, string>>;
}

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  alpaca = await aCustomer(world, "alpaca");
  const zebra = await aCustomer(world, "zebra");
  await anOrder(world, alpaca, "alpaca");
  await anOrder(world, zebra, "zebra", { placedAt: "2026-04-01T00:00:00Z", poNumber: "PO-alpaca" });
  const dongfang = await aCustomer(world, "dongfang");
  await world.store.pool.query(
    `UPDATE customers SET name = '上海东方贸易有限公司', search_fields = '{"names": ["上海东方贸易有限公司", "Dongfang Trading, O''Brien", "Café Müller-Straße Łódź"],
       "codes": ["CN 77-1"], "emails": ["li@dongfang.example"], "phones": ["+86 21 5555 1234"]}' WHERE id = $1`,
    [dongfang.customerId],
  );
});
afterAll(() => world.close());

async function found(query: string, as: Role | string = "FRONT_OFFICE", more: object = {}): Promise<Found[]> {
  const token = as.includes("_") && as.startsWith("hubk") ? as : await world.token(as as Role);
  const { data, errors } = await world.ask(SEARCH, token, { q: query, n: 50, ...more });
  expect(errors).toEqual([]);
  return data.search.edges;
}
const shown = (results: readonly Found[]): string[] =>
  results.map(({ node, matched }) => `${node.number ?? node.name ?? node.title} ${matched.join(" ")}`);

test.each([
  ["tl alpaca", ["TL-ALPACA ORDER_NUMBER"]],
  ["TL-ALP", ["TL-ALPACA ORDER_NUMBER"]],
  ["#Zebra", ["TL-ZEBRA SOURCE_NUMBER EXECUTION_NUMBER SOURCE_ID", "zebra Ltd CUSTOMER_CODE CUSTOMER_NAME"]],
  ["po alpaca", ["TL-ZEBRA PO_NUMBER", "TL-ALPACA PO_NUMBER"]],
  ["zebra-work", ["TL-ZEBRA EXECUTION_NUMBER"]],
  ["trk zebra", ["TL-ZEBRA TRACKING_NUMBER"]],
  ["R zebra", ["R-zebra RETURN_NUMBER"]],
  ["ZEBRA.erp", ["zebra Ltd CUSTOMER_CODE"]],
  ["buyer@zebra.example", ["zebra Ltd EMAIL"]],
  ["zebra.exam", ["zebra Ltd EMAIL"]],
  ["021 5555-1234", ["上海东方贸易有限公司 PHONE"]],
  ["+86 21 5555 1234", ["上海东方贸易有限公司 PHONE"]],
  ["东方贸易", ["上海东方贸易有限公司 CUSTOMER_NAME"]],
  ["方", ["上海东方贸易有限公司 CUSTOMER_NAME"]],
  ["方东", []],
  ["trading o'br", ["上海东方贸易有限公司 CUSTOMER_NAME"]],
  ["cn771", ["上海东方贸易有限公司 CUSTOMER_CODE"]],
  ["ltd zeb", ["zebra Ltd CUSTOMER_NAME"]],
  ["obrien gmbh", []],
  ["cafe muller strasse lodz", ["上海东方贸易有限公司 CUSTOMER_NAME"]],
  ["", []],
  ["'; DROP TABLE orders --\\", []],
  ["%", []],
  ["__", []],
])("%j finds %j", async (query, results) => {
  expect(shown(await found(query))).toEqual(results);
});

test("what bears the whole of it comes before what only begins so", async () => {
  await anOrder(world, alpaca, "alp");
  const [first, ...rest] = shown(await found("tl-alp", "FRONT_OFFICE", { k: ["ORDER"] }));
  expect([first, rest.length > 0]).toEqual(["TL-ALP ORDER_NUMBER", true]);
});

test("only the kinds that were asked for are found", async () => {
  const kinds = async (k: readonly string[]) =>
    new Set((await found("zebra", "FRONT_OFFICE", { k })).map(({ node }) => node.__typename));
  expect(await kinds(["CUSTOMER"])).toEqual(new Set(["Customer"]));
  expect(await kinds(["ORDER", "RETURN"])).toEqual(new Set(["Order"]));
  expect(await kinds([])).toEqual(new Set());
});

test("page by page it is the same list, whatever arrives meanwhile", async () => {
  const whole = shown(await found("po"));
  const walked: string[] = [];
  for (let after: string | null = null; walked.length < whole.length; ) {
    const [edge] = (await found("po", "FRONT_OFFICE", { n: 1, a: after })) as [Found];
    walked.push(...shown([edge]));
    after = edge.cursor;
    await anOrder(world, alpaca, `later${walked.length}`, {
      placedAt: "2027-01-01T00:00:00Z",
      poNumber: "X",
    });
  }
  expect(walked).toEqual(whole);
  const { errors } = await world.ask(SEARCH, await world.token("OPERATOR"), { q: "po", n: 1, a: "bent" });
  expect(errors[0]?.extensions.code).toBe("INVALID");
});

describe("nobody finds", () => {
  test("somebody else's rows", async () => {
    const token = await world.token("CUSTOMER", alpaca.customerId);
    for (const query of [
      "TL-ZEBRA",
      "PO-alpaca",
      "zebra",
      "trk-zebra",
      "R-zebra",
      "zebra-work",
      "buyer@zebra.example",
    ]) {
      const { text } = await world.ask(SEARCH, token, { q: query, n: 50 });
      expect(text, query).not.toMatch(/zebra/i);
    }
    const { data } = await world.ask(SEARCH, token, { q: "alpaca", n: 50 });
    expect(shown(data.search.edges)).toContain("alpaca Ltd CUSTOMER_NAME");
  });

  test("a customer whose role may not list customers", async () => {
    expect(shown(await found("zebra", "SUPPLY_CHAIN", { k: ["CUSTOMER"] }))).toEqual([]);
  });

  test("by what is masked to them, to the byte", async () => {
    const { secret } = await world.key({ role: "STEWARD" });
    const answers = async (q: string) => (await world.ask(SEARCH, secret, { q, n: 50 })).text;
    const nothing = await answers("nobody@nowhere.example");
    for (const query of ["buyer@zebra.example", "+86 21 5555 1234", "东方贸易", "zebra ltd"]) {
      expect(await answers(query), query).toBe(nothing);
    }
    const { secret: trusted } = await world.key({ role: "STEWARD", scopes: ["personal:read"] });
    expect(shown(await found("buyer@zebra.example", trusted))).toEqual(["zebra Ltd EMAIL"]);
    expect(shown(await found("CN 77-1", secret))).toHaveLength(1);
  });
});
