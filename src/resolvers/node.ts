import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { parseGlobalId } from "../schema/global-id.js";
import { Node } from "../schema/node.js";
import { type ApiContext, viewerOf } from "./context.js";
import type { Loaders } from "./loaders.js";
import { mayAsk, TYPE_POLICY } from "./policy.js";

/** The types that `node` answers with, and where their rows come from. */
const ROWS: Readonly<Record<string, (loaders: Loaders, id: string) => Promise<object | null>>> = {
  Order: (loaders, id) => loaders.order.load(id),
  Customer: (loaders, id) => loaders.customer.load(id),
  SourceRecord: (loaders, id) => loaders.sourceRecord.load(id),
  Shipment: (loaders, id) => loaders.shipment.load(id),
  Return: (loaders, id) => loaders.return.load(id),
  Case: (loaders, id) => loaders.case.load(id),
  Decision: (loaders, id) => loaders.decision.load(id),
  ReviewTask: (loaders, id) => loaders.reviewTask.load(id),
  InboundMessage: (loaders, id) => loaders.message.load(id),
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      "Anything by its id; null for what does not exist and for what the caller may not see alike.",
  })
  async node(
    @Arg("id", () => ID, { description: "The id, as another answer gave it." }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<Node | null> {
    const parsed = parseGlobalId(id);
    if (parsed === null || !mayAsk(viewerOf(context).role, TYPE_POLICY[parsed.type])) return null;
    const row = (await ROWS[parsed.type]?.(context.loaders, parsed.id)) ?? null;
    if (row === null) return null;
    const node: Node & { readonly __typename: string } = { ...row, id: parsed.id, __typename: parsed.type };
    return node;
  }
}
