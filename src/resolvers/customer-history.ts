import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { explainHow, type How } from "../flows/explaining/explain-how.js";
import { Customer } from "../schema/customer.js";
import { CustomerAct, CustomerHistory } from "../schema/customer-history.js";
import { Decision } from "../schema/decision.js";
import type { ActRow } from "../store/reads/explanation.js";
import type { ApiContext } from "./context.js";
import { requiredRowId } from "./row-id.js";

type Act = CustomerAct & { readonly rows: How["rows"] };

@Resolver(() => CustomerHistory)
export class CustomerHistoryResolver {
  @Query(() => CustomerHistory, {
    nullable: true,
    description:
      "How a customer came to be what it is: every act that made it, in order, undone ones marked.",
  })
  how(
    @Arg("customerId", () => ID, { description: "The customer; an id that has ceased will do." })
    customerId: string,
    @Ctx() { reads }: ApiContext,
  ): Promise<How | null> {
    return explainHow(reads, requiredRowId("Customer", customerId));
  }

  @FieldResolver(() => Customer, { nullable: true, description: "The customer as it is called now." })
  customer(@Root() { customerId }: How, @Ctx() { loaders }: ApiContext) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => [CustomerAct], {
    description:
      "The tree of its acts, written out: each merge is followed by the acts of the customer that ceased.",
  })
  acts(@Root() { lines, rows }: How): Act[] {
    return lines.map(({ depth, node }) => ({
      ...{ depth, id: node.act.id, undone: node.undoneBy !== null, undoneById: node.undoneBy?.id ?? null },
      ...{ modelVersion: node.act.modelVersion, words: node.words, rows },
    }));
  }
}

@Resolver(() => CustomerAct)
export class CustomerActResolver {
  @FieldResolver(() => Decision, { nullable: true, description: "The act as it was written down." })
  decision(@Root() { id, rows }: Act): ActRow | null {
    return rows.get(id) ?? null;
  }

  @FieldResolver(() => Decision, {
    nullable: true,
    description: "The act that undid it; null while it stands.",
  })
  undoneBy(@Root() { undoneById, rows }: Act): ActRow | null {
    return undoneById === null ? null : (rows.get(undoneById) ?? null);
  }
}
