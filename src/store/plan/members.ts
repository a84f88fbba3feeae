import type { Sql } from "../reads/sql.js";
import type { Selected, SelectedField } from "./selection.js";
import { type Arguments, argumentsOf, type Sheet } from "./sheet.js";
import { joined } from "./slot.js";
import { NoPlan } from "./text-form.js";

/**
 * An object as JSON text, member by member in the order of the answer. Every field of every object of a
 * plan goes through here, and so past the policy.
 */
export function membersText(
  sheet: Sheet,
  { typeName, fields }: Selected,
  textOf: (field: SelectedField, args: Arguments) => Sql | string,
): Sql {
  const pieces = fields.flatMap((field, at) => [
    `${at === 0 ? "" : ","}"${field.key}":`,
    field.field === null ? `"${typeName}"` : textOf(field, argumentsOf(sheet, field, typeName)),
  ]);
  return joined(["{", ...pieces, "}"]);
}

export function innerOf(field: SelectedField): Selected {
  const inner = field.inner();
  if (inner === null) throw new NoPlan(`${field.name} holds no objects of one type`);
  return inner;
}
