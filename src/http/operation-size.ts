import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from "graphql";

/** How much an operation asks for, each measure by itself. */
export interface Size {
  readonly depth: number;
  readonly repeats: number;
  readonly fields: number;
  readonly aliases: number;
  readonly roots: number;
  readonly directives: number;
  readonly nodes: number;
  readonly cost: number;
}

export interface Known {
  readonly schema?: GraphQLSchema;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Told of every field of the operation, as `Type.field`. */
  readonly onField?: (place: string) => void;
}

/** Longest page of a list, and so what a list counts for whose length nobody knows yet. */
const PAGE_ROWS_MAX = 100;
/** What a list counts for that has no `first`: lines of an order, parcels, changes. */
const PLAIN_LIST_ROWS = 3;
/** Beyond this an operation is too much for anybody; nobody looks at the rest of it. */
const SELECTIONS_MAX = 4_000;
/** Parts of a page that are no objects of their own. */
const PLUMBING = ["edges", "pageInfo"];
/** What asks more of the database than a row by its key. Whatever is not here costs 1 an object. */
const DEAR: Readonly<Record<string, number>> = {
  "Query.why": 50,
  "Query.whyNot": 50,
  "Query.how": 50,
  "Query.callerLookup": 20,
  "Query.customers": 20,
  "Query.search": 20,
  "Query.trackOrder": 20,
};
const MUTATION_COST = 10;

/** The size of the biggest operation of a document, whether it is valid or not. It never runs for long. */
export function sizeOf(document: DocumentNode, known: Known = {}): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const sizes: Size[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) sizes.push(ofOperation(definition, fragments, known));
  }
  return sizes.reduce(biggest, NOTHING);
}

const NOTHING: Size = {
  ...{ depth: 0, repeats: 0, fields: 0, aliases: 0, roots: 0, directives: 0, nodes: 0, cost: 0 },
};
const biggest = (a: Size, b: Size): Size =>
  Object.fromEntries(
    (Object.keys(a) as (keyof Size)[]).map((measure) => [measure, Math.max(a[measure], b[measure])]),
  ) as unknown as Size;

type Mutable = { -readonly [Measure in keyof Size]: Size[Measure] };
type Type = GraphQLNamedType | null | undefined;

function ofOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Known,
): Size {
  const total: Mutable = { ...NOTHING };
  const path = new Map<string, number>();
  const open = new Set<string>();
  let seen = 0;
  total.directives = operation.directives?.length ?? 0;
  const root = known.schema?.getRootType(operation.operation);

  /** Objects and cost of what is selected of one object; everything else is added up on the way. */
  const ofSet = (set: SelectionSetNode, type: Type, level: number): { nodes: number; cost: number } => {
    const sum = { nodes: 0, cost: 0 };
    for (const node of set.selections) {
      seen += 1;
      if (seen > SELECTIONS_MAX) {
        total.fields = seen;
        return sum;
      }
      total.directives += node.directives?.length ?? 0;
      const inner = node.kind === Kind.FIELD ? ofField(node, type, level) : ofSpread(node, type, level);
      sum.nodes += inner.nodes;
      sum.cost += inner.cost;
    }
    return sum;
  };
  const ofSpread = (
    node: Exclude<SelectionSetNode["selections"][number], FieldNode>,
    type: Type,
    level: number,
  ): { nodes: number; cost: number } => {
    if (node.kind === Kind.INLINE_FRAGMENT)
      return ofSet(node.selectionSet, namedType(known, node.typeCondition?.name.value) ?? type, level);
    const name = node.name.value;
    const fragment = fragments.get(name);
    // A fragment that spreads itself is refused by another rule; here it only must not run for ever.
    if (fragment === undefined || open.has(name)) return { nodes: 0, cost: 0 };
    open.add(name);
    const inner = ofSet(fragment.selectionSet, namedType(known, fragment.typeCondition.name.value), level);
    open.delete(name);
    return inner;
  };
  const ofField = (field: FieldNode, type: Type, level: number): { nodes: number; cost: number } => {
    const name = field.name.value;
    const isPlumbing = PLUMBING.includes(name);
    const own = level + (isPlumbing ? 0 : 1);
    total.fields += 1;
    total.roots += level === 0 ? 1 : 0;
    total.aliases += field.alias === undefined ? 0 : 1;
    total.depth = Math.max(total.depth, own);
    const place = `${type?.name ?? "?"}.${name}`;
    known.onField?.(place);
    const self = weightOf(place, type === known.schema?.getMutationType());
    // The schema about itself is small, and its own depth is bounded elsewhere.
    if (field.selectionSet === undefined || name.startsWith("__")) return { nodes: 0, cost: self };
    const fieldType = typeOfField(type, name);
    const times = (path.get(place) ?? 0) + 1;
    if (type && !isPlumbing) total.repeats = Math.max(total.repeats, times);
    path.set(place, times);
    const inner = ofSet(field.selectionSet, fieldType === null ? null : getNamedType(fieldType), own);
    path.set(place, times - 1);
    if (isPlumbing) return inner;
    const first = rowsAsked(field, known);
    const references = referencesIn(field, known);
    const rows = first ?? references ?? (isList(fieldType) ? PLAIN_LIST_ROWS : 1);
    return {
      nodes: (first ?? references ?? 1) * (1 + inner.nodes),
      cost: self + (first === null ? rows * (1 + inner.cost) : 1 + rows * inner.cost),
    };
  };
  const { nodes, cost } = ofSet(operation.selectionSet, root, 0);
  return { ...total, nodes, cost: Math.max(1, cost) };
}

const namedType = ({ schema }: Known, name: string | undefined): Type =>
  name === undefined ? undefined : schema?.getType(name);

const weightOf = (place: string, isMutation: boolean): number =>
  DEAR[place] ?? (isMutation ? MUTATION_COST : 0);

const typeOfField = (type: Type, name: string) =>
  isObjectType(type) || isInterfaceType(type) ? (type.getFields()[name]?.type ?? null) : null;

const isList = (type: ReturnType<typeof typeOfField>): boolean =>
  type !== null && isListType(isNonNullType(type) ? type.ofType : type);

/** What `first` says; what is out of bounds is refused later, in words of its own. */
function rowsAsked(field: FieldNode, { variables }: Known): number | null {
  const first = argumentOf(field, "first");
  if (first === undefined) return null;
  if (first.kind === Kind.INT) return within(Number(first.value));
  const given = first.kind === Kind.VARIABLE ? variables?.[first.name.value] : undefined;
  return typeof given === "number" ? within(given) : PAGE_ROWS_MAX;
}

/** Most that a request may refer to; what a list counts for whose references stand where nobody has looked. */
const REFERENCES_MAX = 1_000;

/** A router names each thing it asks for, so the list is as long as its references. */
function referencesIn(field: FieldNode, { variables }: Known): number | null {
  const references = argumentOf(field, "representations");
  if (references === undefined) return null;
  if (references.kind === Kind.LIST) return references.values.length;
  const given = references.kind === Kind.VARIABLE ? variables?.[references.name.value] : undefined;
  if (Array.isArray(given)) return given.length;
  // Without a value the variable's default counts, which is not looked into.
  return references.kind === Kind.VARIABLE && given == null ? REFERENCES_MAX : 1;
}

/** The variables whose values tell how long a list is: for the same values of them an operation is of the same size. */
export function sizingVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.ARGUMENT]: ({ name, value }) => {
      if (SIZING_ARGUMENTS.includes(name.value) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
const SIZING_ARGUMENTS = ["first", "representations"];

const argumentOf = (field: FieldNode, name: string): ValueNode | undefined =>
  field.arguments?.find((argument) => argument.name.value === name)?.value;

const within = (rows: number): number =>
  Number.isFinite(rows) ? Math.min(Math.max(rows, 1), PAGE_ROWS_MAX) : PAGE_ROWS_MAX;
