import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  GraphQLID,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isEnumType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
} from "graphql";
import type { Viewer } from "../../domain/viewer.js";
import { tablesFor } from "../reads/scope.js";
import { compile, type Plan } from "./compile.js";
import { withoutMarks } from "./marks.js";
import type { Runner } from "./runner.js";
import type { Outside } from "./sheet.js";
import { CALLER } from "./slot.js";

/** An operation as the API has parsed, checked and allowed it. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
  readonly outside: Outside;
  /** Told of the rows that were read, where somebody has to keep a record of them. */
  readonly onSeen?: (rows: readonly string[]) => void;
}

/** Forms of one operation that are planned; whoever makes more of them is answered by the resolvers. */
const FORMS_MAX = 64;
const COUNTED_MAX = 1_000_000;

interface Form {
  readonly plan: Plan | null;
  uses: number;
}

/**
 * The fast lane: an operation is compiled once for each role and each form of its variables, and answered
 * by one statement. Plans are kept with their document, and are gone when the API forgets it.
 */
export function openLane(runner: Runner) {
  const known = new WeakMap<DocumentNode, Map<string, Form>>();
  return {
    /** The text of the whole answer; null where the resolvers have to give it. */
    async answer(asked: Asked): Promise<string | null> {
      const { document, operation, viewer, outside } = asked;
      const coerced = coercedVariables(asked);
      if (coerced === null) return null;
      const forms = known.get(document) ?? new Map<string, Form>();
      known.set(document, forms);
      const telling = asked.onSeen === undefined ? "" : "seen";
      const key = `${operation.name?.value ?? ""} ${outside.key} ${telling} ${formOf(asked, coerced)}`;
      const form =
        forms.get(key) ?? (forms.size < FORMS_MAX ? { plan: planFor(asked, coerced), uses: 0 } : null);
      if (form === null) return null;
      forms.set(key, form);
      if (form.plan === null) return null;
      form.uses = Math.min(form.uses + 1, COUNTED_MAX);
      const values = valuesFor(form.plan, coerced);
      if (values === null) return null;
      const scope = `${viewer.role} ${viewer.customerId ?? ""}`;
      const { customerId } = viewer;
      const gone = viewer.origin?.gone;
      const question = { plan: form.plan, scope, customerId, values, isHot: form.uses > 1 };
      const text = await runner.answer(gone === undefined ? question : { ...question, gone });
      if (text === null || asked.onSeen === undefined) return text;
      const told = withoutMarks(text);
      asked.onSeen(told.rows);
      return told.text;
    },
  };
}
export type Lane = ReturnType<typeof openLane>;

/** Whatever keeps an operation from being planned, the resolvers answer it and say what is wrong. */
function planFor(
  { schema, document, operation, viewer, outside, onSeen }: Asked,
  variables: Variables,
): Plan | null {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const tables = tablesFor({ role: viewer.role, customerId: viewer.customerId === null ? null : CALLER });
  try {
    return compile({ schema, fragments, variables }, operation, {
      tables,
      outside,
      isMarked: onSeen !== undefined,
    });
  } catch {
    return null;
  }
}

function valuesFor({ values }: Plan, variables: Variables): readonly unknown[] | null {
  try {
    return values(variables);
  } catch {
    return null;
  }
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * The variables as their types have them; null where they are no such values, or say too little. Most are texts that
 * have to be given, and those are what they are.
 */
function coercedVariables({ schema, operation, variables }: Asked): Variables | null {
  const texts = plainTexts.get(operation) ?? plainTextsOf(operation);
  plainTexts.set(operation, texts);
  if (texts?.every((name) => typeof variables[name] === "string") === true)
    return Object.fromEntries(texts.map((name) => [name, variables[name]]));
  const definitions = operation.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables, { maxErrors: 1 }).coerced ?? null;
}

/** The names of the variables, if all of them are texts. */
const plainTextsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): readonly string[] | null =>
  variableDefinitions.every(({ type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && ["String", "ID"].includes(named.name.value);
  })
    ? variableDefinitions.map(({ variable }) => variable.name.value)
    : null;
const plainTexts = new WeakMap<OperationDefinitionNode, readonly string[] | null>();

/** What of a variable's value a plan depends on, beyond whether it is given. */
type Telling = "SWITCH" | "WORD" | "ID" | "OTHER";
const tellings = new WeakMap<OperationDefinitionNode, readonly (readonly [string, Telling])[]>();

/** Which variables are given, what switches and words of enums say, and of which types ids are. */
function formOf({ schema, operation, outside }: Asked, variables: Variables): string {
  const known = tellings.get(operation) ?? tellingOf(schema, operation);
  tellings.set(operation, known);
  return known
    .map(([name, telling]) => `${name}=${formOfValue(variables[name], telling, outside)}`)
    .join(" ");
}

const tellingOf = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (readonly [string, Telling])[] =>
  variableDefinitions.map(({ variable, type }) => {
    const named = getNamedType(typeFromAST(schema, type as NamedTypeNode));
    const telling = isEnumType(named)
      ? "WORD"
      : named === GraphQLBoolean
        ? "SWITCH"
        : named === GraphQLID
          ? "ID"
          : "OTHER";
    return [variable.name.value, telling];
  });

function formOfValue(value: unknown, telling: Telling, outside: Outside): string {
  if (value === null || value === undefined) return "-";
  if (telling === "SWITCH" || telling === "WORD") return String(value);
  if (telling === "ID") return outside.typeOf(String(value)) ?? "+";
  if (typeof value !== "object" || value instanceof Date) return "+";
  const given = Object.keys(value).filter((key) => (value as Variables)[key] != null);
  return `{${given.join(",")}}`;
}
