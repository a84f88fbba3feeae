import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import { isScan } from "./attached-format.js";
import type { EmailDocument } from "./decode.js";
import type { MailAttachment } from "./open-attachment.js";
import type { EmailSettings } from "./settings.js";

type AttachmentDocument = Extract<CanonicalDocument, { kind: "ATTACHMENT" }>;

/** An attachment on its way to the connector that reads it, with what the mail knows about who sent it. */
export function attachmentDocument(
  { part, fileName, contentType, format }: MailAttachment,
  settings: EmailSettings,
  headers: Readonly<Record<string, string>>,
): AttachmentDocument | null {
  if (format === null) return null;
  const connectionId = settings.attachmentConnections[format] ?? null;
  return {
    kind: "ATTACHMENT",
    attachment: { part, fileName, contentType, connector: format, connectionId, headers },
  };
}

/** What speaks of the mail's text only: it does not matter where the order is attached. */
const OF_THE_TEXT: readonly string[] = ["NOT_AN_ORDER", "ATTACHMENT_NOT_READ", "QUANTITY_UNCLEAR"];
/** A business document says itself whether it is an order or a change; a picture of one does not. */
const OF_THE_TEXT_AND_SCANS: readonly string[] = [...OF_THE_TEXT, "ORDER_CHANGE_UNCLEAR"];

/**
 * What a mail says together with what is attached to it. Business documents are always handed on; scans
 * only where the mail itself holds nothing, because beside an order they are terms, drawings, or that same
 * order once more.
 */
export function withAttached(result: MapResult, mail: EmailDocument, settings: EmailSettings): MapResult {
  const headers: Record<string, string> = mail.from === null ? {} : { "mail-from": mail.from.address };
  const documents = (wanted: boolean): AttachmentDocument[] =>
    mail.attachments
      .filter(({ format }) => format !== null && isScan(format) === wanted)
      .flatMap((attachment) => attachmentDocument(attachment, settings, headers) ?? []);
  const exact = documents(false);
  const scans = documents(true);
  if (result.ok) return beside(result, exact, scans);
  const handed = [...exact, ...scans];
  const silent = scans.length === 0 ? OF_THE_TEXT_AND_SCANS : OF_THE_TEXT;
  if (handed.length === 0 || !result.issues.every(({ code }) => silent.includes(code))) return result;
  const unclear = result.issues.filter(
    ({ code }) => code === "QUANTITY_UNCLEAR" || code === "ORDER_CHANGE_UNCLEAR",
  );
  return { ok: true, documents: handed, warnings: unclear };
}

/** The mail's own order beside a document that may be the very same: only a person can tell. */
function beside(
  { documents, warnings }: Extract<MapResult, { ok: true }>,
  exact: readonly AttachmentDocument[],
  scans: readonly AttachmentDocument[],
): MapResult {
  const names = exact.map(({ attachment }) => attachment.fileName).join(", ");
  const doubt = `The mail brings ${names} as well, which is read by itself: is it the same order?`;
  const doubted = documents.map((document): CanonicalDocument => {
    if (document.kind !== "ORDER" || exact.length === 0) return document;
    return {
      ...document,
      order: { ...document.order, doubts: [...document.order.doubts, doubt.slice(0, 2000)] },
    };
  });
  return { ok: true, documents: [...doubted, ...exact], warnings: [...warnings, ...scans.map(notRead)] };
}

function notRead({ attachment: { fileName } }: AttachmentDocument): Issue {
  const message = "It was not read, because the mail itself says what is ordered.";
  return { code: "ATTACHMENT_NOT_READ", message, at: `attachment ${fileName}` };
}
