import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookUpCaller } from "../../src/flows/identity/caller-lookup.js";
import { reads } from "../../src/store/reads/reads.js";
import { aParty } from "../identity/stated.js";
import { FRONT_OFFICE } from "../support/hub.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

let world: StewardHub;
beforeAll(async () => {
  world = await stewardHub("caller_lookup");
  const arrive = (name: string, phone: string, more = {}) =>
    world.arrive({ system: "erp", party: aParty({ name, phones: [phone], ...more }) });
  await arrive("Kiln Ceramics Ltd", "+44 113 496 0101", {
    department: "Purchasing",
    contactName: "Ada Kiln",
  });
  await arrive("Oakfield Timber Ltd", "0113 496 0101", { contactName: "Otto Oak" });
  await arrive("Harbor Ropes Ltd", "+44 20 7946 0101");
});
afterAll(() => world.close());

const lookUp = async (shown: string, country: string | null = null) => {
  const found = await lookUpCaller(reads(world.hub.store.pool, FRONT_OFFICE), shown, country);
  const names = await world.rows<{ customerId: string; name: string }>(
    "SELECT m.customer_id, r.party ->> 'name' AS name FROM memberships m JOIN source_records r ON r.id = m.source_record_id",
  );
  const nameOf = new Map(names.map(({ customerId, name }) => [customerId, name]));
  return { ...found, names: found.candidates.map(({ customerId }) => nameOf.get(customerId)) };
};

describe("the screen of an agent whose phone rings", () => {
  test("shows everybody behind a number and picks nobody, the exact number first", async () => {
    const found = await lookUp("+441134960101");
    expect(found).toMatchObject({ number: "+441134960101", unknown: null });
    expect(found.names.toSorted()).toEqual(["Kiln Ceramics Ltd", "Oakfield Timber Ltd"]);
    expect(found.candidates[0]).toMatchObject({ match: "EXACT", orders: 1 });
    expect(found.candidates.find(({ department }) => department === "Purchasing")).toMatchObject({
      contactName: "Ada Kiln",
      statedNumber: "+44 113 496 0101",
    });
  });

  test.each([
    ["as it is dialed at home", "0113 496 0101", "GB"],
    ["with two zeros in front", "0044 113 4960101", "DE"],
    ["with an extension", "+44 113 496 0101 ext. 12", null],
  ])("knows a number %s", async (_, shown, country) => {
    expect((await lookUp(shown, country)).names).toContain("Kiln Ceramics Ltd");
  });

  test("does not take the same last digits in another town for the same number", async () => {
    expect((await lookUp("+44 161 496 0101")).candidates).toEqual([]);
  });

  test.each([
    ["", "WITHHELD"],
    ["anonymous", "WITHHELD"],
    ["1001", "INTERNAL"],
    ["sip:reception", "NO_NUMBER"],
  ])("says why nobody can be told by %j", async (shown, unknown) => {
    expect(await lookUp(shown)).toMatchObject({ number: null, unknown, candidates: [] });
  });
});
