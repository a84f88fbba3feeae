import type { EmailDocument } from "./decode.js";

const SUBJECTS =
  /^(?:auto(?:matic)?[ -]?reply|out of (?:the )?office|abwesen\w*|automatische antwort|réponse automatique|absence du bureau|自动回复|自動回覆|undeliver\w*|undelivered|delivery status notification|mail delivery (?:failed|failure|subsystem)|returned mail|failure notice|unzustellbar|退信|read:|gelesen:|read receipt)/iu;

const UNATTENDED =
  /^(?:mail(?:er)?-?daemon|postmaster|(?:no|do-?not)[-_.]?reply(?:[+._-][^@]*)?|ne-?pas-?repondre|bounces?|notifications?|notify|alerts?)@/i;

/** True of a mailbox that nobody reads and that sends for many: no answer goes there, and it says nothing of who writes. */
export const isUnattended = (address: string): boolean => UNATTENDED.test(address);

const MACHINES = /^(?:mailer-daemon|postmaster)@/i;

/** Why a mail was written by a machine and orders nothing; null if a person wrote it. */
export function whyAutomatic({ headers, subject, from }: EmailDocument): string | null {
  const submitted = headers["auto-submitted"]?.toLowerCase();
  if (headers["content-type"]?.includes("multipart/report") === true) return "It is a delivery report.";
  if (headers["x-failed-recipients"] !== undefined) return "It says that a mail could not be delivered.";
  if (from !== null && MACHINES.test(from.address))
    return "It comes from a mail server and not from a person.";
  if (submitted !== undefined && !submitted.startsWith("no") && !submitted.startsWith("auto-generated")) {
    return "It is an automatic reply.";
  }
  if (headers["x-autoreply"] !== undefined || headers["x-autorespond"] !== undefined)
    return "It is an automatic reply.";
  if (/auto.?reply/i.test(headers.precedence ?? "")) return "It is an automatic reply.";
  return SUBJECTS.test(subject.trim()) ? "Its subject is that of an automatic mail." : null;
}
