import type { Issue, MapResult } from "../connector.js";
import { isListed } from "./address-list.js";
import { attachmentDocument } from "./attached-documents.js";
import { isScan } from "./attached-format.js";
import type { EmailDocument } from "./decode.js";
import type { EmailSettings } from "./settings.js";

type Gateway = EmailSettings["faxGateways"][number];

/** What a fax gateway has mailed, as a fax with the number of its sender; null if the mail comes from none. */
export function faxFromGateway(mail: EmailDocument, settings: EmailSettings): MapResult | null {
  const gateway = settings.faxGateways.find(
    ({ from }) => mail.from !== null && isListed(mail.from.address, [from]),
  );
  if (gateway === undefined) return null;
  const faxes = mail.attachments.filter(({ format }) => format !== null && isScan(format));
  if (faxes.length === 0) {
    const message = "The fax gateway has sent a mail without a fax: neither a TIFF nor a PDF is attached.";
    return { ok: false, issues: [{ code: "FAX_MISSING", message, at: null }] };
  }
  const number = phoneNumberIn(placeOf(gateway, mail));
  const headers: Record<string, string> = number === null ? {} : { "fax-sender": number };
  const documents = faxes.flatMap((fax) => attachmentDocument(fax, settings, headers) ?? []);
  return { ok: true, documents, warnings: number === null ? [withoutNumber(gateway)] : [] };
}

function placeOf({ numberIn }: Gateway, mail: EmailDocument): string {
  if (numberIn === "subject") return mail.subject;
  if (numberIn === "body") return mail.text ?? mail.html ?? "";
  return mail.headers[numberIn.toLowerCase()] ?? "";
}

const PLACE_CHARS_MAX = 2_000;
const NUMBER = /\+?(?:\d|\(\d{1,5}\))(?:[ ./-]{0,3}(?:\d|\(\d{1,5}\))){4,20}/g;
const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\d)/;
/** Words behind which the sender's number stands, and no other. */
const SENDER =
  /(?:from|sender|caller(?: ?id)?|cid|tsi|csid|station ?id|von|absender|rufnummer|发件人|发送方|来自|主叫(?:号码)?)[^\d+\n]{0,15}$/iu;
const DIGITS_MIN = 6;
const DIGITS_MAX = 15;

/** The phone number in a line of a gateway: the one called the sender's, else one with a country code, else the first. */
export function phoneNumberIn(text: string): string | null {
  const place = text.slice(0, PLACE_CHARS_MAX);
  const found = [...place.matchAll(NUMBER)].filter(([number]) => !DATE.test(number) && isPhone(number));
  const called = found.find(({ index }) => SENDER.test(place.slice(Math.max(0, index - 40), index)));
  const chosen = called ?? found.find(([number]) => number.startsWith("+")) ?? found[0];
  return chosen === undefined ? null : chosen[0].trim();
}

function isPhone(number: string): boolean {
  const digits = number.replace(/\D/g, "").length;
  return digits >= DIGITS_MIN && digits <= DIGITS_MAX;
}

function withoutNumber({ numberIn }: Gateway): Issue {
  return { code: "FAX_NUMBER_MISSING", message: "The gateway does not say who sent the fax.", at: numberIn };
}
