import { z } from "zod";
import { ourNamesSetting } from "../reading/prose/our-names.js";
import { answerSettings } from "./answer-settings.js";
import { ATTACHED_FORMATS } from "./attached-format.js";
import { imapSettings } from "./imap-settings.js";

const SIZE_BYTES_DEFAULT = 25 * 1024 * 1024;
const SIZE_BYTES_MAX = 100 * 1024 * 1024;

export const emailSettings = z.object({
  host: z.string().min(1).default("127.0.0.1").describe("Address to listen on for mail."),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .nullable()
    .default(null)
    .describe(
      "Port to listen on for mail; 0 takes any free one. Leave it out to take mail as .eml files only.",
    ),
  recipients: z
    .array(z.string().regex(/^[^@\s]*@[^@\s]+$/, "must be an address or @domain"))
    .max(1000)
    .default([])
    .describe(
      "Who mail is taken for: addresses (`orders@hub.example`) or whole domains (`@hub.example`). No other is relayed.",
    ),
  ...imapSettings,
  ...answerSettings,
  attachmentConnections: z
    .partialRecord(z.enum(ATTACHED_FORMATS), z.string().min(1))
    .default({})
    .describe(
      'Which connection reads an attached format, e.g. `{ "x12": "partner-edi" }`. What is not named goes to the hub\'s own reader, and never to a partner\'s connection: a mail does not prove who sent it.',
    ),
  faxGateways: z
    .array(
      z.object({
        from: z.string().regex(/^[^@\s]*@[^@\s]+$/, "must be an address or @domain"),
        numberIn: z.string().regex(/^[A-Za-z0-9-]{1,100}$/, "must be `subject`, `body` or a header's name"),
      }),
    )
    .max(100)
    .default([])
    .describe(
      "Gateways that bring faxes as mail: the address they send `from`, and where the sender's number stands (`numberIn`): `subject`, `body` or the name of a header.",
    ),
  sizeBytesMax: z
    .int()
    .min(1024)
    .max(SIZE_BYTES_MAX)
    .default(SIZE_BYTES_DEFAULT)
    .describe("Largest mail that is taken, in bytes."),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe(
      "Country that addresses are in and dates are written for where a mail does not say, e.g. `DE`.",
    ),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of the prices where a mail does not say, e.g. `EUR`."),
  ourNames: ourNamesSetting,
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("Name of the system that gave out the customer numbers which customers quote."),
});
export type EmailSettings = z.infer<typeof emailSettings>;
