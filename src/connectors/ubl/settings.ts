import { z } from "zod";
import { executingPartner } from "../reading/edi/executing-partner.js";
import { partnerFolders } from "../reading/edi/partner-folders.js";
import { toldPartner } from "../reading/edi/told-partner.js";
import { isTimeZone } from "../reading/values/iso-time.js";

const scheme = z.string().regex(/^[\w:.-]{1,40}$/);
const id = z.string().min(1).max(200);

export const ublSettings = z.object({
  timeZone: z
    .string()
    .refine(isTimeZone, "must be a time zone such as Europe/Stockholm")
    .default("UTC")
    .describe(
      "Time zone of the partner, for times that a document gives without one, e.g. `Europe/Stockholm`.",
    ),
  customerNumberSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("Name of our system whose customer numbers partners quote in SupplierAssignedAccountID."),
  ourName: id
    .nullable()
    .default(null)
    .describe("Our registered name, as it stands in documents that we send."),
  ourEndpointScheme: scheme
    .default("0088")
    .describe("Scheme of our electronic address in documents that we send: 0088 is a GLN."),
  ourEndpointId: id
    .nullable()
    .default(null)
    .describe("Our electronic address in documents that we send. Peppol delivers none without it."),
  partnerEndpointScheme: scheme
    .nullable()
    .default(null)
    .describe("Scheme of the partner's electronic address. Leave it out to answer to the order's own."),
  partnerEndpointId: id
    .nullable()
    .default(null)
    .describe(
      "Electronic address of the partner. Leave it out to answer to the address that the order came from.",
    ),
  responseCustomization: id
    .default("urn:fdc:peppol.eu:poacc:trns:order_response:3")
    .describe("Specification that our order responses follow (CustomizationID)."),
  responseProfile: id
    .default("urn:fdc:peppol.eu:poacc:bis:ordering:3")
    .describe("Business process that our order responses belong to (ProfileID)."),
  noticeCustomization: id
    .default("urn:fdc:peppol.eu:poacc:trns:despatch_advice:3")
    .describe("Specification that our despatch advices follow (CustomizationID)."),
  noticeProfile: id
    .default("urn:fdc:peppol.eu:poacc:bis:despatch_advice:3")
    .describe("Business process that our despatch advices belong to (ProfileID)."),
  ...toldPartner,
  ...partnerFolders,
  ...executingPartner,
});
export type UblSettings = z.infer<typeof ublSettings>;
