import "reflect-metadata";
import pg from "pg";
import { DataSource, type EntityManager } from "typeorm";
import { migrations } from "../../migrations/index.js";
import { ENTITIES } from "./entities.js";
import { ListenedClient } from "./listened-client.js";
import { SnakeNaming } from "./naming.js";

/** What writes take: the manager of an open transaction, or of the pool. */
export type Tx = EntityManager;

const CONNECT_TIMEOUT_MS = 5_000;

// A business date has no time and no zone: it stays the text it is.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** The hub's tables, at whatever server the URL names. Not yet connected. Statements that run longer are stopped by the server; 0 lets them. */
export function dataSource(databaseUrl: string, poolSize: number, statementTimeoutMs: number): DataSource {
  return new DataSource({
    type: "postgres",
    url: databaseUrl,
    entities: ENTITIES,
    migrations,
    namingStrategy: new SnakeNaming(),
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: "throughline",
    // Extensions are made by migrations; TypeORM need not look for any.
    installExtensions: false,
    // Statements that do not wait for one another go to the server together.
    extra: { statement_timeout: statementTimeoutMs, pipeline: true, Client: ListenedClient },
  });
}
