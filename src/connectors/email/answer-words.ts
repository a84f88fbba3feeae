import type { AcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { MailLanguage } from "./mail-language.js";

interface AnswerWords {
  readonly greeting: string;
  readonly verdict: Readonly<Record<AcknowledgmentCode, string>>;
  readonly ourNumber: string;
  readonly yourNumber: string;
  readonly asUnderstood: string;
  readonly at: string;
  readonly deliverTo: string;
  readonly deliverOn: string;
  readonly more: string;
  readonly closing: string;
}

/** What an answer says, in each language it is written in. */
export const ANSWER_WORDS: Readonly<Record<MailLanguage, AnswerWords>> = {
  en: {
    greeting: "Hello,",
    verdict: {
      RECEIVED: "thank you, your order has arrived. We look at it before we confirm it.",
      ACCEPTED: "thank you for your order. We confirm it as listed here.",
      ACCEPTED_WITH_CHANGE: "thank you for your order. We confirm it with the changes listed here.",
      PARTIALLY_ACCEPTED: "thank you for your order. We confirm a part of it, as listed here.",
      REJECTED: "we are sorry: we cannot carry out this order.",
    },
    ourNumber: "Our number",
    yourNumber: "Your number",
    asUnderstood: "This is what we have understood:",
    at: "at",
    deliverTo: "Delivery to",
    deliverOn: "Wanted on",
    more: "Further lines",
    closing: "This mail was written automatically. If something is not right, just reply to it.",
  },
  de: {
    greeting: "Guten Tag,",
    verdict: {
      RECEIVED: "vielen Dank, Ihre Bestellung ist angekommen. Wir sehen sie an, bevor wir sie bestätigen.",
      ACCEPTED: "vielen Dank für Ihre Bestellung. Wir bestätigen sie, wie sie hier steht.",
      ACCEPTED_WITH_CHANGE:
        "vielen Dank für Ihre Bestellung. Wir bestätigen sie mit den Änderungen, die hier stehen.",
      PARTIALLY_ACCEPTED:
        "vielen Dank für Ihre Bestellung. Wir bestätigen einen Teil davon, wie er hier steht.",
      REJECTED: "es tut uns leid: diese Bestellung können wir nicht ausführen.",
    },
    ourNumber: "Unsere Nummer",
    yourNumber: "Ihre Nummer",
    asUnderstood: "So haben wir sie verstanden:",
    at: "zu",
    deliverTo: "Lieferung an",
    deliverOn: "Gewünscht am",
    more: "Weitere Positionen",
    closing:
      "Diese Mail wurde automatisch geschrieben. Wenn etwas nicht stimmt, antworten Sie einfach darauf.",
  },
  zh: {
    greeting: "您好:",
    verdict: {
      RECEIVED: "感谢您的来信,订单已收到。我们核对后再向您确认。",
      ACCEPTED: "感谢您的订单。我们按以下内容确认。",
      ACCEPTED_WITH_CHANGE: "感谢您的订单。我们按以下内容确认,其中有变更。",
      PARTIALLY_ACCEPTED: "感谢您的订单。我们确认其中一部分,内容如下。",
      REJECTED: "很抱歉,我们无法执行此订单。",
    },
    ourNumber: "我方单号",
    yourNumber: "贵方单号",
    asUnderstood: "我们的理解如下:",
    at: "单价",
    deliverTo: "收货地址",
    deliverOn: "要求日期",
    more: "其余行数",
    closing: "此邮件由系统自动发出。如有不符,请直接回复。",
  },
};
