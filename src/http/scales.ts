import type { DocumentNode, GraphQLSchema } from "graphql";
import { PERSONAL_FIELDS } from "../domain/personal-fields.js";
import { type Size, sizeOf, sizingVariables } from "./operation-size.js";

/** What an operation asks for, whoever asks. */
export interface Weight {
  readonly size: Size;
  /** True if it asks for something that says who a person is or how to reach them. */
  readonly isPersonal: boolean;
}

/** Weights of one document that are remembered, one for each length of its lists. */
const WEIGHTS_MAX = 32;

/**
 * Weighs the operations of a document. It needs no valid document and never runs for long, so it comes before
 * validation; whatever is to execute an operation has to ask here first. The same lengths of lists are the same
 * weight, and are weighed once.
 */
export function scales(
  schema: GraphQLSchema,
  document: DocumentNode,
): (variables: Readonly<Record<string, unknown>>) => Weight {
  const sizing = sizingVariables(document);
  const known = new Map<string, Weight>();
  return (variables) => {
    const lengths = sizing.map((name) => lengthOf(variables[name])).join(" ");
    const found = known.get(lengths) ?? weigh(schema, document, variables);
    if (known.size < WEIGHTS_MAX) known.set(lengths, found);
    return found;
  };
}

const lengthOf = (value: unknown): string =>
  Array.isArray(value) ? `[${value.length}]` : typeof value === "number" ? `${value}` : `${value == null}`;

function weigh(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Weight {
  let isPersonal = false;
  const size = sizeOf(document, {
    schema,
    variables,
    onField: (place) => {
      isPersonal ||= PERSONAL_FIELDS[place] !== undefined;
    },
  });
  return { size, isPersonal };
}
