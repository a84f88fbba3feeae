import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawMaterial } from "../../src/flows/identity/draw-material.js";
import { learnModel, useModel } from "../../src/flows/identity/learn-model.js";
import { listModels, policyAsData } from "../../src/flows/identity/list-models.js";
import { modelByVersion, policyInForce } from "../../src/flows/identity/policy-in-force.js";
import { MODEL } from "../../src/identity/comparing/model.js";
import { countTerms } from "../../src/identity/comparing/terms.js";
import { blockingKeys } from "../../src/identity/deciding/blocking.js";
import { POLICY } from "../../src/identity/deciding/policy.js";
import { openRegister } from "../../src/identity/deciding/register.js";
import type { Resolution } from "../../src/identity/deciding/resolve-set.js";
import { richestFirst } from "../../src/identity/deciding/richest-first.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import { saidCompanies } from "../support/companies.js";
import { type IdentityWorld, identityWorld, type Said } from "../support/identity-world.js";

const quiet = (): void => {};
const { said } = saidCompanies(3, 260);
const options = { sampleMax: 5_000, adopt: false, by: "olga", onProgress: quiet };

let world: IdentityWorld;
let version: string;
beforeAll(async () => {
  world = await identityWorld("models");
  await world.say(said);
  await world.decide(["PartyStated"]);
});
afterAll(() => world.close());

describe("a model learned from the hub's own records", () => {
  test("is a row with its whole report, and not in force before somebody adopts it", async () => {
    const learned = await learnModel(world.hub, options);
    version = learned.version;
    expect(learned).toMatchObject({ adopted: false, report: { refusal: null, population: said.length } });
    expect(learned.report.shadow.records).toBeGreaterThan(500);
    const [row] = await world.rows<{ report: unknown; adoptedAt: Date | null }>(
      "SELECT report, adopted_at FROM match_models WHERE version = $1",
      [version],
    );
    expect(row).toEqual({ report: learned.report, adoptedAt: null });
    expect((await policyInForce(world.hub)).model).toBe(MODEL);
  });

  test("is one row however often the same is learned", async () => {
    expect((await learnModel(world.hub, options)).version).toBe(version);
    expect(await world.rows("SELECT version FROM match_models")).toEqual([{ version }]);
  });

  test("is in force once it is adopted, the attended thresholds with it, and read back as it was learned", async () => {
    expect(await learnModel(world.hub, { ...options, adopt: true })).toMatchObject({
      version,
      adopted: true,
    });
    const policy = await policyInForce(world.hub);
    expect(policy).toMatchObject({ linkAt: POLICY.linkAt, model: { version } });
    expect(await modelByVersion(world.hub.store.pool, version)).toEqual(policy.model);
    expect(Object.keys(policy.model.terms?.kept?.counts ?? {}).length).toBeGreaterThan(100);
    expect(await listModels(world.hub)).toMatchObject([
      { version, isInForce: true, adoptedBy: "olga" },
      { version: MODEL.version, isInForce: false },
    ]);
  });

  test("is written down as data: what every level weighs, and what is a rule", async () => {
    const { modelVersion, weights, vetoes } = await policyAsData(world.hub);
    expect(modelVersion).toBe(version);
    expect(weights).toContainEqual(
      expect.objectContaining({ feature: "phone", level: "same", isDecided: false }),
    );
    expect(weights).toContainEqual({ feature: "industry", level: "different", weight: -10, isDecided: true });
    expect(vetoes).toContainEqual(expect.objectContaining({ level: "taxId.differentChecked" }));
  });

  test("gives way to the hand-set one, and comes back; every adoption stays on record", async () => {
    expect(await useModel(world.hub, "hand", "stefan")).toBe(MODEL.version);
    expect((await policyInForce(world.hub)).model).toBe(MODEL);
    await useModel(world.hub, version, "stefan");
    expect((await policyInForce(world.hub)).model.version).toBe(version);
    const [kept] = await world.rows<{ adoptions: { by: string }[] }>(
      "SELECT report->'adoptions' AS adoptions FROM match_models WHERE version = $1",
      [version],
    );
    expect(kept?.adoptions.map(({ by }) => by)).toEqual(["olga", "stefan"]);
    await expect(useModel(world.hub, "learned-0", "stefan")).rejects.toThrow("there is no model");
  });

  test("decides in the hub what it decides where it was learned, record by record", async () => {
    const policy = await policyInForce(world.hub);
    const counted = said.map((one) => comparable(one));
    const fresh = await identityWorld("models_agree");
    try {
      await fresh.hub.store.pool.query(
        "INSERT INTO match_models (version, model, report, learned_at, adopted_at) VALUES ($1, $2, '{}', now(), now())",
        [version, JSON.stringify(policy.model)],
      );
      // As `hub identity resolve` decides: all values counted in the whole table.
      const { count } = countTerms(counted.map(({ record }) => record));
      const nothing = { recordsByKey: new Map(), records: [], cannotLink: [] };
      const register = openRegister(nothing, (id) => id, policy, count);
      const wanted: Resolution[] = [];
      for (const some of [said.slice(0, 150), said.slice(150, 300)]) {
        const ids = await fresh.say(some);
        await fresh.decide(["PartyStated"]);
        const arriving = some.map((one, at) => comparable(one, ids[at]));
        wanted.push(...richestFirst(arriving).map((one) => register.decide(one)));
      }
      const decided = await fresh.rows<{ record: string; customer: string; score: number | null }>(
        `SELECT source_record_id AS record, customer_id AS customer, score FROM decisions WHERE kind = 'LINK'`,
      );
      const scores = new Map(decided.map(({ record, score }) => [record, score]));
      for (const { recordId, score, outcome } of wanted.filter((one) => one.outcome !== "NEW"))
        expect(scores.get(recordId), `${recordId} ${outcome}`).toBeCloseTo(score ?? Number.NaN, 6);
      expect(await fresh.customers()).toEqual(register.customers());
    } finally {
      await fresh.close();
    }
  });
});

const comparable = ({ system, party }: Said, recordId = "") => {
  const [codes, features] = [codesOf(system, party), normalize(party)];
  return { record: { recordId, system, codes, features }, keys: blockingKeys(features, codes) };
};

describe("the guard", () => {
  test("refuses what a handful of records teaches, keeps it to be looked at, and lets nobody use it", async () => {
    const small = await identityWorld("models_few");
    try {
      await small.say(said.slice(0, 60));
      await small.decide(["PartyStated"]);
      const learned = await learnModel(small.hub, { ...options, adopt: true });
      expect(learned).toMatchObject({
        adopted: false,
        report: { refusal: expect.stringContaining("pairs") },
      });
      expect((await policyInForce(small.hub)).model).toBe(MODEL);
      expect(await listModels(small.hub)).toContainEqual(
        expect.objectContaining({ version: learned.version, isInForce: false }),
      );
      await expect(useModel(small.hub, learned.version, "stefan")).rejects.toThrow("was refused");
    } finally {
      await small.close();
    }
  });
});

test("of a hub with more records than may be read, some are drawn and bring their likes", async () => {
  const { records, seeds, counted, population } = await drawMaterial(world.hub.store.pool, 220, quiet);
  expect(population).toBe(said.length);
  expect(seeds).toBe(20);
  expect(counted.length).toBeLessThanOrEqual(220);
  expect(records.length).toBeGreaterThan(3 * seeds);
  expect(records.length).toBeLessThanOrEqual(220);
  const keysOfSeeds = new Set(records.slice(0, seeds).flatMap(({ keys }) => keys.map(({ key }) => key)));
  for (const { keys } of records.slice(seeds))
    expect(keys.some(({ key }) => keysOfSeeds.has(key))).toBe(true);
});
