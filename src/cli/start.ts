import { type Command, InvalidArgumentError } from "commander";
import { type Config, environmentHelp, readConfig } from "../config.js";
import { openDatabaseServer } from "../database-server.js";
import { HubError } from "../domain/errors.js";
import { signToken } from "../http/auth.js";
import { checkQueue } from "../jobs/queue.js";
import { createLog } from "../log.js";
import { removeRunFile, runningHub, writeRunFile } from "../run-file.js";
import { untilStopped } from "./stopping.js";
import { print } from "./terminal.js";

const SIGN_IN_SECONDS = 12 * 3_600;

/** `hub start`: doors, API and workers in one process, until it is stopped. */
export function startCommand(program: Command): void {
  program
    .command("start")
    .description("run the hub: API, doors and workers in one process")
    .option("--port <number>", "port of the API; 0 takes a free one", portOf)
    .addHelpText("after", () => `\nEnvironment:\n${environmentHelp()}`)
    .action(async (options: { port?: number }) => {
      const found = readConfig();
      await run({ ...found, port: options.port ?? found.port });
    });
}

async function run(config: Config): Promise<void> {
  const stopped = untilStopped();
  refuseSecond(config);
  const log = createLog(config.logLevel);
  await checkQueue(config.redisUrl);
  const server = await openDatabaseServer(config, log);
  try {
    // Loaded only now: what the checks find wrong is said before the larger part of the hub is read.
    const [{ loadConnections }, { startService }] = await Promise.all([
      import("../connections.js"),
      import("../service.js"),
    ]);
    const connections = loadConnections(config);
    const starting = startService({ config, databaseUrl: server.defaultUrl, connections, log });
    // Whoever asks for a stop does not wait for the rest of the start: nothing has begun that is not kept.
    const service = await Promise.race([starting, stopped.then(() => null)]);
    if (service === null) {
      starting.catch(() => undefined);
      return;
    }
    try {
      writeRunFile(config, { url: service.url, databaseUrl: server.defaultUrl });
      const token = await signToken(service.tokenSecret, {
        ...{ subject: "local-operator", role: "OPERATOR", ttlSeconds: SIGN_IN_SECONDS },
      });
      print(`Throughline is up.\n`);
      print(`GraphQL    ${service.url}/graphql`);
      print(`Sign in    ${service.url}/sign-in#token=${token}`);
      for (const { connectionId, door } of service.doors) print(`${connectionId.padEnd(10)} ${door.address}`);
      await stopped;
      log.info({}, "stopping");
    } finally {
      removeRunFile(config);
      await service.close();
    }
  } finally {
    await server.stop();
  }
}

function refuseSecond(config: Config): void {
  const other = runningHub(config);
  if (other === null) return;
  throw new HubError("ALREADY_RUNNING", `a hub runs on ${config.dataDir} already, as process ${other.pid}`, {
    mend: `It answers at ${other.url}. Stop it first (kill ${other.pid}), or name another folder in HUB_DATA.`,
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("It must be 0 to 65535.");
  return port;
}
