import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const TOKEN_BYTES = 16;
/** Fewer digits than this prove nothing. */
const PHONE_DIGITS_MIN = 7;
/** Phones are the same if their last digits are: people leave out the country code or write a 0 for it. */
const PHONE_DIGITS_COMPARED = 9;

/** The token of an order's tracking link: 128 bits that nobody can guess, and nothing to store. */
export function trackingToken(secret: Uint8Array, orderId: string): string {
  const digest = createHmac("sha256", secret).update(`track:${orderId}`).digest();
  return digest.subarray(0, TOKEN_BYTES).toString("base64url");
}

/** What has the form of a token; only such a proof is worth a look once all tries are used up. */
export const looksLikeToken = (proof: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(proof.trim());

export function provesByToken(proof: string, secret: Uint8Array, orderId: string): boolean {
  return sameText(proof.trim(), trackingToken(secret, orderId));
}

/** True if the proof is an e-mail address or a phone number of somebody who belongs to the order. */
export function provesByContact(
  proof: string,
  { emails, phones }: { readonly emails: readonly string[]; readonly phones: readonly string[] },
): boolean {
  const email = emailKey(proof);
  const phone = phoneKey(proof);
  const byEmail = emails.filter((known) => sameText(email, emailKey(known))).length > 0;
  const byPhone =
    phone !== null && phones.filter((known) => sameText(phone, phoneKey(known) ?? "")).length > 0;
  return (email.includes("@") && byEmail) || byPhone;
}

const emailKey = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

function phoneKey(text: string): string | null {
  const normal = text.normalize("NFKC");
  if (/\p{L}|@/u.test(normal)) return null;
  const digits = normal.replace(/\D/g, "");
  return digits.length < PHONE_DIGITS_MIN ? null : digits.slice(-PHONE_DIGITS_COMPARED);
}

/** In constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => Uint8Array.from(createHash("sha256").update(text).digest()));
  return left !== undefined && right !== undefined && timingSafeEqual(left, right) && a !== "";
}
