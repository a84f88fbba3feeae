import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  GraphQLString,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { NoPlan } from "./text-form.js";

/** What is asked of objects of one type, fragments written out and equal keys made one, in the order of the answer. */
export interface Selected {
  readonly typeName: string;
  readonly fields: readonly SelectedField[];
}

export interface SelectedField {
  /** What it is called in the answer. */
  readonly key: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  /** Null for `__typename`, which every type has. */
  readonly field: GraphQLField<unknown, unknown> | null;
  readonly node: FieldNode;
  /** What is asked of its objects; null where it has none. */
  readonly inner: () => Selected | null;
  /** The same, for objects of another type than the schema names: one of an interface. */
  readonly innerOf: (type: GraphQLObjectType) => Selected;
}

export interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function selectedOf(
  document: Document,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Selected {
  const nodes = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  for (const { selections } of sets) gather(document, type, selections, nodes, seen);
  return { typeName: type.name, fields: [...nodes].map(([key, same]) => fieldOf(document, type, key, same)) };
}

function fieldOf(
  document: Document,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): SelectedField {
  const [node] = nodes;
  if (node === undefined) throw new NoPlan("a key without a field");
  const name = node.name.value;
  const field = parent.getFields()[name] ?? null;
  if (field === null && name !== "__typename")
    throw new NoPlan(`${parent.name}.${name} is not of this schema`);
  const type = field?.type ?? new GraphQLNonNull(GraphQLString);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const named = getNamedType(type);
  return {
    ...{ key, name, type, field, node },
    inner: () => (isObjectType(named) ? selectedOf(document, named, sets) : null),
    innerOf: (one) => selectedOf(document, one, sets),
  };
}

/** Follows the algorithm of the language: a fragment counts once, a key stands where it was met first. */
function gather(
  document: Document,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  nodes: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(document, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      nodes.set(key, [...(nodes.get(key) ?? []), selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : unseen(document, selection.name.value, seen);
    if (fragment === undefined || !applies(document.schema, fragment.typeCondition?.name.value, type))
      continue;
    gather(document, type, fragment.selectionSet.selections, nodes, seen);
  }
}

function unseen(
  { fragments }: Document,
  name: string,
  seen: Set<string>,
): FragmentDefinitionNode | undefined {
  if (seen.has(name)) return undefined;
  seen.add(name);
  return fragments.get(name);
}

function isIncluded({ variables }: Document, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return named !== undefined && isAbstractType(named) && schema.isSubType(named, type);
}
