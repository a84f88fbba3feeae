import { z } from "zod";

/** How far a mailbox has been read. Mail is numbered upward, as long as UIDVALIDITY stays what it is. */
const imapCursor = z.object({
  mailbox: z.string(),
  /** A 32-bit number as text. */
  uidValidity: z.string(),
  uid: z.int().min(1),
});
export type ImapCursor = z.infer<typeof imapCursor>;

/** The last number read of this very mailbox; null if the number means nothing there, or not any more. */
export function uidBehind(cursor: string | null, mailbox: string, uidValidity: string): number | null {
  const parsed = imapCursor.safeParse(cursor === null ? null : parsedJson(cursor));
  if (!parsed.success) return null;
  const { data } = parsed;
  return data.mailbox === mailbox && data.uidValidity === uidValidity ? data.uid : null;
}

export function cursorAt(cursor: ImapCursor): string {
  return JSON.stringify(cursor);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
