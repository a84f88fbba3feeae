import type { GraphQLResolveInfo, GraphQLSchema } from "graphql";
import { Arg, Ctx, Info, Query, Resolver } from "type-graphql";
import { HubError } from "../domain/errors.js";
import { AnyReference, Entity, type Reference, SubgraphService } from "../schema/federation.js";
import { parseGlobalId } from "../schema/global-id.js";
import { type ApiContext, viewerOf } from "./context.js";
import type { Loaders } from "./loaders.js";
import { mayAsk, TYPE_POLICY } from "./policy.js";
import { subgraphSdl } from "./subgraph-sdl.js";

/** A router cannot cut a batch in two, so this is more than a page. */
const REFERENCES_MAX = 1_000;

/** Where entities come from: the caller's own reads, so that a stranger's row is not there for them. */
const ROWS: Readonly<Record<string, (loaders: Loaders, id: string) => Promise<object | null>>> = {
  Order: (loaders, id) => loaders.order.load(id),
  Customer: (loaders, id) => loaders.customer.load(id),
  Return: (loaders, id) => loaders.return.load(id),
};

/** What the router of a federated graph asks. It passes on who asks it, and everything else is as ever. */
@Resolver()
export class FederationResolver {
  @Query(() => [Entity], {
    name: "_entities",
    nullable: "items",
    description:
      "For routers: what references stand for, in their order; null for what does not exist and for what the caller may not see alike.",
  })
  entities(
    @Arg("representations", () => [AnyReference], { description: "The references, up to 1,000." })
    references: readonly Reference[],
    @Ctx() context: ApiContext,
  ): Promise<(typeof Entity | null)[]> {
    if (references.length > REFERENCES_MAX)
      throw new HubError("INVALID", `"representations" has more than ${REFERENCES_MAX} items`);
    return Promise.all(references.map((reference) => entityOf(reference, context)));
  }

  @Query(() => SubgraphService, {
    name: "_service",
    description: "For routers: the schema, for whoever may look at the schema.",
  })
  service(@Info() { schema }: GraphQLResolveInfo): SubgraphService {
    return { sdl: sdlOf(schema) };
  }
}

async function entityOf({ __typename, id }: Reference, context: ApiContext): Promise<typeof Entity | null> {
  const parsed = parseGlobalId(id);
  if (parsed?.type !== __typename || !mayAsk(viewerOf(context).role, TYPE_POLICY[__typename])) return null;
  const row = (await ROWS[__typename]?.(context.loaders, parsed.id)) ?? null;
  return row === null ? null : ({ ...row, __typename } as unknown as typeof Entity);
}

const written = new WeakMap<GraphQLSchema, string>();

/** The text is long and never changes while the hub runs. */
function sdlOf(schema: GraphQLSchema): string {
  const sdl = written.get(schema) ?? subgraphSdl(schema);
  written.set(schema, sdl);
  return sdl;
}
