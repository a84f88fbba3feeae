import { resolve } from "node:path";
import { z } from "zod";
import { HubError } from "./domain/errors.js";
import { WEBHOOK_TARGETS, type WebhookTargets } from "./domain/webhook.js";

/** Empty text is as good as unset: shells and compose files leave such variables behind. */
const optional = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), shape.optional());

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  HUB_DATA: optional(z.string()).describe(
    "Folder for everything the hub keeps on disk. Default: .hub in the current folder.",
  ),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })).describe(
    "A PostgreSQL to use instead of the embedded one.",
  ),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })).describe(
    "A Redis for the queue. Default: the queue is in PostgreSQL.",
  ),
  HUB_HOST: optional(z.string()).describe("Address to listen on. Default: 127.0.0.1."),
  HUB_PORT: optional(port).describe("Port of the API. Default: 4400; 0 takes a free one."),
  HUB_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })).describe(
    "Where people reach the hub, if a proxy stands before it; tracking links begin with it.",
  ),
  HUB_CONNECTIONS: optional(z.string()).describe(
    "File with the connections. Default: connections.json in the data folder.",
  ),
  HUB_ISSUERS: optional(z.string()).describe(
    "JSON file with the login services (OIDC) whose tokens are taken. Default: only the hub's own tokens and keys.",
  ),
  HUB_TRUSTED_DOCUMENTS: optional(z.enum(["off", "preferred", "required"])).describe(
    "Whether only listed GraphQL documents are run: off, preferred, required. Default: off.",
  ),
  HUB_TRUSTED_DOCUMENTS_PATH: optional(z.string()).describe(
    "Folder of .graphql files, or a JSON manifest of { sha256: text }.",
  ),
  HUB_RATE: optional(z.coerce.number().min(0).max(1_000)).describe(
    "Factor on what each caller may ask for in a second. Default: 1; 0 takes the rates away.",
  ),
  HUB_PROXIES: optional(z.string()).describe(
    "Addresses, with commas, of proxies whose X-Forwarded-For is believed. Default: none.",
  ),
  HUB_ORIGINS: optional(z.string()).describe(
    "Origins, with commas, of other places of the web whose pages may open a WebSocket. Default: none.",
  ),
  HUB_WEBHOOK_TARGETS: optional(z.enum(WEBHOOK_TARGETS)).describe(
    "Where webhooks may go: public (https, public addresses), private (https, any address), any. Default: public.",
  ),
  HUB_LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "error", "silent"])).describe("Default: info."),
  HUB_PG_DIR: optional(z.string()).describe(
    "Where root keeps what the database's account has to reach. Default: /var/lib/throughline.",
  ),
});

export interface Config {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly connectionsFile: string | null;
  readonly issuersFile: string | null;
  readonly trustedDocuments: {
    readonly mode: "off" | "preferred" | "required";
    readonly path: string | null;
  };
  readonly rate: number;
  readonly proxies: readonly string[];
  readonly origins: readonly string[];
  readonly webhookTargets: WebhookTargets;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly postgresDir: string | null;
  /** Looks up a variable that a setting refers to as `env:NAME`. */
  readonly variable: (name: string) => string | undefined;
}

const DEFAULT_PORT = 4400;

/** The environment, checked once and as a whole: every problem is named in one error. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new HubError("CONFIG", `the environment is not right: ${problems.join("; ")}`, {
      mend: "Correct or unset these variables; `hub start --help` says what each is for.",
    });
  }
  const found = parsed.data;
  return Object.freeze({
    dataDir: resolve(found.HUB_DATA ?? ".hub"),
    databaseUrl: found.DATABASE_URL ?? null,
    redisUrl: found.REDIS_URL ?? null,
    host: found.HUB_HOST ?? "127.0.0.1",
    port: found.HUB_PORT ?? DEFAULT_PORT,
    publicUrl: found.HUB_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    connectionsFile: found.HUB_CONNECTIONS === undefined ? null : resolve(found.HUB_CONNECTIONS),
    issuersFile: pathOf(found.HUB_ISSUERS),
    trustedDocuments: {
      mode: found.HUB_TRUSTED_DOCUMENTS ?? "off",
      path: pathOf(found.HUB_TRUSTED_DOCUMENTS_PATH),
    },
    rate: found.HUB_RATE ?? 1,
    proxies: listIn(found.HUB_PROXIES),
    origins: listIn(found.HUB_ORIGINS),
    webhookTargets: found.HUB_WEBHOOK_TARGETS ?? "public",
    logLevel: found.HUB_LOG_LEVEL ?? "info",
    postgresDir: found.HUB_PG_DIR ?? null,
    variable: (name: string) => env[name],
  });
}

const listIn = (text = ""): string[] => text.split(/[\s,]+/).filter((part) => part !== "");

const pathOf = (path: string | undefined): string | null => (path === undefined ? null : resolve(path));

/** One line per variable, for `--help`. */
export function environmentHelp(): string {
  return Object.entries(environment.shape)
    .map(([name, shape]) => `  ${name.padEnd(26)} ${shape.description ?? ""}`)
    .join("\n");
}
