const GLOBAL_ID = /^([A-Z][A-Za-z]{1,30}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const GLOBAL_ID_LENGTH_MAX = 120;

export const globalId = (type: string, id: string): string =>
  Buffer.from(`${type}:${id}`).toString("base64url");

/** The type and the row's id that an outside id stands for; null if it is none of ours. */
export function parseGlobalId(id: string): { readonly type: string; readonly id: string } | null {
  if (id.length > GLOBAL_ID_LENGTH_MAX) return null;
  const [, type, uuid] = GLOBAL_ID.exec(Buffer.from(id, "base64url").toString("utf8")) ?? [];
  return type === undefined || uuid === undefined ? null : { type, id: uuid };
}
