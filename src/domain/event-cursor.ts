import { HubError } from "./errors.js";

/** Where somebody stands in the log of events: behind an event, or at a time before which they want nothing. */
export type EventPlace = { readonly position: number; readonly mark: string } | { readonly since: Date };

/** So many characters of an event's id tell it from one that stands at its position after a restore. */
const MARK_CHARS = 8;
const AFTER = /^after (\d{1,15}) ([0-9a-f]{8})$/;
const SINCE = /^since (\d{1,13})$/;
const CURSOR_LENGTH_MAX = 60;

const written = (text: string): string => Buffer.from(text).toString("base64url");

/** The cursor behind an event. */
export const cursorAfter = ({ position, id }: { readonly position: number; readonly id: string }): string =>
  written(`after ${position} ${id.slice(0, MARK_CHARS)}`);

/** The cursor of a log without events. */
export const cursorSince = (at: Date): string => written(`since ${at.getTime()}`);

/** Where a cursor points; throws INVALID for what is none. */
export function placeOf(cursor: string): EventPlace {
  const text = cursor.length <= CURSOR_LENGTH_MAX ? Buffer.from(cursor, "base64url").toString("utf8") : "";
  const [, position, mark] = AFTER.exec(text) ?? [];
  if (position !== undefined && mark !== undefined) return { position: Number(position), mark };
  const [, since] = SINCE.exec(text) ?? [];
  if (since !== undefined) return { since: new Date(Number(since)) };
  throw new HubError("INVALID", '"after" is not a cursor of events', {
    mend: "Give the cursor of the last event that was handled, unchanged, or what eventCursor says.",
  });
}

/** True if a cursor stands behind this very event. */
export const isMarked = (mark: string, event: { readonly id: string } | null): boolean =>
  event?.id.startsWith(mark) === true;
