import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { aParty } from "../identity/stated.js";
import { type ApiWorld, apiWorld, itsConnections } from "../support/api-world.js";
import { dataFolder, runCli } from "../support/hub-cli.js";
import { day, type Past, past } from "../support/past.js";

let world: ApiWorld;
let then: Past;
let steward: string;
let [first, second, sister, stranger, company, sisters, strangers] = ["", "", "", "", "", "", ""];
let merge = "";

const PORTLAND = { lines: ["1 Harbor Street"], city: "Portland", postalCode: "97201", country: "US" };
const PHONE = { phones: ["+1 503 555 0142"] };

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  then = past(world);
  steward = await world.token("STEWARD");
  first = await then.stated(
    "shop",
    "WEB",
    1,
    aParty({ code: "HSB-0001", name: "Harbor Street Bakery", ...PHONE, address: PORTLAND }),
  );
  second = await then.stated(
    "calls",
    "CALL_CENTER",
    2,
    aParty({ name: "Harbor Street Bakery Supply LLC", ...PHONE }),
  );
  sister = await then.stated(
    "erp",
    "EXECUTION",
    3,
    aParty({ code: "OT-77", name: "Otley Foods GmbH", phones: ["+49 40 5550199"] }),
  );
  stranger = await then.stated("shop", "WEB", 4, aParty({ code: "JH-1", name: "臺灣晶宏電子股份有限公司" }));
  [company, sisters, strangers] = [
    await then.customerOf(first),
    await then.customerOf(sister),
    await then.customerOf(stranger),
  ];
  await then.pinned(5, company, "name", "Harbor Street");
  merge = await then.merged(6, company, sisters, [sister]);
  await then.unmerged(7, merge, company, sisters, [sister]);
  await then.act(8, {
    kind: "NOT_A_MATCH",
    customerId: company,
    otherCustomerId: sisters,
    details: { reason: "phoned both" },
  });
  await then.rebuilt(company, sisters, strangers);
});
afterAll(() => world.close());

const ask = async (query: string, variables: object, token = steward) => world.ask(query, token, variables);
const record = (id: string) => globalId("SourceRecord", id);
const customer = (id: string) => globalId("Customer", id);

const SUM =
  "modelVersion prior pairScore score probability linkAt outcome words steps { feature level weight total full sharedBy commonness words }";

describe("why", () => {
  const WHY = `query ($id: ID!) { why(sourceRecordId: $id) { founded words customer { id } sourceRecord { id }
    decision { kind actor score } moves { movedAt fromCustomerId to { id } decision { kind } }
    stored { ${SUM} blend { best mean voices { score } bestRecord { id } } }
    today { ${SUM} blend { best mean bestRecord { id } voices { score sourceRecord { id } } } } } }`;

  test("a record was linked: the sum of then and of today, which agree while nothing has changed", async () => {
    expect(await then.customerOf(second)).toBe(company);
    const { data, errors } = await ask(WHY, { id: record(second) });
    expect(errors).toEqual([]);
    const { why } = data;
    expect(why).toMatchObject({
      founded: false,
      customer: { id: customer(company) },
      decision: { kind: "LINK", actor: "engine", score: why.stored.score },
      moves: [],
    });
    expect(why.stored.steps.at(-1).total).toBe(why.stored.pairScore);
    expect(why.stored.steps.map((step: { words: string }) => step.words)).toContain(
      "the same phone: +15035550142",
    );
    expect(why.today).toMatchObject({ score: why.stored.score, outcome: "LINKED" });
    expect(why.today.blend).toMatchObject({
      bestRecord: { id: record(first) },
      voices: [{ score: why.stored.score, sourceRecord: { id: record(first) } }],
    });
    expect(why.words.join(" ")).toContain("Compared again today it scores the same.");
  });

  test("says so if today's comparison is another one", async () => {
    await then.rows(
      "UPDATE decisions SET score = score - 1 WHERE source_record_id = $1 AND kind = 'LINK' RETURNING id",
      [second],
    );
    const { data } = await ask(WHY, { id: record(second) });
    expect(data.why.words.join(" ")).toMatch(/Compared again today it scores \+[\d.]+ instead of \+[\d.]+/);
    await then.rows(
      "UPDATE decisions SET score = score + 1 WHERE source_record_id = $1 AND kind = 'LINK' RETURNING id",
      [second],
    );
  });

  test("a record founded its customer, and where it has been since", async () => {
    const { data } = await ask(WHY, { id: record(sister) });
    expect(data.why).toMatchObject({
      founded: true,
      customer: { id: customer(sisters) },
      today: null,
      moves: [
        { movedAt: day(6).toISOString(), fromCustomerId: sisters, decision: { kind: "MERGE" } },
        { movedAt: day(7).toISOString(), fromCustomerId: company, decision: { kind: "UNMERGE" } },
      ],
    });
    expect(data.why.words[0]).toContain(`Otley Foods GmbH (erp) belongs to Otley Foods GmbH (${sisters})`);
    expect(data.why.words[1]).toContain("It founded a customer of its own");
  });

  test.each(["FRONT_OFFICE", "SUPPLY_CHAIN"] as const)("is not for %s", async (role) => {
    const { errors } = await ask(WHY, { id: record(second) }, await world.token(role));
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
  });

  test("of what does not exist, and of a customer's id, is nothing", async () => {
    expect((await ask(WHY, { id: customer(company) })).data.why).toBeNull();
  });
});

describe("why not", () => {
  const NOT = `query ($a: ID!, $b: ID!) { whyNot(a: $a, b: $b) { together neverMet words
    sharedKeys { key records tooCommon } pair { ${SUM} veto } standing { ${SUM} } standingRecord { id }
    winner { id } separations { kind actor } gap { missing words } } }`;

  test("two records that share nothing were never held against each other, and what was missing", async () => {
    const { data, errors } = await ask(NOT, { a: record(second), b: record(stranger) });
    expect(errors).toEqual([]);
    expect(data.whyNot).toMatchObject({
      ...{ together: false, neverMet: true, sharedKeys: [], separations: [] },
      winner: { id: customer(company) },
      standingRecord: { id: record(second) },
    });
    const { pair, gap } = data.whyNot;
    expect(pair.outcome).toBe("NEW");
    expect(gap.missing).toBeCloseTo(pair.linkAt - data.whyNot.standing.score, 9);
    expect(data.whyNot.words.join(" ")).toContain("never held against each other");
    expect(data.whyNot.words.join(" ")).toContain(`(${company}), where it scores +`);
  });

  test("two customers that a steward has told apart: who, and that the engine keeps to it", async () => {
    for (const ids of [
      [company, sisters],
      [sisters, company],
    ].map((pair) => pair.map(customer))) {
      const { data } = await ask(NOT, { a: ids[0], b: ids[1] });
      expect(data.whyNot).toMatchObject({
        pair: null,
        separations: [{ kind: "NOT_A_MATCH", actor: "stefan" }],
      });
      expect(data.whyNot.words.join(" ")).toContain("stefan settled on 2026-03-08 that they are two");
    }
  });

  test("two that share a key: by what they met, and how many have it", async () => {
    const { data } = await ask(NOT, { a: record(first), b: record(second) });
    expect(data.whyNot).toMatchObject({ together: true, neverMet: false, gap: null });
    expect(data.whyNot.sharedKeys).toContainEqual({
      key: "phone:+15035550142",
      records: 2,
      tooCommon: false,
    });
    expect(data.whyNot.words).toEqual([expect.stringContaining("are one customer")]);
  });

  test("a record against a customer it does not belong to", async () => {
    const { data, errors } = await ask(NOT, { a: record(stranger), b: customer(company) });
    expect(errors).toEqual([]);
    expect(data.whyNot).toMatchObject({
      together: false,
      pair: null,
      standingRecord: { id: record(stranger) },
    });
  });

  test.each([
    ["the same twice", () => [record(first), record(first)], "SAME_TWICE"],
    ["the id of an order", () => [record(first), globalId("Order", first)], "INVALID"],
    ["no id", () => [record(first), "x"], "INVALID"],
  ])("is refused for %s", async (_claim, ids, code) => {
    const [a, b] = ids();
    const { errors } = await ask(NOT, { a, b });
    expect(errors[0]?.extensions.code).toBe(code);
  });
});

describe("how", () => {
  const HOW = `query ($id: ID!) { how(customerId: $id) { isCut customer { id } acts { depth undone words modelVersion
    undoneBy { kind } decision { kind actor decidedAt } } } }`;

  test("a customer was made: every act in order, what was undone marked, the other's own below the merge", async () => {
    const { data, errors } = await ask(HOW, { id: customer(company) });
    expect(errors).toEqual([]);
    type Shown = { depth: number; undone: boolean; decision: { kind: string } };
    expect(data.how.acts.map(({ depth, undone, decision }: Shown) => [depth, decision.kind, undone])).toEqual(
      [
        [0, "LINK", false],
        [0, "LINK", false],
        [0, "PIN", false],
        [0, "MERGE", true],
        [1, "LINK", false],
        [0, "UNMERGE", false],
        [0, "NOT_A_MATCH", false],
      ],
    );
    expect(data.how.acts.map(({ words }: { words: string }) => words)).toEqual([
      expect.stringMatching(/^Harbor Street Bakery \(shop\) founded it/),
      expect.stringMatching(/^Harbor Street Bakery Supply LLC \(calls\) was found to belong to it, at \+/),
      "fixed name to Harbor Street",
      "Otley Foods GmbH was found to be the same and became part of it",
      expect.stringMatching(/^Otley Foods GmbH \(erp\) founded it/),
      "what happened on 2026-03-06 was undone: MERGE by stefan",
      "it was settled that Otley Foods GmbH is somebody else (phoned both)",
    ]);
    expect(data.how.acts[3].undoneBy).toEqual({ kind: "UNMERGE" });
    expect(data.how.isCut).toBe(false);
  });

  test("of the other customer tells the same story from its side", async () => {
    const { data } = await ask(HOW, { id: customer(sisters) });
    expect(data.how.acts.map(({ words }: { words: string }) => words)).toEqual([
      expect.stringMatching(/founded it/),
      "it became part of Harbor Street",
      "what happened on 2026-03-06 was undone: MERGE by stefan",
      "it was settled that Harbor Street is somebody else (phoned both)",
    ]);
  });

  test("of an id that has ceased is that of the customer it is now; of nobody nothing", async () => {
    await then.merged(9, company, strangers, [stranger]);
    const { data } = await ask(HOW, { id: customer(strangers) });
    expect(data.how.customer.id).toBe(customer(company));
    expect((await ask(HOW, { id: customer(NOWHERE) })).data.how).toBeNull();
  });
});

describe("hub identity explain", () => {
  const run = async (...args: string[]) => {
    const folder = dataFolder("explain");
    try {
      const env = { ...folder.env, DATABASE_URL: world.store.databaseUrl };
      return await runCli(["identity", "explain", ...args], env);
    } finally {
      folder.remove();
    }
  };

  test("says why a record is where it is, by its id or by connection and code", async () => {
    const { code, stdout, stderr } = await run(second);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Harbor Street Bakery Supply LLC \(calls\) belongs to .*\nIt was linked at \+/);
    expect(stdout).toMatch(/^ {2}\+5\.50 +[+−]\d+\.\d\d .*#+.* the same phone: \+15035550142$/m);
    // In a pipe: no colors, no blocks.
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("█");
    const named = await run("erp:OT-77", "--json");
    const why = JSON.parse(named.stdout);
    expect(why).toMatchObject({ founded: true, record: { id: sister, party: { code: "OT-77" } } });
  });

  test("says why two records are not one, and agrees with itself", async () => {
    const { stdout } = await run(second, "erp:OT-77", "--json");
    const not = JSON.parse(stdout);
    const { prior, steps, score } = not.pair;
    const sum = steps.reduce((total: number, step: { weight: number }) => total + step.weight, prior);
    expect(sum).toBe(score);
    expect((await run(second, "erp:OT-77")).stdout).toContain("are two customers.");
  });

  test.each([
    ["a record that is not there", () => [NOWHERE], /has no record "0000.*\n.*connection:code/s],
    ["a code that nobody uses", () => ["shop:NOBODY"], /has no record "shop:NOBODY"/],
    ["the same record by two names", () => [first, "shop:HSB-0001"], /both ids are the same/],
  ])("refuses %s", async (_claim, args, message) => {
    const { code, stdout, stderr } = await run(...args());
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });

  test("tells how a customer came to be, what was undone marked", async () => {
    const { stdout } = await run("--customer", customer(company));
    const [head, ...acts] = stdout.trimEnd().split("\n");
    expect(head).toBe(`How customer ${company} came to be`);
    expect(acts).toContain(
      "2026-03-06 12:00  stefan  Otley Foods GmbH was found to be the same and became part of it; undone by stefan",
    );
    expect(acts).toContainEqual(
      expect.stringMatching(/^2026-03-03 12:00 {2}engine {4}Otley Foods GmbH \(erp\) founded it/),
    );
    expect(await run("--customer", NOWHERE)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has no customer"),
    });
  });

  test("takes the same record twice for wrong usage", async () => {
    expect(await run(second, second)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("named twice"),
    });
  });
});
const NOWHERE = "00000000-0000-7000-8000-000000000000";

test("the rules of survivorship are a table that anybody in the house can read", async () => {
  const query =
    "{ survivorshipRules { attribute strategy isList halfLifeDays tieBreakers trust { channel trust } } }";
  const { data } = await ask(query, {}, await world.token("FRONT_OFFICE"));
  expect(data.survivorshipRules).toContainEqual({
    ...{ attribute: "taxId", strategy: "SOURCE_PRIORITY", isList: false, halfLifeDays: null },
    tieBreakers: ["TRUST", "DATE", "RECORD_ID"],
    trust: [
      { channel: "EXECUTION", trust: 1 },
      { channel: "EDI", trust: 0.9 },
      { channel: "WEB", trust: 0.8 },
      { channel: "SALES_DESK", trust: 0.75 },
      { channel: "EMAIL", trust: 0.6 },
      { channel: "CARRIER", trust: 0.3 },
      { channel: "CALL_CENTER", trust: 0.2 },
      { channel: "FAX", trust: 0.2 },
    ],
  });
});
