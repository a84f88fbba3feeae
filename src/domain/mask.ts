const HIDDEN = "***";
const DIGITS_SHOWN = 2;
const DIGITS_MIN = 5;
const EMAIL = /([^\s@"'<>,;]+)@([^\s@"'<>,;]+)/g;
/** Keys under which documents keep what is personal as such. */
const PERSONAL_KEYS = /^(e?mails?|phones?|tel(ephone)?|fax|mobile|taxId|callerNumber)$/i;
const DEPTH_MAX = 20;

/** A value that can be recognized and not used: `a***@d***`, `***21`, `L***`. Lists keep their length. */
export function masked(value: unknown): unknown {
  if (typeof value === "string") return maskedText(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === "object" && value !== null) return maskedDocument(value);
  return value === null || value === undefined || typeof value === "boolean" ? value : HIDDEN;
}

function maskedText(text: string): string {
  const whole = text.trim();
  if (whole === "") return whole;
  if (/^[^\s@]+@[^\s@]+$/.test(whole)) return maskedEmail(whole);
  const digits = whole.replace(/\D/g, "");
  const isNumber = digits.length >= DIGITS_MIN && /^[\d\s()+./-]+$/.test(whole);
  return isNumber ? `${HIDDEN}${digits.slice(-DIGITS_SHOWN)}` : `${[...whole][0] ?? ""}${HIDDEN}`;
}

function maskedEmail(address: string): string {
  const [name = "", domain = ""] = address.split("@");
  return `${[...name][0] ?? ""}${HIDDEN}@${[...domain][0] ?? ""}${HIDDEN}`;
}

/** The same document, with what is personal in it masked: by the names of its keys, and e-mail addresses anywhere. */
function maskedDocument(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.replace(EMAIL, maskedEmail);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEPTH_MAX) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => maskedDocument(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      PERSONAL_KEYS.test(key) ? masked(inner) : maskedDocument(inner, depth + 1),
    ]),
  );
}
