import { createTransport } from "nodemailer";
import { HubError, messageOf, transient } from "../../domain/errors.js";
import type { OutgoingDocument } from "../connector.js";
import type { EmailSettings } from "./settings.js";

const TIMEOUT_MS = 20_000;

/** Hands a mail over to the mail server. What that one refuses for good needs a person; the rest is tried again. */
export async function sendMail(
  { body, recipient }: OutgoingDocument,
  { smtpUrl, answerFrom }: EmailSettings,
): Promise<"SENT" | "KEPT"> {
  if (smtpUrl === null || answerFrom === null || recipient === undefined) return "KEPT";
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  try {
    const envelope = { from: answerFrom, to: [recipient] };
    await transport.sendMail({ envelope, raw: Buffer.from(body) });
    return "SENT";
  } catch (error) {
    throw sendFailure(error);
  } finally {
    transport.close();
  }
}

const REFUSED_FROM = 500;

function sendFailure(error: unknown): HubError {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const words = `the mail server does not take our answer: ${messageOf(error)}`;
  const isRefused = typeof responseCode === "number" && responseCode >= REFUSED_FROM;
  if (code === "EAUTH" && isRefused) {
    return new HubError("SMTP_AUTH", words, { mend: "Correct name and password in the `smtpUrl` setting." });
  }
  if (isRefused)
    return new HubError("MAIL_REFUSED", words, {
      mend: "Look whether the address still exists, and write by hand.",
    });
  return transient("SMTP_UNREACHABLE", words, undefined, error);
}
