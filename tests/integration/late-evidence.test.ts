import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeFacts } from "../../src/store/outbox.js";
import { separateCustomers } from "../../src/store/writes/moves.js";
import { aParty } from "../identity/stated.js";
import { type IdentityWorld, identityWorld, type Said } from "../support/identity-world.js";

let world: IdentityWorld;
beforeAll(async () => {
  world = await identityWorld("late_evidence");
});
afterAll(() => world.close());
beforeEach(() => {
  expect(world.complaints).toEqual([]);
});

const stated = (system: string, short: Parameters<typeof aParty>[0]): Said => ({
  system,
  party: aParty(short),
});

/** Says them one after the other, each decided before the next is heard. */
async function inTurn(...all: readonly Said[]): Promise<string[]> {
  const ids: string[] = [];
  for (const one of all) {
    ids.push(...(await world.say([one])));
    await world.decide();
  }
  return ids;
}

const customersOf = async (ids: readonly string[]): Promise<Set<string | undefined>> => {
  const customers = await world.customers();
  return new Set(ids.map((id) => customers.get(id)));
};
const tasksOf = (ids: readonly string[]) =>
  world.rows<{ status: string; closedBy: string | null }>(
    `SELECT status, closed_by FROM review_tasks WHERE customer_id = ANY($1::uuid[]) OR other_customer_id = ANY($1::uuid[])
        OR split_part(subject_key, ':', 1)::uuid = ANY($1::uuid[])`,
    [[...ids]],
  );

/** One person, whose desk knows no name and whose mailbox no address: only the partner ties the ends together. */
const ENDS = (name: string, n: number) => {
  const address = { lines: [`Lindenallee ${n}`], city: "Berlin", postalCode: `10${n}`, country: "DE" };
  const [email, phone, code] = [
    `${name.split(" ")[0]}${n}@post.example`.toLowerCase(),
    `+49 30 4100${n}`,
    `KD-10${n}`,
  ];
  return {
    mailbox: stated("mailbox", { kind: "PERSON", name, emails: [email] }),
    webshop: stated("webshop", { kind: "PERSON", name, emails: [email], address, code: `5${n}` }),
    calls: stated("calls", { kind: "PERSON", name, phones: [phone] }),
    desk: stated("desk", { code, address }),
    partner: stated("partner", { kind: "PERSON", name, emails: [email], phones: [phone], code }),
  };
};

describe("a record that ties two customers together late", () => {
  test("makes them one, under the older id, by a decision that names what led there", async () => {
    const { mailbox, webshop, calls, desk, partner } = ENDS("Adelheid Abendroth", 114);
    const early = await inTurn(desk, calls);
    expect((await customersOf(early)).size).toBe(2);
    const ids = [...early, ...(await inTurn(mailbox, webshop, partner))];
    const [only, ...others] = await customersOf(ids);
    expect(others).toEqual([]);
    expect(only).toBe(early[0]);
    const merges = await world.rows<{ actor: string; modelVersion: string | null; cause: string | null }>(
      `SELECT m.actor, m.model_version, l.source_record_id AS cause FROM decisions m
         LEFT JOIN decisions l ON l.id = m.cause_id AND l.kind = 'LINK' AND l.source_record_id = m.source_record_id
        WHERE m.kind = 'MERGE' AND m.customer_id = $1 AND m.source_record_id IS NOT NULL`,
      [only],
    );
    expect(merges.length).toBeGreaterThan(0);
    for (const merge of merges) {
      expect(merge).toMatchObject({ actor: "engine", modelVersion: "hand-1" });
      expect(ids).toContain(merge.cause);
    }
  });

  test("closes the question that the doubt before it had opened", async () => {
    const { calls, webshop } = ENDS("Benedikt Bachmeier", 225);
    const { phones } = calls.party;
    const { address } = webshop.party;
    // A number and no name: it may be the caller, or somebody of the same house.
    const nameless = stated("fax", { phones, ...(address === null ? {} : { address }) });
    const ids = await inTurn(calls, nameless);
    expect(await tasksOf(ids)).toMatchObject([{ status: "OPEN" }]);
    const both = { ...webshop.party, phones, code: null };
    ids.push(...(await inTurn({ system: "shop", party: both })));
    expect((await customersOf(ids)).size).toBe(1);
    expect(await tasksOf(ids)).toMatchObject([{ status: "MERGED", closedBy: expect.any(String) }]);
  });

  test("leaves apart what a steward has separated", async () => {
    const { mailbox, webshop, calls, desk, partner } = ENDS("Cornelia Czerny", 336);
    const [first = "", second = ""] = await inTurn(desk, calls);
    await world.hub.store.transaction((tx) => separateCustomers(tx, first, second, "stefan"));
    await inTurn(mailbox, webshop, partner);
    expect((await customersOf([first, second])).size).toBe(2);
  });
});

test("an arrival that nobody stands near to is no evidence", async () => {
  const [only] = await inTurn(
    stated("shop", { kind: "PERSON", name: "Quirin Quandt", emails: ["qq@post.example"] }),
  );
  expect(
    await world.rows("SELECT id FROM facts WHERE kind = 'EvidenceArrived' AND subject_id = $1", [only]),
  ).toEqual([]);
});

test("evidence of a record that is not decided changes nothing and is done with", async () => {
  const [waiting = ""] = await world.say([stated("shop", { kind: "PERSON", name: "Zacharias Zimmerling" })]);
  await world.hub.store.transaction((tx) =>
    writeFacts(tx, [{ kind: "EvidenceArrived", subjectId: waiting, key: null }]),
  );
  await world.decide(["EvidenceArrived"]);
  const open = "SELECT id FROM facts WHERE kind = 'EvidenceArrived' AND finished_at IS NULL";
  expect(await world.rows(open)).toEqual([]);
  expect(await world.rows("SELECT 1 FROM memberships WHERE source_record_id = $1", [waiting])).toEqual([]);
});
