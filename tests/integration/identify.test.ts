import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PartyStatement } from "../../src/domain/party.js";
import { openIdentification } from "../../src/flows/identity/identify.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { insertRows, select } from "../../src/store/rows.js";
import { openStore, type Store } from "../../src/store/store.js";
import type { Statement } from "../../src/store/writes/party.js";
import { type FreshDatabase, freshDatabase } from "../support/database.js";

const HUBS = 2;
const CUSTOMERS = 120;
const AT_ONCE = 12;
const DOORS = ["sales-desk", "partner-shop", "mailbox", "call-center", "fax-line"] as const;

const nothing: PartyStatement = {
  ...{ code: null, otherCodes: [], kind: null, name: null, department: null, contactName: null },
  ...{ emails: [], phones: [], taxId: null, address: null },
};

let database: FreshDatabase;
let stores: Store[];
let asking: ((statement: Statement) => Promise<{ recordId: string; customerId: string }>)[];
const messages = new Map<string, string>();

beforeAll(async () => {
  database = await freshDatabase("identify");
  stores = await Promise.all(Array.from({ length: HUBS }, () => openStore(database.url)));
  asking = stores.map((store) => openIdentification(quietHub(store)));
  const [store] = stores;
  for (const id of DOORS) {
    const [message, now] = [randomUUID(), new Date()];
    messages.set(id, message);
    const connection = { id, connector: "standard-webhooks", side: "WEB", settings: {}, createdAt: now };
    await insertRows(pool(store), "connections", [connection]);
    await insertRows(pool(store), "inbound_messages", [
      {
        ...{
          id: message,
          connectionId: id,
          deliveryId: id,
          sha256: id,
          contentType: "text/plain",
          headers: {},
        },
        ...{ receivedAt: now, status: "APPLIED", issues: [] },
      },
    ]);
  }
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

function quietHub(store: Store): Hub {
  const quiet = (): void => {};
  return {
    ...{ store, log: { info: quiet, warn: quiet, error: quiet }, ring: quiet },
    ...{ connection: () => undefined, connections: () => [] },
  };
}

const pool = (store: Store | undefined): Store["pool"] => {
  if (store === undefined) throw new Error("there is no store");
  return store.pool;
};

const stating = (door: string, party: Partial<PartyStatement>): Statement => ({
  ...{ connectionId: door, channel: "WEB", party: { ...nothing, ...party }, statedAt: new Date() },
  messageId: messages.get(door) ?? "",
});

/** What five doors know of one customer; no two of them know the same, and each shares something with the first. */
function atFiveDoors(number: number): Statement[] {
  const name = `Harbor Instruments ${"BCDFGHJKLM".charAt(number % 10)}${"AEIOU".charAt(number % 5)}${number} GmbH`;
  const email = `orders@harbor${number}.example`;
  const phone = `+49 821 ${7_000_000 + number * 37}`;
  const code = `HI-${40_000 + number}`;
  return [
    stating("sales-desk", { name, code, emails: [email], phones: [phone], kind: "ORGANIZATION" }),
    stating("partner-shop", { name, emails: [email] }),
    stating("mailbox", { name: name.toUpperCase(), emails: [email], phones: [phone] }),
    stating("call-center", { name, phones: [phone] }),
    stating("fax-line", { name, otherCodes: [{ system: "sales-desk", value: code }], phones: [phone] }),
  ];
}

const ask = (hub: number, statement: Statement) => {
  const identify = asking[hub % asking.length];
  if (identify === undefined) throw new Error("there is no hub");
  return identify(statement);
};

describe("identifying at once", () => {
  test("five doors of two hubs that state one new customer at the same instant make one customer of it", async () => {
    const answers = new Map<number, string[]>();
    for (let from = 0; from < CUSTOMERS; from += AT_ONCE) {
      const asked = Array.from({ length: AT_ONCE }, (_, at) => from + at).map(async (number) => {
        const given = await Promise.all(atFiveDoors(number).map((one, door) => ask(number + door, one)));
        answers.set(
          number,
          given.map(({ recordId }) => recordId),
        );
      });
      await Promise.all(asked);
    }
    const members = await select<{ id: string; customerId: string }>(
      pool(stores[0]),
      "SELECT source_record_id AS id, customer_id FROM memberships",
    );
    const customerOf = new Map(members.map(({ id, customerId }) => [id, customerId]));
    expect(members).toHaveLength(CUSTOMERS * DOORS.length);
    const customers = [...answers.values()].map((ids) => new Set(ids.map((id) => customerOf.get(id))));
    expect(customers.filter((one) => one.size !== 1)).toEqual([]);
    expect(new Set(customerOf.values()).size).toBe(CUSTOMERS);
  });

  test("the same words again are the same record, and their customer is answered as it is called now", async () => {
    const [statement] = atFiveDoors(1);
    if (statement === undefined) throw new Error("nothing is stated");
    const [first, again] = [await ask(0, statement), await ask(1, statement)];
    expect(again).toEqual(first);
    const twins = await Promise.all(
      [0, 0, 1, 1].map((hub) => ask(hub, stating("mailbox", { name: "Twice Said Ltd" }))),
    );
    expect(new Set(twins.map(({ recordId }) => recordId)).size).toBe(1);
    expect(new Set(twins.map(({ customerId }) => customerId)).size).toBe(1);
  });

  test("a statement that cannot be kept fails alone", async () => {
    const good = [2, 3].map((number) => stating("mailbox", { name: `Good Neighbor ${number} AG` }));
    const bad = { ...stating("mailbox", { name: "Nobody's Messenger" }), messageId: randomUUID() };
    const outcomes = await Promise.allSettled([good[0], bad, good[1]].map((one) => ask(0, one ?? bad)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("what is written says what is to be done: golden records, and nothing that is undecided", async () => {
    const left = `SELECT r.id FROM source_records r LEFT JOIN memberships m ON m.source_record_id = r.id
                   WHERE m.customer_id IS NULL OR r.features IS NULL`;
    expect(await select(pool(stores[0]), left)).toEqual([]);
    const untold = `SELECT DISTINCT customer_id FROM memberships
                    EXCEPT SELECT subject_id::uuid FROM facts WHERE kind = 'CustomerChanged'`;
    expect(await select(pool(stores[0]), untold)).toEqual([]);
  });
});
