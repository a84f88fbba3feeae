/**
 * A company's router with two subgraphs: the hub's, whose SDL and address come as one line of JSON on stdin,
 * and a small one of guarantees that extends the hub's Order and Return. Prints one line of JSON: its address,
 * or why the two do not compose. Ends with its stdin.
 */
import { composeServices } from "@apollo/composition";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

const GUARANTEES = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])
  type Order @key(fields: "id") { id: ID! guaranteeMonths: Int! }
  type Return @key(fields: "id", resolvable: false) { id: ID! }
  type Claim { words: String! order: Order return: Return }
  type ClaimConnection { edges: [ClaimEdge!]! pageInfo: PageInfo! }
  type ClaimEdge { cursor: String! node: Claim! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Query { claims(orders: [ID!]!, returns: [ID!]): ClaimConnection! }
`);
const MONTHS = 24;

const claim = (order, back) => ({
  words: "It does not start.",
  order: order === undefined ? null : { id: order },
  return: back === undefined ? null : { id: back },
});

const guarantees = buildSubgraphSchema({
  typeDefs: GUARANTEES,
  resolvers: {
    Query: {
      claims: (_, { orders, returns }) => ({
        edges: [...orders.map((id) => claim(id)), ...(returns ?? []).map((id) => claim(undefined, id))].map(
          (node, at) => ({ cursor: String(at), node }),
        ),
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      }),
    },
    Order: { guaranteeMonths: () => MONTHS },
  },
});

/** The router asks for whoever asks it: their token goes on, and nothing of its own is added. */
class Passing extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.authorization) request.http?.headers.set("authorization", context.authorization);
  }
}

const listen = (server, context) =>
  startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 }, context });

async function start({ url, sdl }) {
  const { url: ownUrl } = await listen(
    new ApolloServer({ schema: guarantees, plugins: [ApolloServerPluginInlineTraceDisabled()] }),
  );
  const { supergraphSdl, errors } = composeServices([
    { name: "hub", url, typeDefs: parse(sdl) },
    { name: "guarantees", url: ownUrl, typeDefs: GUARANTEES },
  ]);
  if (errors !== undefined) return { errors: errors.map(({ message }) => message) };
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url: at }) => new Passing({ url: at }),
  });
  const router = await listen(new ApolloServer({ gateway }), async ({ req }) => ({
    authorization: req.headers.authorization,
  }));
  return { url: router.url };
}

let told = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  told += chunk;
  if (!told.includes("\n")) continue;
  process.stdout.write(`${JSON.stringify(await start(JSON.parse(told)))}\n`);
  told = "";
}
process.exit(0);
