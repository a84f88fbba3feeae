import { afterAll, beforeAll, expect, test } from "vitest";
import { globalId } from "../../src/schema/global-id.js";
import { aParty } from "../identity/stated.js";
import { type ApiWorld, apiWorld, itsConnections } from "../support/api-world.js";
import { day, type Past, past } from "../support/past.js";

let world: ApiWorld;
let then: Past;
let steward: string;
beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  then = past(world);
  steward = await world.token("STEWARD");
});
afterAll(() => world.close());

const PHONE = { phones: ["+1 503 555 0142"], name: "Harbor Street Bakery Supply LLC" };
const road = (number: number) => ({
  lines: [`${number} Elm Road`],
  city: "Salem",
  postalCode: "97301",
  country: "US",
});

test("a company shows its addresses by role and time, its departments as parts of it, and why each value won", async () => {
  const states = (on: number, extra: object, role?: "BILLING") =>
    then.stated("shop", "WEB", on, {
      ...aParty({ ...PHONE, code: "HSB-0001", ...extra }),
      ...(role === undefined ? {} : { addressRole: role }),
    });
  const home = await states(1, { address: road(1) });
  const bills = await states(2, { address: road(2) }, "BILLING");
  await states(3, { address: road(3) });
  await states(4, { address: road(1) });
  const kitchen = await then.stated(
    "calls",
    "CALL_CENTER",
    5,
    aParty({
      ...PHONE,
      department: "Purchasing",
      contactName: "Ann Lee",
      emails: ["buy@harborstreet.example"],
    }),
  );
  const customerId = await then.customerOf(home);
  expect(await then.customerOf(kitchen)).toBe(customerId);
  await then.rebuilt(customerId);
  const { data, errors } = await world.ask(
    `query ($id: ID!) { customer(id: $id) { recordsLeftOut asOf
       addresses { lines }
       addressHistory { address { lines } role current validFrom validTo periods { from to } source { channel version sourceRecordId } }
       departments { name contacts phones emails addresses { lines } sourceRecords { id channel } }
       provenance { name value role current strategy why source { channel version } losing { value source { channel version } } } } }`,
    steward,
    { id: globalId("Customer", customerId) },
  );
  expect(errors).toEqual([]);
  const { customer } = data;
  const on = (number: number): string => day(number).toISOString();
  expect(customer.addressHistory).toMatchObject([
    {
      ...{
        address: { lines: ["1 Elm Road"] },
        role: "GENERAL",
        current: true,
        validFrom: on(4),
        validTo: null,
      },
      periods: [
        { from: on(1), to: on(3) },
        { from: on(4), to: null },
      ],
      source: { channel: "WEB", version: 4 },
    },
    {
      ...{
        address: { lines: ["2 Elm Road"] },
        role: "BILLING",
        current: true,
        validFrom: on(2),
        validTo: null,
      },
      source: { channel: "WEB", version: 2, sourceRecordId: globalId("SourceRecord", bills) },
    },
    { address: { lines: ["3 Elm Road"] }, role: "GENERAL", current: false, validFrom: on(3), validTo: on(4) },
  ]);
  expect(customer.addresses).toEqual(
    customer.addressHistory.map(({ address }: { address: object }) => address),
  );
  expect(customer.departments).toEqual([
    {
      ...{
        name: "Purchasing",
        contacts: ["Ann Lee"],
        phones: ["+15035550142"],
        emails: ["buy@harborstreet.example"],
      },
      ...{
        addresses: [],
        sourceRecords: [{ id: globalId("SourceRecord", kitchen), channel: "CALL_CENTER" }],
      },
    },
  ]);
  expect(customer.provenance).toContainEqual(
    expect.objectContaining({
      name: "phones",
      value: "+15035550142",
      strategy: "RECENCY",
      why: "stated by 5 records",
    }),
  );
  expect(customer.provenance.map(({ name }: { name: string }) => name)).not.toContain("basis");
  expect(customer).toMatchObject({ recordsLeftOut: 0, asOf: null });
  // A department is no customer: there is one row, and one alone.
  expect(await then.rows("SELECT id FROM customers")).toEqual([{ id: customerId }]);
});

test("a customer with more records than are looked at says so, and the newest count", async () => {
  const first = await then.stated("erp", "EXECUTION", 6, aParty({ code: "OT-77", name: "Otley Foods GmbH" }));
  const customerId = await then.customerOf(first);
  await then.rows(
    `WITH many AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 504) n),
      stated AS (INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, stated_at, message_id)
        SELECT many.id, connection_id, channel, source_key, n + 1, n::text, party, stated_at, message_id
        FROM many, source_records r WHERE r.id = $1)
      INSERT INTO memberships (source_record_id, customer_id, decision_id) SELECT id, $2, id FROM many RETURNING 1`,
    [first, customerId],
  );
  await then.rebuilt(customerId);
  const { data } = await world.ask(
    "query ($id: ID!) { customer(id: $id) { name recordsLeftOut } }",
    steward,
    {
      id: globalId("Customer", customerId),
    },
  );
  expect(data.customer).toEqual({ name: "Otley Foods GmbH", recordsLeftOut: 5 });
});
