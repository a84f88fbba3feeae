import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import type { Config } from "./config.js";
import { isExecuting } from "./connectors/executing.js";
import { connectorById, connectors } from "./connectors/index.js";
import { HubError, messageOf } from "./domain/errors.js";
import type { ConfiguredConnection } from "./flows/work/hub.js";
import { ownSecret, resolveSecret, webhookSecret } from "./secrets.js";

/** One entry of connections.json. Settings that are secrets hold a reference: `env:NAME` or `file:path`. */
export const connectionEntry = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and dashes"),
  connector: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type ConnectionEntry = z.infer<typeof connectionEntry>;

const connectionsFile = z.array(connectionEntry).max(200);

/** A connection as it is configured, and as it may be shown: references instead of secrets. */
export interface LoadedConnection extends ConfiguredConnection {
  readonly entry: ConnectionEntry;
}

/** Reads connections.json, or writes a first one with a door for each channel. */
export function loadConnections(config: Config): LoadedConnection[] {
  const path = config.connectionsFile ?? join(config.dataDir, "connections.json");
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(firstConnections(config), null, 2)}\n`, { mode: 0o600 });
  }
  const configured = configure(config, [...parse(path), ...describedSources(config)]);
  return [...configured, ...builtIn(configured)];
}

/** Checks settings against their connectors and resolves secrets; every problem is named in one error. */
export function configure(config: Config, entries: readonly ConnectionEntry[]): LoadedConnection[] {
  const problems: string[] = [];
  const loaded: LoadedConnection[] = [];
  for (const entry of entries) {
    if (entries.filter(({ id }) => id === entry.id).length > 1)
      problems.push(`${entry.id}: stands there twice`);
    try {
      loaded.push(configureOne(config, entry));
    } catch (error) {
      problems.push(`${entry.id}: ${messageOf(error)}`);
    }
  }
  if (problems.length > 0) {
    throw new HubError("CONNECTIONS", `the connections are not right: ${[...new Set(problems)].join("; ")}`, {
      mend: `Correct connections.json. Connectors: ${connectors.map(({ id }) => id).join(", ")}.`,
    });
  }
  return loaded;
}

function configureOne(config: Config, entry: ConnectionEntry): LoadedConnection {
  const connector = connectorById(entry.connector);
  if (connector === undefined) throw new Error(`there is no connector "${entry.connector}"`);
  const secrets = new Set<string>(connector.secrets);
  const resolved = Object.fromEntries(
    Object.entries(entry.settings).map(([name, value]) => [
      name,
      secrets.has(name) && typeof value === "string" ? resolveSecret(config, value) : value,
    ]),
  );
  const parsed = connector.settings.safeParse(resolved);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join(", "),
    );
  }
  return { id: entry.id, connector, settings: parsed.data, entry };
}

function parse(path: string): ConnectionEntry[] {
  try {
    return connectionsFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new HubError("CONNECTIONS", `${path} cannot be read: ${why}`, {
      mend: "Correct the file, or move it away to get a new one.",
      cause,
    });
  }
}

/** A connection for each connector that can read files with no more than its defaults, and that has none. */
function builtIn(configured: readonly LoadedConnection[]): LoadedConnection[] {
  const taken = new Set(configured.flatMap(({ id, connector }) => [id, connector.id]));
  return connectors.flatMap((connector): LoadedConnection[] => {
    if (connector.files === undefined || taken.has(connector.id)) return [];
    const settings = connector.settings.safeParse({});
    if (!settings.success || isExecuting(connector, settings.data)) return [];
    const { id } = connector;
    const entry = { id, connector: id, settings: {} };
    return [{ id, connector, settings: settings.data, entry, isBuiltIn: true }];
  });
}

/**
 * Sources that a file in `sources/` of the data folder describes: a connection named after the file, without
 * code. The file holds the settings of the connector `rest`, or of the one it names as `connector`.
 */
function describedSources({ dataDir }: Config): ConnectionEntry[] {
  const folder = join(dataDir, "sources");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => describedSource(join(folder, name), name.replace(/\.ya?ml$/i, "")));
}

function describedSource(path: string, id: string): ConnectionEntry {
  try {
    const described = z.record(z.string(), z.unknown()).parse(parseYaml(readFileSync(path, "utf8")));
    const { connector = "rest", ...settings } = described;
    return connectionEntry.parse({ id, connector, settings });
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new HubError("CONNECTIONS", `${path} cannot be read: ${why}`, {
      mend: "Correct the file; docs/rest-source.md describes what may stand in it.",
      cause,
    });
  }
}

/** A door for each channel, so that a new hub takes orders at once. Execution is added by whoever has a system. */
function firstConnections(config: Config): ConnectionEntry[] {
  ownSecret(config, "webshop");
  ownSecret(config, "partner-shop", webhookSecret);
  return [
    { id: "webshop", connector: "shopify", settings: { webhookSecret: "file:secrets/webshop" } },
    {
      id: "partner-shop",
      connector: "standard-webhooks",
      settings: { webhookSecret: "file:secrets/partner-shop" },
    },
    {
      id: "sales-desk",
      connector: "order-file",
      settings: { folder: join(config.dataDir, "drop", "sales-desk") },
    },
    { id: "call-center", connector: "call-center", settings: {} },
    { id: "mailbox", connector: "email", settings: { port: 2525, recipients: ["@localhost"] } },
    { id: "fax", connector: "fax", settings: { spoolFolder: join(config.dataDir, "drop", "fax") } },
  ];
}
