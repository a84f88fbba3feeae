import { setTimeout as sleep } from "node:timers/promises";
import { escapeIdentifier } from "pg";
import { HubError, messageOf } from "../../domain/errors.js";
import { ListenedClient } from "../listened-client.js";

/** PostgreSQL cuts longer names off, and two names that differ only at the end would then be one. */
const NAME_BYTES_MAX = 63;
const CONNECT_TIMEOUT_MS = 5_000;
const TEMPLATE_FREE_WITHIN_MS = 10_000;
const RETRY_AFTER_MS = 50;

/** Two who create one name at the same moment may meet in the catalog's unique index instead. */
const EXISTS: readonly string[] = ["42P04", "23505"];
const OBJECT_IN_USE = "55006";

/**
 * Makes a database on the server and answers with its URL. Without a template a database that is
 * there already is as good as a new one, so every start of the hub may call this; with a template
 * the caller wants a fresh copy, and an existing one is an error.
 */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<string> {
  checkName(name);
  const url = urlOfDatabase(serverUrl, name);
  if (template === undefined && (await exists(serverUrl, name))) return url;
  const copyOf = template === undefined ? "" : ` TEMPLATE ${escapeIdentifier(template)}`;
  const deadline = Date.now() + TEMPLATE_FREE_WITHIN_MS;
  for (;;) {
    const refusal = await run(serverUrl, `CREATE DATABASE ${escapeIdentifier(name)}${copyOf}`).then(
      () => null,
      refusalOf,
    );
    if (refusal === null) return url;
    if (template === undefined && EXISTS.includes(refusal.sqlState)) return url;
    // Somebody else is copying or migrating the template: it is free again in a moment.
    if (refusal.sqlState !== OBJECT_IN_USE || Date.now() > deadline)
      throw cannot("create", name, refusal.cause);
    await sleep(RETRY_AFTER_MS);
  }
}

/** Removes a database with all it holds, ending the sessions in it. One that is not there is fine. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  checkName(name);
  await run(serverUrl, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`).catch(
    (cause: unknown) => {
      throw cannot("drop", name, cause);
    },
  );
}

/** The same server, user and options, another database. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

async function exists(serverUrl: string, name: string): Promise<boolean> {
  const rows = await run(serverUrl, "SELECT 1 FROM pg_database WHERE datname = $1", [name]).catch(
    (cause: unknown) => {
      throw cannot("create", name, cause);
    },
  );
  return rows.length > 0;
}

async function run(serverUrl: string, sql: string, values: string[] = []): Promise<unknown[]> {
  const client = new ListenedClient({
    connectionString: serverUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function refusalOf(cause: unknown): { readonly sqlState: string; readonly cause: unknown } {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return { sqlState: code, cause };
}

function checkName(name: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes > 0 && bytes <= NAME_BYTES_MAX && !name.includes("\0")) return;
  throw new HubError("POSTGRES_DATABASE_NAME", `"${name}" cannot be the name of a database`, {
    mend: `Use a name of 1 to ${NAME_BYTES_MAX} bytes.`,
  });
}

function cannot(verb: "create" | "drop", name: string, cause: unknown): HubError {
  return new HubError("POSTGRES_DATABASE", `could not ${verb} the database "${name}": ${messageOf(cause)}`, {
    mend: "Let the user of DATABASE_URL create databases (ALTER ROLE … CREATEDB), or name one that exists.",
    cause,
  });
}
