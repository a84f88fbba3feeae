import { z } from "zod";
import { partnerFolders } from "../reading/edi/partner-folders.js";
import { toldPartner } from "../reading/edi/told-partner.js";
import { isTimeZone } from "../reading/values/iso-time.js";

const text = z.string().min(1).max(200);

export const cxmlSettings = z.object({
  sharedSecret: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Secret that the partner puts into its documents (Header/Sender/Credential/SharedSecret). Without it nothing is taken over the web.",
    ),
  previousSharedSecret: z
    .string()
    .min(1)
    .optional()
    .describe("The secret before the last change, accepted as well until this setting is removed."),
  ownSharedSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Secret that we put into documents of our own, for the partner to know us by."),
  timeZone: z
    .string()
    .refine(isTimeZone, "must be a time zone such as America/Chicago")
    .default("UTC")
    .describe(
      "Time zone of the partner, for times that a document gives without one, e.g. `America/Chicago`.",
    ),
  ourDomain: text
    .default("NetworkId")
    .describe(
      "Domain of the identity that we send documents under: NetworkId, DUNS or one of the partner's.",
    ),
  ourIdentity: text.default("throughline").describe("Our identity in that domain, e.g. AN01000000147."),
  partnerDomain: text
    .nullable()
    .default(null)
    .describe("Domain of the partner's identity. Leave it out to use that of ours."),
  partnerIdentity: text
    .nullable()
    .default(null)
    .describe("Identity that we send documents to. Leave it out to answer to whoever sent the order."),
  host: text
    .default("throughline.local")
    .describe("What stands behind the @ in the ids of our documents: a host name of ours."),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default("en")
    .describe("Language of the texts that we send, e.g. `en-US`."),
  ...toldPartner,
  ...partnerFolders,
});
export type CxmlSettings = z.infer<typeof cxmlSettings>;
