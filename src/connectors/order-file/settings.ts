import { z } from "zod";
import { type Column, LINE_COLUMNS, ORDER_COLUMNS } from "../reading/tables/columns.js";
import { TEXT_ENCODINGS } from "../reading/values/encoding.js";

const COLUMNS: readonly Column[] = [...ORDER_COLUMNS, ...LINE_COLUMNS, "ignored"];

export const orderFileSettings = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe(
      "Country that addresses are in and dates are written for where a file does not say, e.g. `DE`.",
    ),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of the prices where a file does not say, e.g. `EUR`."),
  decimalMark: z
    .enum([".", ","])
    .nullable()
    .default(null)
    .describe("Decimal mark of all files of this source. Leave it out to have it told from each file."),
  encoding: z
    .enum(TEXT_ENCODINGS)
    .nullable()
    .default(null)
    .describe("Encoding of all text files of this source. Leave it out to have it told from each file."),
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("Name of the system that gave out the customer codes in the files."),
  columns: z
    .record(z.string().min(1).max(200), z.enum(COLUMNS))
    .default({})
    .describe('What the source\'s own column headings mean, e.g. `{ "Besteller": "contactName" }`.'),
  folder: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("Folder to watch for order files. Leave it out if files are only uploaded."),
});
export type OrderFileSettings = z.infer<typeof orderFileSettings>;
