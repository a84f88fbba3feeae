import { availableParallelism } from "node:os";
import pg from "pg";
import type { Leaving } from "../../domain/leaving.js";
import { Batches } from "../batches.js";
import { ListenedClient } from "../listened-client.js";
import { type Stopper, whileWanted } from "../while-wanted.js";
import type { Plan } from "./compile.js";
import type { Prepared } from "./slot.js";
import { REFUSED_CODE } from "./text-form.js";

/** One request for an answer. */
export interface Question {
  readonly plan: Pick<Plan, "statement">;
  /** Whose rows: only requests of the same scope may share a statement. */
  readonly scope: string;
  /** The customer a token speaks for, where the statement is scoped to one. */
  readonly customerId: string | null;
  readonly values: readonly unknown[];
  /** Who waits for the answer; absent if somebody always does. */
  readonly gone?: Leaving;
  /** True for a plan that is used again and again: only those are worth a prepared statement. */
  readonly isHot: boolean;
}

export interface Runner {
  /** The text of the answer; null where only the resolvers can give it. */
  answer(question: Question): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Statements on their way at once, as many as there are processors, and four at most: more of them only queue inside
 * the server, and fewer let more requests share one.
 */
const LANES = Math.max(2, Math.min(4, availableParallelism()));
/** A connection that has prepared so many statements is replaced by a fresh one. */
const STATEMENTS_MAX = 100;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 60_000;
/** How long nothing is tried after the database was not reached; the resolvers say so meanwhile. */
const PAUSE_MS = 2_000;
/** Plans by key are the same for every value, and no answer is worth compiling its statement to machine code. */
export const SETTINGS = "-c plan_cache_mode=force_generic_plan -c jit=off";

/** Answers plans on connections of its own. */
export function openRunner(
  databaseUrl: string,
  statementTimeoutMs: number,
  stopper: Pick<Stopper, "stop">,
): Runner {
  const pool = new pg.Pool({
    ...{
      connectionString: databaseUrl,
      max: LANES,
      options: SETTINGS,
      application_name: "throughline-reads",
    },
    ...{ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, statement_timeout: statementTimeoutMs },
    ...{ idleTimeoutMillis: IDLE_TIMEOUT_MS, Client: ListenedClient },
  });
  pool.on("error", () => undefined);
  let pausedUntil = 0;
  const batches = new Batches<Question, string | null>(LANES, keyOf, isOfOne, async (questions) => {
    const client = await pool.connect();
    let failure: unknown;
    try {
      const { processID } = client as unknown as { readonly processID: number };
      return await whileWanted(
        questions.map(({ gone }) => gone),
        () => stopper.stop(processID),
        () => answersOf(client, questions),
      );
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.release(isGone(failure) || knownTo(client).size > STATEMENTS_MAX);
    }
  });
  return {
    answer: async (question) => {
      if (Date.now() < pausedUntil) return null;
      try {
        return await batches.ask(question);
      } catch (error) {
        if (isGone(error)) pausedUntil = Date.now() + PAUSE_MS;
        return null;
      }
    },
    close: () => pool.end(),
  };
}

const keyOf = ({ plan, scope }: Question): string => `${plan.statement.one.name} ${scope}`;

async function answersOf(client: pg.PoolClient, questions: readonly Question[]): Promise<(string | null)[]> {
  const [first] = questions;
  if (first === undefined) return [];
  const { one, many, slots, isScoped } = first.plan.statement;
  const scope = isScoped ? [first.customerId] : [];
  if (questions.length === 1) {
    const rows = await ask<[string | null]>(client, one, [...scope, ...first.values], first.isHot);
    return [rows[0]?.[0] ?? null];
  }
  const lists = slots.map((_, at) => questions.map(({ values }) => values[at]));
  const rows = await ask<[number, string | null]>(client, many, [...scope, ...lists], true);
  const texts = new Map(rows);
  return questions.map((_, at) => texts.get(at + 1) ?? null);
}

async function ask<Row extends unknown[]>(
  client: pg.PoolClient,
  { name, text }: Prepared,
  values: unknown[],
  isHot: boolean,
): Promise<Row[]> {
  if (isHot) knownTo(client).add(name);
  const query = { text, values, rowMode: "array" as const, ...(isHot ? { name } : {}) };
  return (await client.query<Row>(query)).rows;
}

const known = new WeakMap<pg.PoolClient, Set<string>>();

function knownTo(client: pg.PoolClient): Set<string> {
  const found = known.get(client) ?? new Set<string>();
  known.set(client, found);
  return found;
}

/** True unless the server itself has said what is wrong with the statement. */
const isGone = (error: unknown): boolean =>
  error !== undefined && !(error instanceof pg.DatabaseError && error.severity === "ERROR");

/** A value that stops a statement stops it for all requests in it; a statement that took too long does not say whose it was. */
const isOfOne = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === REFUSED_CODE || (error.code?.startsWith("22") ?? false));
