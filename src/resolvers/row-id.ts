import { HubError } from "../domain/errors.js";
import { NOBODYS_ID } from "../domain/viewer.js";
import { parseGlobalId } from "../schema/global-id.js";

/** No row has it: an id of another type or of nothing finds nothing, exactly like an id nobody may see. */
export const NO_ROW_ID = NOBODYS_ID;

/** The row that an outside id of this type stands for. Null stays null. */
export function rowId(type: string, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : requiredRowId(type, id);
}

export function requiredRowId(type: string, id: string): string {
  const parsed = parseGlobalId(id);
  return parsed?.type === type ? parsed.id : NO_ROW_ID;
}

const LIST_MAX = 250;

/** Refuses lists that are longer than anybody needs, before anything looks at their items. */
export function short<Item>(name: string, list: readonly Item[]): readonly Item[] {
  if (list.length > LIST_MAX) throw new HubError("INVALID", `"${name}" has more than ${LIST_MAX} items`);
  return list;
}
