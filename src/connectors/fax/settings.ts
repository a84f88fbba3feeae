import { z } from "zod";
import { ourNamesSetting } from "../reading/prose/our-names.js";
import { OCR_FAX_SECONDS_DEFAULT, OCR_PAGE_SECONDS_DEFAULT } from "./limits.js";

export const faxSettings = z.object({
  spoolFolder: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "Folder in which the fax server leaves received faxes. Leave it out if faxes are only handed in.",
    ),
  receptionLog: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "Log of the fax server (HylaFAX: `log/xferfaxlog` or `etc/xferfaxlog`), which says who called and what went wrong. Leave it out if there is none.",
    ),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country that most faxes come from, e.g. `DE`: it decides what 05/06/2026 means."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null)
    .describe("Currency of the prices where a fax does not say, e.g. `EUR`."),
  ourNames: ourNamesSetting,
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("Name of the system that gave out the customer numbers which customers print on their orders."),
  pageSeconds: z
    .number()
    .positive()
    .max(600)
    .default(OCR_PAGE_SECONDS_DEFAULT)
    .describe("Seconds that reading one page may take before it is given up and left to a person."),
  faxSeconds: z
    .number()
    .positive()
    .max(3600)
    .default(OCR_FAX_SECONDS_DEFAULT)
    .describe(
      "Seconds that reading all pages of a fax may take; the pages that are left then are named and left to a person.",
    ),
});
export type FaxSettings = z.infer<typeof faxSettings>;
