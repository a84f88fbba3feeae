import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../src/store/postgres/server.js";
import { dataFolder, runCli } from "../support/hub-cli.js";

/** Counted from the first instruction of the process, on a machine that runs other tests beside it. */
const TOLD_WITHIN_MS = 5_000;

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

  const closedPort = (): Promise<number> => freePort();
  const openButSilent = async (): Promise<number> => silentPort;

  test.each<[string, string, () => Promise<number>, string, RegExp]>([
    [
      "REDIS_URL, refused",
      "REDIS_URL",
      closedPort,
      "redis://:secret@127.0.0.1:PORT",
      /Redis at 127.*Start it, correct REDIS_URL/s,
    ],
    [
      "REDIS_URL, silent",
      "REDIS_URL",
      openButSilent,
      "redis://:secret@127.0.0.1:PORT",
      /Redis at 127.*Start it, correct REDIS_URL/s,
    ],
    [
      "DATABASE_URL, refused",
      "DATABASE_URL",
      closedPort,
      "postgres://u:secret@127.0.0.1:PORT/hub",
      /PostgreSQL at 127.*Start that PostgreSQL/s,
    ],
    [
      "DATABASE_URL, silent",
      "DATABASE_URL",
      openButSilent,
      "postgres://u:secret@127.0.0.1:PORT/hub",
      /PostgreSQL at 127.*DATABASE_URL/s,
    ],
  ])(
    "%s: is told in time with what to do, and nothing is left running",
    async (_case, name, port, url, words) => {
      const env = { ...folder.env, [name]: url.replace("PORT", String(await port())) };
      for (const command of [
        ["start", "--port", "0"],
        ["ingest", "order-file", "package.json"],
      ]) {
        const ran = await runCli(command, env);
        expect(ran, command.join(" ")).toMatchObject({ code: 1, stdout: "" });
        expect(ran.ms, command.join(" ")).toBeLessThan(TOLD_WITHIN_MS);
        expect(ran.stderr).toMatch(words);
        expect(ran.stderr).not.toMatch(/secret|\n +at /);
        expect(ran.stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
      }
      expect(folder.postgresPid()).toBeNull();
    },
  );
});
