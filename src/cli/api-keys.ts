import { HubError } from "../domain/errors.js";
import type { Scope } from "../domain/viewer.js";
import type { Role } from "../domain/vocabulary.js";
import { createAtKeyboard, listApiKeys, revokeAtKeyboard } from "../flows/access/api-keys.js";
import { parsedCustomerId } from "./customer-id.js";
import { keyboard } from "./keyboard.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_MAX = 500;
const DAY_MS = 86_400_000;

interface Wanted {
  readonly name: string;
  readonly role: Role;
  readonly customer?: string;
  readonly scope: readonly Scope[];
  readonly days?: number;
}

export async function create({ name, role, customer, scope, days }: Wanted, json: boolean): Promise<void> {
  const outcome = await withHub("look", (hub) =>
    createAtKeyboard(hub, keyboard("key create"), {
      ...{
        name,
        role,
        scopes: scope,
        customerId: customer === undefined ? null : parsedCustomerId(customer),
      },
      expiresAt: days === undefined ? null : new Date(Date.now() + days * DAY_MS),
    }),
  );
  if (!outcome.ok) {
    const [{ field, message } = { field: null, message: "it was refused" }] = outcome.userErrors;
    throw new HubError("INVALID", `no such key can be made: ${field ?? "it"}: ${message}`);
  }
  if (json) printJson(outcome.value);
  else print(outcome.value.secret);
}

export async function list(json: boolean): Promise<void> {
  const keys = await withHub("look", (hub) => listApiKeys(hub, LISTED_MAX));
  if (json) return printJson(keys);
  if (keys.length === 0) return print("There are no keys.");
  print(
    table(
      keys.map(({ prefix, name, role, scopes, revokedAt, expiresAt, lastUsedAt }) => [
        ...[`hubk_${prefix}_…`, name, role, scopes.join(" ") || "-"],
        revokedAt !== null
          ? `revoked ${day(revokedAt)}`
          : expiresAt === null
            ? "valid"
            : `until ${day(expiresAt)}`,
        lastUsedAt === null ? "never used" : `used ${lastUsedAt.toISOString().slice(0, 16)}`,
      ]),
    ),
  );
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

export async function revoke(name: string): Promise<void> {
  const prefix = /^hubk_([a-z0-9]{8})/.exec(name)?.[1] ?? name;
  const isRevoked = await withHub("look", (hub) => revokeAtKeyboard(hub, keyboard("key revoke"), prefix));
  if (isRevoked) return print(`${prefix} is revoked.`);
  throw new HubError("NOT_FOUND", `there is no key ${prefix}`, { mend: "See which there are: hub key list" });
}
