import { ImapFlow } from "imapflow";
import { sourceError } from "../source-error.js";
import { imapFailure } from "./imap-error.js";
import type { EmailSettings } from "./settings.js";

const CONNECT_TIMEOUT_MS = 20_000;
const GREETING_TIMEOUT_MS = 15_000;
/** A connection on which nothing has moved for so long is dead, whatever TCP thinks of it. */
const SILENCE_TIMEOUT_MS = 45_000;
const LINE_BYTES_MAX = 8 * 1024 * 1024;
/** What a response has beside the mail in it. */
const RESPONSE_EXTRA_BYTES = 1024 * 1024;

export interface OpenMailbox {
  readonly client: ImapFlow;
  readonly uidValidity: string;
  readonly count: number;
  /** The keyword can be put on mail here. */
  readonly takesKeyword: boolean;
}

/**
 * Signs in, opens the mailbox and hands it over for as long as `use` runs. Without a keyword to set, it is
 * opened for reading only. Every failure comes out as one of the classes of `source-error.ts`.
 */
export async function* inMailbox<T>(
  settings: EmailSettings,
  use: (mailbox: OpenMailbox) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = clientFor(settings);
  // Without a listener a lost connection would end the process; whoever waits for an answer hears of it anyway.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { uidValidity, exists, permanentFlags, flags } = await client.mailboxOpen(settings.imapMailbox, {
      readOnly: settings.imapKeyword === null,
    });
    const known = permanentFlags ?? flags ?? new Set<string>();
    const takesKeyword =
      settings.imapKeyword !== null && (known.has("\\*") || known.has(settings.imapKeyword));
    yield* use({ client, uidValidity: String(uidValidity), count: exists, takesKeyword });
    await client.logout();
  } catch (error) {
    throw imapFailure(settings.imapHost ?? "the mail server", error);
  } finally {
    client.close();
  }
}

function clientFor(settings: EmailSettings): ImapFlow {
  const { imapHost, imapPort, imapSecurity, imapUser, imapPassword, sizeBytesMax } = settings;
  if (imapHost === null) throw sourceError("SOURCE_REFUSED", "no mailbox is named in `imapHost`");
  if (imapUser === null || imapPassword === null)
    throw sourceError("SOURCE_AUTH", "`imapUser` and `imapPassword` are needed to sign in");
  return new ImapFlow({
    host: imapHost,
    port: imapPort ?? (imapSecurity === "tls" ? 993 : 143),
    secure: imapSecurity === "tls",
    ...(imapSecurity === "tls" ? {} : { doSTARTTLS: imapSecurity === "starttls" }),
    auth: { user: imapUser, pass: imapPassword },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: GREETING_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    maxLineLength: LINE_BYTES_MAX,
    maxLiteralSize: sizeBytesMax + RESPONSE_EXTRA_BYTES,
    maxResponseSize: sizeBytesMax + 2 * RESPONSE_EXTRA_BYTES,
  });
}
