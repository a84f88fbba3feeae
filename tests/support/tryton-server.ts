import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { createDatabase, dropDatabase } from "../../src/store/postgres/databases.js";
import { freePort } from "../../src/store/postgres/server.js";
import { endServerProcess, startServerProcess } from "./server-process.js";
import { ADMIN_PASSWORD, confOf, HUB_PASSWORD, PYTHON, TRYTOND } from "./tryton-for-tests.js";

const START_TRIES = 3;

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

/** A trytond of the test's own, on a database of its own, and somebody who works at it by hand. */
export async function startTryton(name: string) {
  const server = inject("postgresUrl");
  const database = `${inject("databasePrefix")}${name}_${randomUUID().slice(0, 8)}`;
  await createDatabase(server, database, inject("trytonTemplate"));
  const folder = mkdtempSync(join(tmpdir(), "throughline-trytond-"));
  const port = await freePort();
  const conf = join(folder, "trytond.conf");
  writeFileSync(conf, confOf(server, port));
  let child: ChildProcess | null = null;
  const url = `http://127.0.0.1:${port}`;
  const byHand = signIn(url, database);
  const start = async (): Promise<void> => {
    child = await started(conf, port);
    // The first request makes it load its modules, which takes seconds.
    await byHand.call("ir.date.today");
  };
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<void> => {
    if (child !== null) await endServerProcess(child, signal);
    child = null;
  };
  await start();
  return {
    ...{ url, byHand, start, stop },
    settings: { url, database, user: "hub", password: HUB_PASSWORD },
    async close(): Promise<void> {
      await stop();
      await dropDatabase(server, database);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago may be taken by the next; the same port is wanted again after a stop. */
async function started(conf: string, port: number): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServerProcess(PYTHON, [TRYTOND, "-c", conf], port);
    } catch (error) {
      if (attempt >= START_TRIES) throw error;
    }
  }
}

/** Somebody at Tryton's own client. Every act signs in anew, so that stops and starts in between do not matter. */
function signIn(url: string, database: string) {
  const post = async (
    method: string,
    params: readonly unknown[],
    session: string | null,
  ): Promise<unknown> => {
    const answer = await fetch(`${url}/${database}/`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(session === null ? {} : { authorization: session }),
      },
      body: JSON.stringify({ id: 1, method, params }),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} answered ${answer.status}: ${said}`);
    const { result, error } = JSON.parse(said) as { result?: unknown; error?: unknown };
    if (error !== undefined) throw new TrytonSays(method, error);
    return result;
  };
  const call = async (method: string, ...params: unknown[]): Promise<unknown> => {
    const [id, token] = (await post("common.db.login", ["admin", { password: ADMIN_PASSWORD }], null)) as [
      number,
      string,
    ];
    const session = `Session ${Buffer.from(`admin:${id}:${token}`).toString("base64")}`;
    const context = await post("model.res.user.get_preferences", [true, {}], session);
    for (;;) {
      try {
        return await post(`model.${method}`, [...params, context], session);
      } catch (error) {
        const question = error instanceof TrytonSays ? error.question() : null;
        if (question === null) throw error;
        // Whoever sits there says yes to what Tryton asks before it goes on.
        const yes = [{ user: id, name: question, always: true }];
        await post("model.res.user.warning.create", [yes, context], session);
      }
    }
  };
  const read = async (model: string, domain: readonly unknown[], fields: readonly string[]): Promise<Row[]> =>
    (await call(`${model}.search_read`, domain, 0, null, [["id", "ASC"]], fields)) as Row[];
  return { call, read };
}

/** An error of Tryton in its answer. */
class TrytonSays extends Error {
  constructor(
    method: string,
    readonly said: unknown,
  ) {
    super(`${method}: ${JSON.stringify(said)}`);
  }

  /** The key of a question that it asks, if it is one. */
  question(): string | null {
    const [name, parts] = Array.isArray(this.said) ? this.said : [];
    return name === "UserWarning" && Array.isArray(parts) ? String(parts[0]) : null;
  }
}
