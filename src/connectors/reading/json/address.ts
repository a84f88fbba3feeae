import { z } from "zod";
import type { PostalAddress } from "../../../domain/address.js";
import { cleanText, optionalText } from "../values/clean-text.js";

/** An address as our own JSON formats write it: every part may be missing, `lines` may not. */
export const jsonAddress = z.object({
  recipient: optionalText,
  department: optionalText,
  lines: z.array(z.string()).max(8),
  city: optionalText,
  region: optionalText,
  postalCode: optionalText,
  country: optionalText,
  phone: optionalText,
});

/** The same address in the hub's words. */
export function postalAddressOf(address: z.infer<typeof jsonAddress>): PostalAddress {
  return { ...address, lines: address.lines.map(cleanText).filter((line) => line !== null) };
}
