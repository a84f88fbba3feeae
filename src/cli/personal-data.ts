import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { HubError } from "../domain/errors.js";
import { eraseCustomer, exportCustomer } from "../flows/access/erase-customer.js";
import type { Outcome } from "../flows/acts/outcome.js";
import { parsedCustomerId } from "./customer-id.js";
import { keyboard } from "./keyboard.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const OWNER_ONLY = 0o600;

export async function exportTo(id: string, file: string | undefined): Promise<void> {
  const request = { idempotencyKey: randomUUID(), customerId: parsedCustomerId(id) };
  const outcome = await withHub("look", (hub) => exportCustomer(hub, keyboard("customer export"), request));
  const { data } = orThrow(outcome, id);
  if (file === undefined) return printJson(data);
  writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`, { mode: OWNER_ONLY });
  print(`${file}: ${Object.values(data).flat().length} rows of ${Object.keys(data).length} tables`);
}

export async function erase(id: string, json: boolean): Promise<void> {
  const request = { idempotencyKey: randomUUID(), customerId: parsedCustomerId(id) };
  const outcome = await withHub("look", (hub) => eraseCustomer(hub, keyboard("customer erase"), request));
  const { changed } = orThrow(outcome, id);
  if (json) return printJson(changed);
  print(table(Object.entries(changed)));
}

function orThrow<T>(outcome: Outcome<T>, id: string): T {
  if (outcome.ok) return outcome.value;
  const [{ code, message } = { code: "REFUSED", message: "it was refused" }] = outcome.userErrors;
  throw new HubError(code, `${id}: ${message}`);
}
