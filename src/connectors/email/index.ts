import { defineConnector } from "../connector.js";
import { answerByMail } from "./answer.js";
import { decodeEmail } from "./decode.js";
import { mailbox } from "./mailbox.js";
import { mapEmail } from "./order.js";
import { sendMail } from "./send-mail.js";
import { emailSettings } from "./settings.js";
import { openSmtpDoor } from "./smtp-door.js";

/** Orders that customers write by mail: in sentences, in forms, in tables, in attachments. */
export const email = defineConnector({
  id: "email",
  title: "E-mail",
  side: "EMAIL",
  settings: emailSettings,
  secrets: ["imapPassword", "smtpUrl"],
  mappingVersion: 7,
  decode: decodeEmail,
  map: mapEmail,
  attachedBytes: ({ attachments, brought }, part) =>
    [...attachments, ...brought.flatMap((mail) => mail.attachments)].find((one) => one.part === part)
      ?.content ?? null,
  files: { extensions: [".eml"] },
  listen: openSmtpDoor,
  source: mailbox,
  answers: { order: answerByMail, perDay: ({ answersPerDay }) => answersPerDay },
  send: sendMail,
});
