import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { z } from "zod";
import { decimal } from "../domain/decimal.js";

const day = z.iso.date();

/** A scalar that is text on both sides and is checked by one zod shape on the way in. */
function textScalar(
  name: string,
  description: string,
  shape: z.ZodType<string>,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new GraphQLError(`${name}: ${parsed.error.issues[0]?.message ?? "not valid"}`, {
      extensions: { code: "BAD_USER_INPUT" },
    });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

export const Decimal = textScalar(
  "Decimal",
  "An exact decimal number as text, such as `12`, `0.5` or `1234.50`. Never a float.",
  decimal,
);

export const Day = textScalar("Date", "A calendar day without time or zone, such as `2026-03-31`.", day);
