import {
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  isScalarType,
} from "graphql";
import { type Sql, sql, trusted } from "../reads/sql.js";
import { membersText } from "./members.js";
import type { Selected } from "./selection.js";
import type { Sheet } from "./sheet.js";
import { literal } from "./slot.js";
import { arrayOf, listOf, NoPlan, orNull, REFUSED, wordsOf } from "./text-form.js";

/** Scalars that are text in JSON too. */
const TEXTS = ["String", "Decimal", "Date"];

/**
 * The JSON text of what lies in a column of JSON, read member by member as the API names them. What is not
 * of the kind that the schema says is a fault, and is left to the resolvers.
 */
export function jsonText(sheet: Sheet, type: GraphQLOutputType, value: Sql, selected: Selected | null): Sql {
  if (isScalarType(type) && TEXTS.includes(type.name)) return textOrNull(value);
  return orNull(type, nullableText(sheet, getNullableType(type), value, selected));
}

function nullableText(sheet: Sheet, type: GraphQLOutputType, value: Sql, selected: Selected | null): Sql {
  if (isListType(type)) return ofKind("array", value, listText(sheet, type.ofType, value, selected));
  if (isObjectType(type) && selected !== null) {
    return ofKind(
      "object",
      value,
      membersText(sheet, selected, (field) =>
        jsonText(sheet, field.type, trusted`(${value} -> ${literal(field.name)})`, field.inner()),
      ),
    );
  }
  if (isEnumType(type)) {
    const known = trusted`CASE WHEN ${value} #>> '{}' = ANY (${arrayOf(wordsOf(type))}) THEN ${value}::text ELSE ${REFUSED} END`;
    return ofKind("string", value, known);
  }
  if (isScalarType(type) && TEXTS.includes(type.name))
    return ofKind("string", value, trusted`${value}::text`);
  throw new NoPlan(`${String(type)} has no form in JSON`);
}

/** A text of JSON, or nothing: what is null there is written alike. Most members of objects are such. */
const textOrNull = (value: Sql): Sql =>
  trusted`CASE WHEN jsonb_typeof(${value}) NOT IN ('string', 'null') THEN ${REFUSED} ELSE coalesce(${value}::text, 'null') END`;

const ofKind = (kind: string, value: Sql, text: Sql): Sql =>
  trusted`CASE coalesce(jsonb_typeof(${value}), 'null') WHEN ${literal(kind)} THEN ${text} WHEN 'null' THEN NULL ELSE ${REFUSED} END`;

const listText = (sheet: Sheet, item: GraphQLOutputType, list: Sql, selected: Selected | null): Sql =>
  listOf(
    jsonText(sheet, item, trusted`item.value`, selected),
    sql`jsonb_array_elements(${list}) AS item (value)`,
  );
