import { createUnionType, Field, ObjectType } from "type-graphql";
import * as words from "../domain/search.js";
import { Case } from "./case.js";
import { PageInfo } from "./connection.js";
import { Customer } from "./customer.js";
import { Order } from "./order.js";
import { Return } from "./return.js";
import { enumOf } from "./vocabulary.js";

export const SearchKind = enumOf("SearchKind", words.SEARCH_KINDS, "What one box finds.", {
  ORDER: "Orders, by any number of theirs.",
  CUSTOMER: "Customers, by what was stated of them.",
  RETURN: "Returns, by their numbers.",
  CASE: "Cases, by their number.",
});
export const SearchField = enumOf(
  "SearchField",
  words.SEARCH_FIELDS,
  "By what something was found, the surest first.",
  {
    ORDER_NUMBER: "The hub's own number of the order.",
    RETURN_NUMBER: "The hub's own number of the return.",
    CASE_NUMBER: "The hub's own number of the case.",
    PO_NUMBER: "The buyer's own purchase order number.",
    SOURCE_NUMBER: "The number people use for the order at its source.",
    EXECUTION_NUMBER: "The execution system's number of the work order.",
    TRACKING_NUMBER: "A parcel's number on the way out.",
    RETURN_TRACKING_NUMBER: "A parcel's number on the way back.",
    SOURCE_ID: "The order's id at its source.",
    CUSTOMER_CODE: "A code by which some system knows the customer.",
    EMAIL: "An e-mail address of the customer, or its domain.",
    PHONE: "A phone number of the customer, with or without its country.",
    CUSTOMER_NAME: "A name of the customer, of a department or of a person there.",
  },
);

export const SearchResult = createUnionType({
  name: "SearchResult",
  description: "Something that a search has found.",
  types: () => [Order, Customer, Return, Case] as const,
  resolveType: (value: object) => (value as { readonly __typename?: string }).__typename,
});

@ObjectType({ description: "One result of a search, and by what it was found.", simpleResolvers: true })
export class SearchEdge {
  @Field(() => String, { description: "Where this result lies among all." })
  cursor!: string;

  @Field(() => SearchResult, { description: "What was found." })
  node!: unknown;

  @Field(() => [SearchField], { description: "By what it was found, the surest first." })
  matched!: readonly words.SearchField[];
}

@ObjectType({
  description:
    "A page of what a search has found: what bears the whole number first, then by what it was found.",
  simpleResolvers: true,
})
export class SearchConnection {
  @Field(() => [SearchEdge], { description: "The results of this page." })
  edges!: readonly SearchEdge[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}
