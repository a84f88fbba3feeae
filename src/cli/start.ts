import { type Command, InvalidArgumentError } from "commander";
import { environmentHelp, readConfig } from "../config.js";
import { loadConnections } from "../connections.js";
import { openDatabaseServer } from "../database-server.js";
import { HubError } from "../domain/errors.js";
import { signToken } from "../http/auth.js";
import { createLog } from "../log.js";
import { removeRunFile, runningHub, writeRunFile } from "../run-file.js";
import { startService } from "../service.js";
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
      const config = { ...found, port: options.port ?? found.port };
      const other = runningHub(config);
      if (other !== null) {
        throw new HubError(
          "ALREADY_RUNNING",
          `a hub runs on ${config.dataDir} already, as process ${other.pid}`,
          {
            mend: `It answers at ${other.url}. Stop it first, or name another folder in HUB_DATA.`,
          },
        );
      }
      const log = createLog(config.logLevel);
      const connections = loadConnections(config);
      const server = await openDatabaseServer(config);
      try {
        const service = await startService({ config, databaseUrl: server.defaultUrl, connections, log });
        try {
          writeRunFile(config, { pid: process.pid, url: service.url, databaseUrl: server.defaultUrl });
          const token = await signToken(service.tokenSecret, {
            ...{ subject: "local-operator", role: "OPERATOR", ttlSeconds: SIGN_IN_SECONDS },
          });
          print(`Throughline is up.\n`);
          print(`GraphQL    ${service.url}/graphql`);
          print(`Sign in    ${service.url}/sign-in#token=${token}`);
          for (const { connectionId, door } of service.doors)
            print(`${connectionId.padEnd(10)} ${door.address}`);
          await untilStopped();
          log.info({}, "stopping");
        } finally {
          removeRunFile(config);
          await service.close();
        }
      } finally {
        await server.stop();
      }
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("It must be 0 to 65535.");
  return port;
}
