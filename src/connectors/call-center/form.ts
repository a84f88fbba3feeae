import { z } from "zod";
import { jsonAddress } from "../reading/json/address.js";
import { optionalField, optionalText } from "../reading/values/clean-text.js";

const key = z.union([z.string(), z.int()]).transform((value) => String(value).trim());
const amount = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const instant = z.iso.datetime({ offset: true });

/** What an agent keys while the caller is on the line. Saving the same form again makes a later version. */
export const orderForm = z.object({
  callId: key.pipe(z.string().min(1).max(90)),
  formId: key.pipe(z.string().min(1).max(90)),
  /** As the telephone system shows it; may be an extension, or `anonymous`. */
  callerNumber: optionalText,
  agentId: z.string().min(1).max(100),
  startedAt: instant,
  savedAt: optionalField(instant),
  customer: z.object({
    /** The customer code the caller or the screen gave. */
    code: optionalText,
    kind: optionalField(z.enum(["PERSON", "ORGANIZATION"])),
    name: optionalText,
    department: optionalText,
    contactName: optionalText,
    phone: optionalText,
    email: optionalText,
    taxId: optionalText,
    address: jsonAddress.nullish(),
  }),
  poNumber: optionalText,
  currency: optionalText,
  shipTo: jsonAddress.nullish(),
  requestedDate: optionalField(z.iso.date()),
  lines: z
    .array(
      z.object({
        lineNumber: optionalField(key.pipe(z.string().max(100))),
        sku: optionalText,
        description: optionalText,
        quantity: amount,
        unit: optionalText,
        unitPrice: optionalField(amount),
      }),
    )
    .min(1)
    .max(1000),
  note: optionalText,
});
export type OrderForm = z.infer<typeof orderForm>;
