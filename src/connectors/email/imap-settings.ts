import { z } from "zod";

/** How a mailbox is read. The names are flat because a secret has to be a setting of its own. */
export const imapSettings = {
  imapHost: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("Mail server whose mailbox is read, e.g. `imap.example.com`. Leave it out to read none."),
  imapPort: z
    .int()
    .min(1)
    .max(65_535)
    .nullable()
    .default(null)
    .describe("Port of the mail server, if it is not the usual one: 993 with `tls`, otherwise 143."),
  imapSecurity: z
    .enum(["tls", "starttls", "none"])
    .default("tls")
    .describe("How the connection is protected. `none` sends the password in the open."),
  imapUser: z.string().min(1).nullable().default(null).describe("Name to sign in to the mailbox with."),
  imapPassword: z.string().min(1).nullable().default(null).describe("Password of the mailbox."),
  imapMailbox: z.string().min(1).max(500).default("INBOX").describe("Folder that is read."),
  imapKeyword: z
    .string()
    .regex(/^[A-Za-z0-9$_-]{1,60}$/, "must be one word")
    .nullable()
    .default(null)
    .describe(
      "Keyword put on mail that was taken, e.g. `Throughline`. Without one the mailbox is only read; nothing is ever deleted or marked as seen.",
    ),
  imapDays: z
    .int()
    .min(1)
    .max(3650)
    .default(14)
    .describe("Days of older mail that are read at first, and again if the server has renumbered its mail."),
  pollSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(60)
    .describe("Seconds between two looks into the mailbox."),
};
