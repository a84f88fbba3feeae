import type { CheckResult, Source } from "../source.js";
import { imapFailure } from "./imap-error.js";
import { inMailbox } from "./imap-session.js";
import { mailStream } from "./imap-stream.js";
import type { EmailSettings } from "./settings.js";
import { watchMailbox } from "./watch.js";

/**
 * A mailbox that is read over IMAP, by asking every `pollSeconds`: a server that announces new mail may
 * fall silent without notice, so an announcement is a hint to look now, and no more.
 */
export const mailbox: Source<EmailSettings> = {
  streams: [mailStream],
  limits: { requests: 60, seconds: 60 },
  check,
  watch: watchMailbox,
  isPulled: ({ imapHost }) => imapHost !== null,
};

async function check(settings: EmailSettings): Promise<CheckResult> {
  const { imapHost, imapUser, imapMailbox, imapKeyword } = settings;
  const findings: string[] = [];
  try {
    for await (const { count, takesKeyword } of inMailbox(settings, async function* (open) {
      yield open;
    })) {
      findings.push(`signed in to ${imapHost} as ${imapUser}: ${count} mails in ${imapMailbox}`);
      if (imapKeyword !== null && !takesKeyword)
        findings.push(
          `the server does not take the keyword ${imapKeyword}: mail that was read stays unmarked`,
        );
    }
    return { ok: true, findings };
  } catch (error) {
    return { ok: false, findings: [imapFailure(imapHost ?? "the mail server", error).message] };
  }
}
