import type { Client } from "pg";
import { HubError, messageOf } from "../../domain/errors.js";
import { ListenedClient } from "../listened-client.js";

/** Half of what the operator was promised: reading the program itself takes its time too. */
const REACHABLE_WITHIN_MS = 2_500;
const VERSION_MIN = 14;

/** How a connection is refused, and what a person does about it. Looked up by error code. */
const MENDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Start that PostgreSQL, or correct host and port in DATABASE_URL.",
  ENOTFOUND: "Correct the host name in DATABASE_URL.",
  EAI_AGAIN: "Correct the host name in DATABASE_URL, or wait for the name service.",
  "28P01": "Correct user and password in DATABASE_URL.",
  "28000": "Let this user and host in (pg_hba.conf of the server), or correct DATABASE_URL.",
  "3D000": "Create that database with encoding UTF8, or name one that exists in DATABASE_URL.",
  "53300": "Raise max_connections of the server, or close other programs that use it.",
};
const MEND_OTHERWISE =
  "Check that host, port, user, password and database in DATABASE_URL are right and that nothing in between drops the connection.";

/** Two spellings of one company. Under a character type that knows only ASCII they share nothing. */
const CHINESE_PAIR = ["深圳市云帆科技有限公司", "深圳云帆科技有限公司"] as const;

/**
 * Makes sure a PostgreSQL that is not ours can carry the hub: it answers, is new enough, and can
 * compare names in any script. Found out here it is one clear sentence; found out later it is
 * customers who are never recognized. Changes nothing on the server.
 */
export async function checkServer(url: string): Promise<void> {
  const client = await connected(url);
  try {
    await checkVersionAndEncoding(client, url);
    await checkSimilarity(client, url);
  } catch (error) {
    throw error instanceof HubError ? error : unreachable(url, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connected(url: string): Promise<Client> {
  const client = clientFor(url);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // Closing politely would wait for a server that does not answer.
    client.end().catch(() => undefined);
    throw unreachable(url, error);
  }
}

function clientFor(url: string): Client {
  try {
    return new ListenedClient({
      connectionString: url,
      connectionTimeoutMillis: REACHABLE_WITHIN_MS,
      query_timeout: REACHABLE_WITHIN_MS,
      application_name: "throughline",
    });
  } catch (cause) {
    throw new HubError("POSTGRES_URL", "DATABASE_URL is not the URL of a PostgreSQL database", {
      mend: "Write it as postgres://user:password@host:5432/database, special characters percent-encoded.",
      cause,
    });
  }
}

async function checkVersionAndEncoding(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `SELECT current_setting('server_version_num') AS version, pg_encoding_to_char(encoding) AS encoding
       FROM pg_database WHERE datname = current_database()`,
  );
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  const encoding = rows[0]?.encoding;
  if (!(major >= VERSION_MIN)) {
    throw new HubError(
      "POSTGRES_TOO_OLD",
      `${nameOf(url)} is PostgreSQL ${major}; the hub needs ${VERSION_MIN} or newer`,
      {
        mend: `Upgrade it, or unset DATABASE_URL to use the PostgreSQL that comes with the hub.`,
      },
    );
  }
  if (encoding !== "UTF8") {
    throw new HubError("POSTGRES_ENCODING", `${nameOf(url)} stores text as ${encoding}; the hub needs UTF8`, {
      mend: "Create the database again: CREATE DATABASE … ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0.",
    });
  }
}

/** Tried, not looked up: which character types work depends on the server's version and its system. */
async function checkSimilarity(client: Client, url: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm").catch((cause: unknown) => {
      throw new HubError("POSTGRES_NO_TRGM", `${nameOf(url)} gives no pg_trgm: ${messageOf(cause)}`, {
        mend: "Install the server's contrib modules, and let a superuser run CREATE EXTENSION pg_trgm in this database.",
        cause,
      });
    });
    const { rows } = await client.query<{ alike: number }>("SELECT similarity($1, $2)::float8 AS alike", [
      ...CHINESE_PAIR,
    ]);
    if (Number(rows[0]?.alike) > 0) return;
    throw new HubError(
      "POSTGRES_CTYPE",
      `${nameOf(url)} takes no Chinese character for a letter, so it cannot compare names`,
      {
        mend: "Create the database again: CREATE DATABASE … ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0.",
      },
    );
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
  }
}

function unreachable(url: string, cause: unknown): HubError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new HubError("POSTGRES_UNREACHABLE", `${nameOf(url)} cannot be used: ${reasonOf(cause)}`, {
    next: { kind: "retry" },
    mend: MENDS[code] ?? MEND_OTHERWISE,
    cause,
  });
}

/** A host with two addresses fails once for each, with no message of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join("; ");
  return messageOf(cause) || "no answer";
}

/** The server for people: never with user or password. */
function nameOf(url: string): string {
  if (!URL.canParse(url)) return "the PostgreSQL of DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
