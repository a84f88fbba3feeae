import { type ClassType, Field, ObjectType } from "type-graphql";
import type { Page } from "../store/reads/page.js";

@ObjectType({ description: "Where a page of a list lies." })
export class PageInfo {
  @Field(() => Boolean, { description: "True if there are rows after this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "True if this page was asked for with `after`." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first row; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last row; give it as `after` for the next page.",
  })
  endCursor!: string | null;
}

export interface ConnectionOf<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: PageInfo;
}

/** The Relay connection of a type: its pages, newest first. There is no total: counting costs more than it tells. */
export function connectionOf<Row extends object>(typeName: string, node: () => ClassType<Row>) {
  @ObjectType(`${typeName}Edge`, { description: `One row of a page of ${typeName}.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: "Where this row lies in its list." })
    cursor!: string;

    @Field(node, { description: "The row." })
    node!: Row;
  }

  @ObjectType(`${typeName}Connection`, {
    description: `A page of ${typeName}, newest first.`,
    simpleResolvers: true,
  })
  class Connection {
    @Field(() => [Edge], { description: "The rows of this page." })
    edges!: readonly Edge[];

    @Field(() => PageInfo, { description: "Where the page lies." })
    pageInfo!: PageInfo;
  }
  return Connection;
}

export function connection<Row>({ edges, hasNextPage }: Page<Row>, after: string | null): ConnectionOf<Row> {
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
