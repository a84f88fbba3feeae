import { imapFailure } from "./imap-error.js";
import { clientFor, inTime } from "./imap-session.js";
import type { EmailSettings } from "./settings.js";

/** IDLE is begun anew so often: servers and routers drop a line that says nothing for half an hour. */
const IDLE_MS = 240_000;
/** Longer than one IDLE, so that only a dead line is cut. */
const SILENCE_MS = IDLE_MS + 60_000;

/**
 * Stays signed in and tells when the server says that mail has come (RFC 2177). Ends when `signal` says so, and fails
 * like every other conversation with the server. The word is a hint: whoever gets it looks, and looks anyway by the clock.
 */
export async function watchMailbox(
  settings: EmailSettings,
  onNews: () => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const client = clientFor(settings, { maxIdleTime: IDLE_MS, socketTimeout: SILENCE_MS });
  const close = (): void => client.close();
  signal.addEventListener("abort", close);
  client.on("error", () => undefined);
  try {
    await inTime(client, client.connect());
    await inTime(client, client.mailboxOpen(settings.imapMailbox, { readOnly: true }));
    client.on("exists", ({ count, prevCount }) => {
      if (count > prevCount) onNews();
    });
    // What came while nobody was listening.
    onNews();
    while (client.usable && !signal.aborted) await client.idle();
  } catch (error) {
    if (!signal.aborted) throw imapFailure(settings.imapHost ?? "the mail server", error);
  } finally {
    signal.removeEventListener("abort", close);
    client.close();
  }
}
