import { createHash, randomBytes } from "node:crypto";
import { NUMBER_LETTERS } from "../../domain/order-reference.js";

const NUMBER_LENGTH = 8;

const BYTES = 32;

/** A number nobody can guess from another: 27^8, about 2.8e11. */
export const newNumber = (prefix: string): string => numberOf(prefix, randomBytes(BYTES));

/** The number that stands for 32 bytes which nobody can foresee: so many that no letter comes oftener than another. */
export function numberOf(prefix: string, bytes: Buffer): string {
  const base = BigInt(NUMBER_LETTERS.length);
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let letters = "";
  while (letters.length < NUMBER_LENGTH) {
    letters += NUMBER_LETTERS[Number(rest % base)];
    rest /= base;
  }
  return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * The id of an order follows from where it came from (UUID version 8: milliseconds of `placedAt`, then a hash of
 * the source's key). A hub that has forgotten an order, because it was restored from a backup, gives it the same
 * id when it is read again, and so finds at the execution systems what it sent there. Ids still rise with time.
 */
export function orderId(connectionId: string, externalId: string, placedAt: Date): string {
  const hash = createHash("sha256").update(`${connectionId}\u0000${externalId}`).digest();
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.min(Math.max(placedAt.getTime(), 0), 2 ** 48 - 1), 0, 6);
  hash.copy(bytes, 6, 0, 10);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
