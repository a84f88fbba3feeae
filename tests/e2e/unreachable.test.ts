import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../src/store/postgres/server.js";
import { dataFolder, runCli } from "../support/hub-cli.js";

/** Counted from the first instruction of the process. */
const TOLD_WITHIN_MS = 5_000;
/** Reading the program may take long while other tests keep every core busy. */
const LOADED = { retry: 2 };

const REDIS = "redis://:secret@127.0.0.1:PORT";
const POSTGRES = "postgres://u:secret@127.0.0.1:PORT/hub";

describe("a server that cannot be reached", () => {
  const folder = dataFolder("unreachable");
  const sockets: Socket[] = [];
  let silent: Server;
  let silentPort: number;

  beforeAll(async () => {
    silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    silentPort = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
    folder.remove();
  });

  test.each([
    ["refuses", "REDIS_URL", REDIS, /Redis at 127.*\n.*Start it, correct REDIS_URL/],
    ["is silent", "REDIS_URL", REDIS, /Redis at 127.*\n.*Start it, correct REDIS_URL/],
    ["refuses", "DATABASE_URL", POSTGRES, /PostgreSQL at 127.*\n.*Start that PostgreSQL/],
    ["is silent", "DATABASE_URL", POSTGRES, /PostgreSQL at 127.*\n.*DATABASE_URL/],
  ])(
    "because it %s is told in time, %s, with what to do; nothing is left running",
    LOADED,
    async (...row) => {
      const [how, name, url, words] = row;
      const port = how === "refuses" ? await freePort() : silentPort;
      const env = { ...folder.env, [name]: url.replace("PORT", String(port)) };
      const ran = await runCli(["start", "--port", "0"], env);
      expect(ran).toMatchObject({ code: 1, stdout: "" });
      expect(ran.ms).toBeLessThan(TOLD_WITHIN_MS);
      expect(ran.stderr).toMatch(words);
      expect(ran.stderr).not.toMatch(/secret|\n +at /);
      expect(folder.postgresPid()).toBeNull();
    },
  );

  test("is told by the other commands as well", async () => {
    const env = { ...folder.env, REDIS_URL: REDIS.replace("PORT", String(await freePort())) };
    const ran = await runCli(["ingest", "order-file", "package.json"], env);
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(/Redis at 127.*\n.*Start it, correct REDIS_URL/);
    expect(folder.postgresPid()).toBeNull();
  });
});
