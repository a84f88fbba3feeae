import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { showingOf } from "../domain/personal-fields.js";
import * as words from "../domain/search.js";
import type { Viewer } from "../domain/viewer.js";
import { search } from "../flows/acts/search.js";
import { connection } from "../schema/connection.js";
import { SearchConnection, SearchKind } from "../schema/search.js";
import type { SearchScope } from "../store/reads/search.js";
import { type ApiContext, viewerOf } from "./context.js";
import type { Loaders } from "./loaders.js";
import { mayAsk, ROOT_POLICY, TYPE_POLICY } from "./policy.js";

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      "One box for orders by any number, customers by name, code, phone or e-mail address, returns and cases. Beginnings will do; accents, and case, blanks and signs in numbers do not matter.",
  })
  async search(
    @Arg("query", () => String, { description: "What somebody typed, at most 200 characters." })
    query: string,
    @Arg("first", () => Int, { description: "How many, 1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." })
    after: string | null,
    @Arg("kinds", () => [SearchKind], { nullable: true, description: "Of which kinds; all if left out." })
    kinds: words.SearchKind[] | null,
    @Ctx() context: ApiContext,
  ) {
    const { reads, loaders } = context;
    const page = await search(reads, query, scopeOf(viewerOf(context), kinds), {
      first,
      after: after ?? null,
    });
    const edges = await Promise.all(
      page.edges.map(async ({ cursor, node: { kind, id, matched } }) => {
        const [typeName, load] = NODES[kind];
        const node = await load(loaders, id);
        return node === null ? [] : [{ cursor, matched, node: { ...node, __typename: typeName } }];
      }),
    );
    // A row that went between the search and the look at it leaves its place empty.
    const shown = edges.flat();
    return { ...connection(page, after ?? null), edges: shown };
  }
}

const NODES: Readonly<
  Record<words.SearchKind, readonly [string, (loaders: Loaders, id: string) => Promise<object | null>]>
> = {
  ORDER: ["Order", (loaders, id) => loaders.order.load(id)],
  CUSTOMER: ["Customer", (loaders, id) => loaders.customer.load(id)],
  RETURN: ["Return", (loaders, id) => loaders.return.load(id)],
  CASE: ["Case", (loaders, id) => loaders.case.load(id)],
};

/** Fields of a customer that are searched, and the fields of the API that show them. */
const SHOWN_AS: Partial<Record<words.SearchField, string>> = {
  CUSTOMER_NAME: "Customer.name",
  EMAIL: "Customer.emails",
  PHONE: "Customer.phones",
};

/** What a viewer may not see in plain is not searched for them: a search that finds says what it was given. */
function scopeOf(viewer: Viewer, kinds: readonly words.SearchKind[] | null): SearchScope {
  const { role } = viewer;
  // Whoever may not list customers finds none; a customer finds itself.
  const mayFind = role === "CUSTOMER" || mayAsk(role, ROOT_POLICY["Query.customers"]);
  const fields = (Object.keys(SHOWN_AS) as words.SearchField[]).filter(
    (field) => showingOf(SHOWN_AS[field] ?? "", viewer) === "PLAIN",
  );
  return {
    kinds: words.SEARCH_KINDS.filter(
      (kind) => (kinds?.includes(kind) ?? true) && (kind !== "CUSTOMER" || mayFind),
    ),
    customerFields: mayAsk(role, TYPE_POLICY.Crosswalk) ? [...fields, "CUSTOMER_CODE"] : fields,
  };
}
