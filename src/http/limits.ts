import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** How much one operation may ask for, its fragments written out. Clients are not told the figures. */
export const LIMITS = {
  depth: 12,
  fields: 1000,
  aliases: 30,
  roots: 20,
  directives: 8,
  /** Objects an answer could hold if every list were as long as it may be. */
  nodes: 10_000,
} as const;
export const TOKENS_MAX = 2000;
export const LIMIT_CODE = "OPERATION_LIMIT";

type Size = { readonly [Measure in keyof typeof LIMITS]: number };
const NOTHING: Size = { depth: 0, fields: 0, aliases: 0, roots: 0, directives: 0, nodes: 0 };
/** What a list counts for whose length is a variable. */
const LIST_ROWS_MAX = 100;

/** A validation rule: an operation that asks for too much is refused before anything runs. */
export function OperationLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      if (isTooMuch(sizeOf(document))) context.reportError(limitError());
      return false;
    },
  };
}

export const limitError = (): GraphQLError =>
  new GraphQLError("this operation asks for too much at once", { extensions: { code: LIMIT_CODE } });

const isTooMuch = (size: Size): boolean =>
  (Object.keys(LIMITS) as (keyof Size)[]).some((measure) => size[measure] > LIMITS[measure]);

/** The size of the biggest operation. Each fragment is measured once, however often it is spread. */
export function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = measurer(fragments);
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map(({ selectionSet, directives }) => {
      const size = measure(selectionSet);
      return { ...size, directives: size.directives + (directives?.length ?? 0) };
    })
    .reduce(biggest, NOTHING);
}

function measurer(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Size>();
  const ofFragment = (name: string): Size => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // A fragment that spreads itself is refused by another rule; here it only must not run for ever.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? NOTHING : ofSet(fragment.selectionSet);
    known.set(name, size);
    return size;
  };
  const ofSet = (set: SelectionSetNode): Size => set.selections.map(ofSelection).reduce(sum, NOTHING);
  const ofSelection = (node: SelectionSetNode["selections"][number]): Size => {
    const directives = node.directives?.length ?? 0;
    if (node.kind === Kind.FIELD) return sum(ofField(node), { ...NOTHING, directives });
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSet(node.selectionSet);
    return sum(inner, { ...NOTHING, directives });
  };
  const ofField = (field: FieldNode): Size => {
    const own = { ...NOTHING, depth: 1, fields: 1, roots: 1, aliases: field.alias === undefined ? 0 : 1 };
    // The schema about itself is small, and its own depth is bounded elsewhere.
    if (field.selectionSet === undefined || field.name.value.startsWith("__")) return own;
    const inner = ofSet(field.selectionSet);
    return {
      ...sum(own, inner),
      depth: 1 + inner.depth,
      roots: 1,
      nodes: rowsOf(field) * (1 + inner.nodes),
    };
  };
  return ofSet;
}

function rowsOf(field: FieldNode): number {
  const first = field.arguments?.find(({ name }) => name.value === "first")?.value;
  if (first === undefined) return 1;
  return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : LIST_ROWS_MAX;
}

const combine =
  (how: (a: number, b: number, measure: keyof Size) => number) =>
  (a: Size, b: Size): Size => ({
    depth: how(a.depth, b.depth, "depth"),
    fields: how(a.fields, b.fields, "fields"),
    aliases: how(a.aliases, b.aliases, "aliases"),
    roots: how(a.roots, b.roots, "roots"),
    directives: how(a.directives, b.directives, "directives"),
    nodes: how(a.nodes, b.nodes, "nodes"),
  });
const sum = combine((a, b, measure) => (measure === "depth" ? Math.max(a, b) : a + b));
const biggest = combine((a, b) => Math.max(a, b));
