import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSchema } from "type-graphql";
import { DataSource } from "typeorm";
import { ENTITIES } from "../../src/store/entities.js";
import { SnakeNaming } from "../../src/store/naming.js";
import type { Calls } from "../role.js";
import { type BookContext, bookLoaders } from "../textbook/loaders.js";
import { BookCustomerResolver, BookOrderResolver, BookShipmentResolver } from "../textbook/resolvers.js";
import { PEER_POOL_SIZE } from "./order-peer.js";

/** The same questions as most would build it: Apollo, type-graphql, TypeORM repositories, DataLoader, all by default. */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const source = await new DataSource({
    ...{ type: "postgres", url: databaseUrl, entities: ENTITIES, namingStrategy: new SnakeNaming() },
    ...{ poolSize: PEER_POOL_SIZE, installExtensions: false },
  }).initialize();
  const schema = await buildSchema({
    resolvers: [BookOrderResolver, BookCustomerResolver, BookShipmentResolver],
    validate: false,
  });
  const server = new ApolloServer<BookContext>({
    schema,
    stopOnTerminationSignals: false,
    nodeEnv: "production",
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: "127.0.0.1" },
    context: async () => ({ source, loaders: bookLoaders(source) }),
  });
  return {
    where: async () => ({ url: url.replace(/\/$/, "") }),
    close: async () => {
      await server.stop();
      await source.destroy();
    },
  };
}
