import { sourceError } from "../../source-error.js";

/** The address of a next page, if it is one; throws if it leads away: our key goes to the source and to nobody it points to. */
export function sameOrigin(link: unknown, base: string): string | null {
  if (typeof link !== "string" || link === "") return null;
  const following = URL.canParse(link, base) ? new URL(link, base) : null;
  if (following === null || following.origin !== new URL(base).origin) {
    throw sourceError("SOURCE_DATA", "its next page is on another server");
  }
  return following.href;
}
