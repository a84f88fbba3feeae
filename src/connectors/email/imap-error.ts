import { HubError, messageOf } from "../../domain/errors.js";
import { type SourceErrorCode, sourceError } from "../source-error.js";

/** Answers to a sign-in that speak of the server and not of the password (RFC 5530). */
const PASSING = new Set(["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN"]);

/** A certificate that is not trusted stays so until a person has looked at it. */
const CERTIFICATE = /CERT|SELF_SIGNED|^ERR_TLS/;

interface ImapFault {
  readonly code?: unknown;
  readonly authenticationFailed?: unknown;
  readonly mailboxMissing?: unknown;
  readonly tlsFailed?: unknown;
  readonly serverResponseCode?: unknown;
  readonly responseText?: unknown;
  readonly throttleReset?: unknown;
}

/** Whatever went wrong with a mail server, as one of the classes of `source-error.ts`. */
export function imapFailure(host: string, error: unknown): HubError {
  if (error instanceof HubError) return error;
  const fault: ImapFault = typeof error === "object" && error !== null ? error : {};
  const words = typeof fault.responseText === "string" ? fault.responseText : messageOf(error);
  const afterMs = typeof fault.throttleReset === "number" ? fault.throttleReset : undefined;
  return sourceError(codeOf(fault), `${host}: ${words}`, afterMs);
}

function codeOf(fault: ImapFault): SourceErrorCode {
  const code = typeof fault.code === "string" ? fault.code : "";
  const answer = typeof fault.serverResponseCode === "string" ? fault.serverResponseCode : "";
  if (code === "ETHROTTLE") return "SOURCE_RATE_LIMITED";
  if (fault.authenticationFailed === true) return PASSING.has(answer) ? "SOURCE_TRANSIENT" : "SOURCE_AUTH";
  if (fault.mailboxMissing === true || answer === "NONEXISTENT") return "SOURCE_REFUSED";
  return fault.tlsFailed === true || CERTIFICATE.test(code) ? "SOURCE_REFUSED" : "SOURCE_TRANSIENT";
}
