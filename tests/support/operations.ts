import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  parse,
  print,
} from "graphql";

/** A generated operation. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values to choose among for an argument, by `Type.field.argument`; what is not here is left out. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;

/** The same numbers for the same seed. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (share: number): boolean => next() < share,
    below: (limit: number): number => Math.floor(next() * limit),
    pick: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T,
  };
}
type Dice = ReturnType<typeof dice>;

interface Draft {
  readonly schema: GraphQLSchema;
  readonly roll: Dice;
  readonly choices: Choices;
  /** Fields that are asked for seldom, by `Type.field`. */
  readonly rare: ReadonlySet<string>;
  readonly variables: Record<string, unknown>;
  readonly definitions: string[];
  readonly fragments: string[];
  keys: number;
}

const DEPTH_MAX = 5;
const FIELDS_MAX = 7;

/** An operation that walks the schema from one root field, with whatever the language allows on the way. */
export function generatedOperation(
  {
    schema,
    roots,
    choices,
    rare,
  }: Pick<Draft, "schema" | "choices" | "rare"> & { readonly roots: readonly string[] },
  seed: number,
): GeneratedOperation {
  const roll = dice(seed);
  const draft: Draft = {
    schema,
    roll,
    choices,
    rare,
    variables: {},
    definitions: [],
    fragments: [],
    keys: 0,
  };
  const query = schema.getQueryType();
  if (!query) throw new Error("no query type");
  const asked = Array.from({ length: roll.chance(0.15) ? 2 : 1 }, () => roll.pick(roots)).map((name) => {
    const field = query.getFields()[name];
    if (field === undefined) throw new Error(`no root field ${name}`);
    return fieldText(draft, query, field, 0);
  });
  if (roll.chance(0.1)) asked.push("__typename");
  const head = draft.definitions.length === 0 ? "" : `(${draft.definitions.join(", ")})`;
  const text = `query Generated${head} { ${asked.join(" ")} } ${draft.fragments.join(" ")}`;
  return { query: roll.chance(0.5) ? text : print(parse(text)), variables: draft.variables };
}

function fieldText(
  draft: Draft,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): string {
  const args = field.args.flatMap((argument) =>
    argumentText(draft, `${parent.name}.${field.name}`, argument),
  );
  const key = draft.roll.chance(0.25) || args.length > 0 ? `${aliasOf(draft)}: ` : "";
  const inner = selectionText(draft, field.type, depth + 1);
  const list = args.length === 0 ? "" : `(${args.join(", ")})`;
  return `${key}${field.name}${list}${directiveText(draft)}${inner}`;
}

function aliasOf(draft: Draft): string {
  draft.keys += 1;
  return `k${draft.keys}`;
}

function selectionText(draft: Draft, type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isInterfaceType(named)) {
    const types = draft.schema.getPossibleTypes(named);
    const wanted = types.filter(() => draft.roll.chance(0.6));
    return ` { id ${wanted.map((one) => `... on ${one.name} { ${membersOf(draft, one, depth)} }`).join(" ")} }`;
  }
  return isObjectType(named) ? ` { ${membersOf(draft, named, depth)} }` : "";
}

function membersOf(draft: Draft, type: GraphQLObjectType, depth: number): string {
  const { roll } = draft;
  const open = Object.values(type.getFields()).filter((field) => {
    const deeper = isObjectType(getNamedType(field.type));
    // A connection is no depth of its own: without its edges or its page it is no use to anybody.
    if (deeper && depth >= DEPTH_MAX && !isConnection(type)) return false;
    return !draft.rare.has(`${type.name}.${field.name}`) || roll.chance(0.01);
  });
  const plain = Object.values(type.getFields()).filter((field) => !isObjectType(getNamedType(field.type)));
  const wanted = Array.from({ length: 1 + roll.below(FIELDS_MAX) }, () =>
    roll.pick(open.length > 0 ? open : plain),
  );
  const whole = isConnection(type) ? open : [...new Set(wanted)];
  const parts = (whole.length > 0 ? whole : plain.slice(0, 1)).map((field) => {
    const text = fieldText(draft, type, field, depth);
    return wrapped(draft, type, text);
  });
  if (roll.chance(0.15) || parts.length === 0) parts.push("__typename");
  // The same key twice is one field, where it stands first.
  if (roll.chance(0.1) && plain.length > 0) {
    const twice = roll.pick(
      plain.filter(({ args, name }) => args.length === 0 && !draft.rare.has(`${type.name}.${name}`)),
    );
    if (twice !== undefined) parts.push(twice.name, `... { ${twice.name} }`);
  }
  return parts.join(" ");
}

const isConnection = ({ name }: GraphQLObjectType): boolean => /(Connection|Edge)$/.test(name);

function wrapped(draft: Draft, type: GraphQLObjectType, text: string): string {
  const { roll } = draft;
  if (roll.chance(0.08)) return `... on ${type.name}${directiveText(draft)} { ${text} }`;
  if (roll.chance(0.04) && type.getInterfaces().some(({ name }) => name === "Node"))
    return `${text} ... on Node { id }`;
  if (!roll.chance(0.06)) return text;
  const name = `F${draft.fragments.length}x${draft.keys}`;
  draft.fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
  return `...${name}`;
}

function directiveText(draft: Draft): string {
  const { roll } = draft;
  if (!roll.chance(0.04)) return "";
  const name = roll.pick(["skip", "include"]);
  const value = roll.chance(0.5);
  if (roll.chance(0.4)) return ` @${name}(if: ${value})`;
  return ` @${name}(if: ${variableOf(draft, "Boolean!", value)})`;
}

function argumentText(draft: Draft, place: string, argument: GraphQLArgument): string[] {
  const { roll } = draft;
  const choices = draft.choices[`${place}.${argument.name}`];
  if (choices === undefined) return [];
  if (!isNonNullType(argument.type) && roll.chance(0.3)) return [];
  const value = roll.pick(choices);
  if (roll.chance(0.6)) return [`${argument.name}: ${variableOf(draft, String(argument.type), value)}`];
  return [`${argument.name}: ${literalOf(value)}`];
}

function variableOf(draft: Draft, type: string, value: unknown): string {
  const name = `v${draft.definitions.length}`;
  draft.definitions.push(`$${name}: ${type}`);
  draft.variables[name] = value instanceof Word ? value.word : plainOf(value);
  return `$${name}`;
}

/** A word of an enum, which is written without quotes in a document. */
export class Word {
  constructor(readonly word: string) {}
}

function literalOf(value: unknown): string {
  if (value instanceof Word) return value.word;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${literalOf(inner)}`)
    .join(", ")} }`;
}

const plainOf = (value: unknown): unknown => {
  if (value instanceof Word) return value.word;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainOf(inner)]));
};
