import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

/** One question: a path from a root to an object, and all that can be asked of it without going further. */
export interface Question {
  readonly query: string;
  /** Every `Type.field` on the way and at its end. */
  readonly places: readonly string[];
}

/** Values for arguments by `Type.field(argument)`; several give several questions. */
export type Values = Readonly<Record<string, readonly string[]>>;

const STEPS_MAX = 6;

/** How far a root is followed whose objects another root has led to already. */
const STEPS_AGAIN = 2;

/**
 * Asks for every field of every object. From each root its own objects and what hangs on them; further away
 * each field that leads on is taken once. Fields with rules of their own are asked for alone.
 */
export function questions(
  schema: GraphQLSchema,
  values: Values,
  hasOwnRule: (place: string) => boolean,
): Question[] {
  const walked: Walk = { schema, values, hasOwnRule, taken: new Set(), found: [] };
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const named = getNamedType(field.type);
    const starts: (readonly [string, GraphQLNamedOutputType])[] = isAbstractType(named)
      ? schema.getPossibleTypes(named).map((type) => [`... on ${type.name} `, type] as const)
      : [["", named]];
    for (const [condition, type] of starts) {
      // An id leads to its own type only.
      const own = values[`id of ${type.name}`];
      const lists =
        condition === "" || own === undefined
          ? argumentsOf(schema, `Query.${field.name}`, field, values)
          : own.map((id) =>
              field.name === "node"
                ? `(id: ${id})`
                : `(representations: [{ __typename: "${type.name}", id: ${id} }])`,
            );
      for (const args of lists) {
        const inside = (selection: string): string => {
          const asked = condition === "" ? selection : `${condition}{ ${selection} }`;
          return `{ ${field.name}${args}${selection === "" ? "" : ` { ${asked} }`} }`;
        };
        walk(walked, type, [`Query.${field.name}`], inside);
      }
    }
  }
  return walked.found;
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly values: Values;
  readonly hasOwnRule: (place: string) => boolean;
  readonly taken: Set<string>;
  readonly found: Question[];
}

function walk(
  walked: Walk,
  type: GraphQLNamedOutputType,
  places: readonly string[],
  inside: (selection: string) => string,
): void {
  const { schema, values, hasOwnRule, taken, found } = walked;
  if (isUnionType(type)) {
    for (const one of type.getTypes()) {
      walk(walked, one, places, (selection) => inside(`__typename ... on ${one.name} { ${selection} }`));
    }
    return;
  }
  if (!isObjectType(type)) {
    found.push({ query: inside(""), places });
    return;
  }
  const placeOf = ({ name }: { readonly name: string }): string => `${type.name}.${name}`;
  const fields = Object.values(type.getFields());
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
  const plain = leaves.filter((field) => !hasOwnRule(placeOf(field)));
  for (const group of [
    plain,
    ...leaves.filter((field) => hasOwnRule(placeOf(field))).map((field) => [field]),
  ]) {
    if (group.length === 0) continue;
    found.push({
      query: inside(group.map(({ name }) => name).join(" ")),
      places: [...places, ...group.map(placeOf)],
    });
  }
  const steps = places.filter((place) => !place.endsWith(".edges")).length;
  for (const field of fields.filter((one) => !isLeafType(getNamedType(one.type)))) {
    const place = placeOf(field);
    if ((taken.has(place) && steps > STEPS_AGAIN) || places.includes(place) || steps > STEPS_MAX) continue;
    taken.add(place);
    const [args = ""] = argumentsOf(schema, place, field, values);
    const deeper = (selection: string): string => inside(`${field.name}${args} { ${selection} }`);
    walk(walked, getNamedType(field.type), [...places, place], deeper);
  }
}

function argumentsOf(schema: GraphQLSchema, place: string, { args }: Field, values: Values): string[] {
  const lists = args
    .filter(({ name, type }) => isNonNullType(type) || values[`${place}(${name})`] !== undefined)
    .map(({ name, type }) =>
      (values[`${place}(${name})`] ?? [literal(schema, type, values)]).map((value) => `${name}: ${value}`),
    );
  if (lists.length === 0) return [""];
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from(
    { length: longest },
    (_, at) => `(${lists.map((list) => list[at % list.length]).join(", ")})`,
  );
}

/** The least value that an input type takes; texts and ids by the name of their field. */
export function literal(schema: GraphQLSchema, type: GraphQLInputType, values: Values, name = ""): string {
  if (isNonNullType(type)) return literal(schema, type.ofType, values, name);
  if (isListType(type)) return `[${literal(schema, type.ofType, values, name)}]`;
  const known = values[name]?.[0];
  if (known !== undefined) return known;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? "";
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || values[field.name],
    );
    return `{ ${needed.map((field) => `${field.name}: ${literal(schema, field.type, values, field.name)}`).join(", ")} }`;
  }
  const SCALARS: Readonly<Record<string, string>> = {
    ...{
      Int: "1",
      Boolean: "true",
      Float: "1",
      Decimal: '"1"',
      Date: '"2026-03-01"',
      JSON: "{}",
      JSONObject: "{}",
    },
    DateTimeISO: '"2026-03-01T00:00:00Z"',
  };
  return SCALARS[getNamedType(type).name] ?? '"x"';
}

/** A mutation with the least input it takes. */
export function mutation(schema: GraphQLSchema, name: string, values: Values, more = ""): string {
  const field = schema.getMutationType()?.getFields()[name];
  const input = field?.args[0];
  if (field === undefined || input === undefined) throw new Error(`there is no mutation ${name}`);
  const text = literal(schema, input.type, values).replace(/ }$/, `${more} }`);
  const payload = getNamedType(field.type);
  const leaves = isObjectType(payload)
    ? Object.values(payload.getFields()).filter((one) => isLeafType(getNamedType(one.type)))
    : [];
  return `mutation { ${name}(input: ${text}) { __typename ${leaves.map((one) => one.name).join(" ")} userErrors { field code message } } }`;
}
