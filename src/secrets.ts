import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Config } from "./config.js";
import { HubError } from "./domain/errors.js";

const SECRET_BYTES = 32;

/**
 * The value behind a reference: `env:NAME` or `file:path`, the path counted from the data folder.
 * A secret itself never stands in connections.json, in the database or in a log.
 */
export function resolveSecret(config: Config, reference: string): string {
  const [, kind, place = ""] = /^(env|file):(.+)$/s.exec(reference) ?? [];
  if (kind === "env") {
    const value = config.variable(place);
    if (value !== undefined && value !== "") return value;
    throw missing(
      reference,
      `the variable ${place} is not set`,
      `Set ${place} in the environment of the hub.`,
    );
  }
  if (kind === "file") {
    const path = isAbsolute(place) ? place : join(config.dataDir, place);
    try {
      return readFileSync(path, "utf8").trim();
    } catch (cause) {
      throw missing(
        reference,
        `${path} cannot be read`,
        "Put the secret there, readable for the hub's account only.",
        cause,
      );
    }
  }
  throw missing(
    "a secret",
    "it is written out instead of being referred to",
    "Write env:NAME or file:path in its place.",
  );
}

const missing = (what: string, why: string, mend: string, cause?: unknown): HubError =>
  new HubError("SECRET_MISSING", `${what}: ${why}`, { mend, cause });

/** The secret in this file of the data folder, made on first use. */
export function ownSecret(
  config: Config,
  name: string,
  make = () => randomBytes(SECRET_BYTES).toString("base64url"),
): string {
  const path = join(config.dataDir, "secrets", name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // "wx" fails if another process was faster; then its secret is the one.
    writeFileSync(path, make(), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}

/** The secret that signs tokens, made on first use and kept in the data folder. */
export const tokenSecretOf = (config: Config): Uint8Array =>
  new TextEncoder().encode(ownSecret(config, "tokens"));

/** A secret in the form Standard Webhooks asks for. */
export const webhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
