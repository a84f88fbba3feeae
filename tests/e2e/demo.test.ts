import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, runCli } from "../support/hub-cli.js";

const count = z.int().nonnegative();

/** What `hub demo --json` prints, and nothing besides. */
const numbers = z.strictObject({
  messages: z.record(
    z.enum(["SALES_DESK", "CALL_CENTER", "FAX", "EMAIL", "WEB"]),
    z.strictObject({ received: count, applied: count, duplicate: count, quarantined: count }),
  ),
  sourceRecords: count,
  customers: count,
  orders: count,
  orderChanges: count,
  deliveries: z.record(z.string(), count),
  shipments: count,
  returns: count,
  reviewTasks: count,
  seconds: z.number().positive(),
});

const folder = dataFolder("demo");
afterAll(() => folder.remove());

test("hub demo --once --json prints one object of the agreed shape, and every message is accounted for", async () => {
  const ran = await runCli(["demo", "--once", "--json"], folder.env);
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  const found = numbers.parse(JSON.parse(ran.stdout));
  for (const { received, applied, duplicate, quarantined } of Object.values(found.messages)) {
    expect(applied + duplicate + quarantined).toBe(received);
  }
  expect(found).toMatchObject({ orders: 40, customers: 12, deliveries: { APPLIED: 2 }, returns: 1 });
}, 120_000);
