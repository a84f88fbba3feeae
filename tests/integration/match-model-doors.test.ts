import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, apiWorld } from "../support/api-world.js";
import { saidCompanies } from "../support/companies.js";
import { dataFolder, runCli } from "../support/hub-cli.js";
import { type IdentityWorld, identityWorld } from "../support/identity-world.js";

/** Four processes, each of which starts from nothing. */
const COMMANDS_TIMEOUT_MS = 120_000;

describe("at the keyboard", () => {
  const folder = dataFolder("models");
  let world: IdentityWorld;
  beforeAll(async () => {
    world = await identityWorld("models_cli");
    await world.say(saidCompanies(3, 260).said);
    await world.decide(["PartyStated"]);
  });
  afterAll(async () => {
    await world.close();
    folder.remove();
  });
  const hub = (...args: string[]) =>
    runCli(["identity", ...args], { ...folder.env, DATABASE_URL: world.hub.store.databaseUrl });

  test(
    "a model is learned and adopted, listed with its report, and taken back",
    async () => {
      const learned = await hub("learn", "--adopt", "--json");
      expect(learned.stderr).toBe("");
      const { version, ...report } = JSON.parse(learned.stdout);
      expect(report).toMatchObject({ adopted: true, refusal: null, inForce: "hand-1" });
      expect(await hub("use", "hand", "--json")).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('"inForce": "hand-1"'),
      });
      const models = await hub("models", "--json");
      const listed = JSON.parse(models.stdout);
      expect(listed).toMatchObject([
        { version: "hand-1", isInForce: true, adoptedBy: "keyboard" },
        { version, isInForce: false, report: { refusal: null, adoptions: [{ by: "keyboard" }] } },
      ]);
      expect(await hub("use", "learned-nothing")).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("hub identity models"),
      });
    },
    COMMANDS_TIMEOUT_MS,
  );
});

describe("in the API", () => {
  let api: ApiWorld;
  beforeAll(async () => {
    api = await apiWorld();
  });
  afterAll(() => api.close());

  const QUERY = `{
    matchModels { version isInForce learnedAt refusal report { pairs } }
    matchPolicy { modelVersion linkAt reviewAt weights { feature level weight isDecided } vetoes { level reason }
      groups { name features cap } tangible }
  }`;

  test("a steward reads the policy as data, and which model is in force", async () => {
    const { data, errors } = await api.ask(QUERY, await api.token("STEWARD"));
    expect(errors).toEqual([]);
    expect(data.matchModels).toEqual([
      { version: "hand-1", isInForce: true, learnedAt: null, refusal: null, report: null },
    ]);
    expect(data.matchPolicy).toMatchObject({ modelVersion: "hand-1", linkAt: 4.6, reviewAt: 0 });
    expect(data.matchPolicy.weights).toContainEqual({
      ...{ feature: "birthDate", level: "same", weight: 6.5, isDecided: false },
    });
    expect(data.matchPolicy.groups).toContainEqual(
      expect.objectContaining({ name: "contact", features: ["phone", "email", "domain"] }),
    );
  });

  test.each(["FRONT_OFFICE", "SUPPLY_CHAIN", "CUSTOMER"] as const)("%s does not", async (role) => {
    const token = await api.token(role, role === "CUSTOMER" ? "0190a1c0-0000-7000-8000-000000000009" : null);
    for (const query of ["{ matchPolicy { modelVersion } }", "{ matchModels { version } }"]) {
      const { errors } = await api.ask(query, token);
      expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
    }
  });
});
