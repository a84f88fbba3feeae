import { pino } from "pino";
import type { Log } from "./flows/work/hub.js";

/** Longest text of one field in a log line: a sender must not be able to fill the disk. */
const FIELD_LENGTH_MAX = 2_000;

/** Names of fields that are never written out, wherever they stand. */
const REDACTED = ["authorization", "password", "secret", "token", "apiKey", "webhookSecret"];

/** One JSON line per event, on stderr, so that stdout belongs to the command. */
export function createLog(level: "debug" | "info" | "warn" | "error" | "silent"): Log {
  const logger = pino(
    {
      level,
      base: null,
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: "[redacted]" },
      formatters: {
        log: (details) =>
          Object.fromEntries(Object.entries(details).map(([key, value]) => [key, cut(value)])),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (details, message) => logger.info(details, message),
    warn: (details, message) => logger.warn(details, message),
    error: (details, message) => logger.error(details, message),
  };
}

const cut = (value: unknown): unknown =>
  typeof value === "string" && value.length > FIELD_LENGTH_MAX
    ? `${value.slice(0, FIELD_LENGTH_MAX)}…`
    : value;
