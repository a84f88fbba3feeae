import type { EntityManager } from "typeorm";
import { HubError } from "../domain/errors.js";

/** What the system says of a server that cannot be reached, or that is reached no more. */
const SYSTEM_CODES: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["ENOTFOUND", "EAI_AGAIN"],
]);
/** SQLSTATEs: connection faults, the server's own shutdown, crash and start, and all its places taken. */
const SQL_STATES = /^(08...|57P0[1-3]|53300)$/;
/** SQLSTATEs of a database that is there and does not come to it: a statement or a lock that took too long. */
const BUSY_STATES: ReadonlySet<string> = new Set(["57014", "55P03"]);
/** The driver's own words, where it gives no code. */
const WORDS = /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has)/;

/** The same error, or the one that says what matters if the database is away or too busy: nothing was done, try again. */
export function toldAsAway(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HubError) return error;
  const isBusy = BUSY_STATES.has(String((error as { code?: unknown }).code));
  if (!isBusy && !isAway(error)) return error;
  const words = isBusy ? "the database is too busy" : "the database does not answer";
  return new HubError("UNAVAILABLE", `${words}; nothing was kept`, {
    next: { kind: "retry" },
    mend: "Try again in a moment.",
    cause: error,
  });
}

function isAway(error: Error): boolean {
  const { code } = error as { code?: unknown };
  if (error instanceof AggregateError)
    return error.errors.every((one) => one instanceof Error && isAway(one));
  if (typeof code !== "string") return WORDS.test(error.message);
  return SYSTEM_CODES.has(code) || SQL_STATES.test(code);
}

/** Makes a pool's own queries tell it too; those of a transaction are told of by the transaction. */
export function tellingAway(manager: EntityManager): EntityManager {
  const ask = manager.query.bind(manager);
  manager.query = <T>(sql: string, parameters?: unknown[]): Promise<T> =>
    ask<T>(sql, parameters).catch((error: unknown) => {
      throw toldAsAway(error);
    });
  return manager;
}
