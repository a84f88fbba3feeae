import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isUnionType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  parseConstValue,
  print,
  printSchema,
  visit,
} from "graphql";

/** The first version of the specification in which everything means what we mean by it. */
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])';
/** Routers' own words. The specification keeps them out of what is composed. */
const OF_ROUTERS = ["_entities", "_service", "_Any", "_Entity", "_Service"];
/** Types that every subgraph with Relay lists has, and in the same form. */
const SHAREABLE = ["PageInfo"];

/** The schema as other subgraphs are composed with it: the members of `_Entity` by their key, `PageInfo` shared. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const union = schema.getType("_Entity");
  const entities = isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
  const leftOut = <Node extends { readonly name: { readonly value: string } }>(node: Node) =>
    OF_ROUTERS.includes(node.name.value) ? null : undefined;
  const document = visit(parse(printSchema(schema)), {
    [Kind.SCALAR_TYPE_DEFINITION]: leftOut,
    [Kind.UNION_TYPE_DEFINITION]: leftOut,
    [Kind.FIELD_DEFINITION]: (node: FieldDefinitionNode) => leftOut(node),
    [Kind.OBJECT_TYPE_DEFINITION](node: ObjectTypeDefinitionNode) {
      const name = node.name.value;
      if (entities.includes(name)) return { ...node, directives: [KEY] };
      if (SHAREABLE.includes(name)) return { ...node, directives: [directive("shareable")] };
      return leftOut(node);
    },
  });
  return `${LINK}\n\n${print(document)}\n`;
}

const directive = (name: string, args: Readonly<Record<string, string>> = {}): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: Object.entries(args).map(([arg, value]) => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: arg },
    value: parseConstValue(JSON.stringify(value)),
  })),
});
const KEY = directive("key", { fields: "id" });
