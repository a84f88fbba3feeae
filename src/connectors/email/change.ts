import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrderChange, OrderChangeTarget } from "../../domain/order-change.js";
import type { Issue } from "../connector.js";
import { readAddress } from "../reading/address-text.js";
import { type DateContext, readDate } from "../reading/dates.js";
import type { OrderText } from "../reading/order-text.js";
import type { EmailDocument } from "./decode.js";
import { referenceIn } from "./reference.js";

/** Wishes that name a new place for goods that are ordered already. */
const NEW_PLACE: readonly RegExp[] = [
  /(?:deliver|ship|send|redirect|forward)\b.{0,80}\bto (?:the (?:following|new|below)|this|our new|a new|another|a different)\b.{0,30}\baddress/iu,
  /(?:change|update|correct|amend|replace|new)\b.{0,40}\b(?:delivery|shipping|ship-to|ship to)[ -]?address/iu,
  /(?:delivery|shipping|ship-to) address\b.{0,60}\b(?:has changed|changed|is now|to be changed|should be|must be)/iu,
  /(?:lieferadresse|lieferanschrift)\b.{0,80}(?<!\p{L})(?:änder\p{L}*|geändert|neu\p{L}*|korrigier\p{L}*|aktualisier\p{L}*)|(?<!\p{L})(?:änder\p{L}*|neue|geänderte|andere)(?: sie)?(?: bitte)?(?: die| unsere)? (?:lieferadresse|lieferanschrift)|an (?:die )?(?:folgende|neue|diese|andere) (?:adresse|anschrift)/iu,
  /(?:收货|送货|收貨|送貨|交货|寄送)?地址.{0,20}(?:改为|改成|变更|变为|更改|更新|修改|改為|變更)|(?:改送|改寄|改发|改发往|改送到|改送至|改为送到|改為送到)|(?:更改|变更|修改|變更).{0,16}地址/u,
  /(?:changer|modifier|nouvelle) (?:l['’])?adresse de livraison|à (?:cette|la nouvelle) adresse/iu,
];
const CANCELING =
  /(?:please |bitte |kindly )?(?<!\p{L})(?:cancel|withdraw|stornier\w*|annulliere?n?|annuler|annulez)(?!\p{L})|(?:取消|撤销|作废).{0,12}(?:订单|訂單|采购单)|(?:订单|訂單).{0,24}(?:取消|作废|撤销)/iu;
const CHANGING =
  /(?<!\p{L})(?:change|amend|modify|update|correct|adjust|revise|reduce|increase|ändern|anpassen|korrigieren|erhöhen|reduzieren|modifier)(?!\p{L})|修改|更改|变更|改为|調整|调整|變更/iu;

/** Of which part of an order a wish speaks: with it, an order that is named elsewhere in the mail will do. */
const PART_OF_ORDER =
  /(?<!\p{L})(?:lines?|positions?|pos|items?|articles?|quantity|qty|price|menge|zeile|artikel|preis|quantité|ligne|prix)(?!\p{L})|数量|单价|行/iu;

/** Wishes for another day, and what the day is of. */
const RESCHEDULING =
  /(?<!\p{L})(?:move|postpone|reschedule|defer|delay|bring forward|push back|change|verschieb\p{L}*|verleg\p{L}*|reporter|décaler)(?!\p{L})|推迟|延期|改期|提前/iu;
const DELIVERY =
  /(?<!\p{L})(?:deliver\p{L}*|shipment|shipping|liefer\p{L}*|livraison)(?!\p{L})|交货|交期|送货/iu;

export type ChangeReading =
  | { readonly kind: "change"; readonly change: CanonicalOrderChange }
  | { readonly kind: "unclear"; readonly issue: Issue }
  | { readonly kind: "none" };

/**
 * Tells a wish to change an earlier order from a new order. Only what is certain becomes a change: a
 * new place with an address, a day of delivery, or a cancellation, of an order that the mail names. A wish for anything
 * else goes to a person, because taken for a new order it would replace the old one.
 */
export function readChange(
  words: string,
  text: OrderText,
  mail: EmailDocument,
  requestedAt: string,
  country: string | null,
): ChangeReading {
  const wishes = sentencesOf(words);
  const place = wishes.find(({ sentence }) => NEW_PLACE.some((wish) => wish.test(sentence)));
  const cancel = wishes.find(({ sentence }) => CANCELING.test(sentence));
  const hasLines = text.lines.some(({ quantity }) => quantity !== null);
  const number =
    referenceIn(words)?.value ?? referenceIn(mail.subject)?.value ?? text.poNumber?.value ?? null;
  const changed = wishes.some(
    ({ sentence }) =>
      CHANGING.test(sentence) &&
      (referenceIn(sentence) !== null || (number !== null && PART_OF_ORDER.test(sentence))),
  );
  const moved = wishes.some(({ sentence }) => RESCHEDULING.test(sentence) && DELIVERY.test(sentence));
  if (hasLines) {
    return changed || (cancel !== undefined && referenceIn(cancel.sentence) !== null)
      ? unclear(
          `It speaks of changing order ${number ?? "(unnamed)"} and lists goods; a person has to say what is to be changed.`,
        )
      : { kind: "none" };
  }
  if (place !== undefined) {
    if (number === null)
      return unclear("It asks for another delivery address and does not say for which order.");
    const shipTo = text.shipTo?.value ?? addressAfter(words, place.end, country);
    if (shipTo === null)
      return unclear(
        `It asks for another delivery address for order ${number}, and the address cannot be read.`,
      );
    return changeOf(number, { kind: "SHIP_TO", shipTo }, mail, requestedAt);
  }
  const day = dayWanted(wishes, { receivedAt: requestedAt, country });
  if (cancel === undefined && day !== null && number !== null)
    return changeOf(number, { kind: "DATE", requestedDate: day }, mail, requestedAt);
  if (cancel !== undefined && number !== null) return changeOf(number, { kind: "CANCEL" }, mail, requestedAt);
  if (cancel !== undefined || changed || (moved && number !== null)) {
    return unclear(
      `It asks to change ${number === null ? "an order that it does not name" : `order ${number}`} in a way that only a person can carry out.`,
    );
  }
  return { kind: "none" };
}

/** The day that a single wish names for the delivery; null where there is more to it, or less. */
function dayWanted(wishes: readonly { sentence: string }[], context: DateContext): string | null {
  const asked = wishes.filter(({ sentence }) => RESCHEDULING.test(sentence) || CHANGING.test(sentence));
  const [{ sentence } = { sentence: "" }, ...more] = asked;
  const isOfDay = RESCHEDULING.test(sentence) && DELIVERY.test(sentence) && !PART_OF_ORDER.test(sentence);
  if (more.length > 0 || !isOfDay) return null;
  const first = readDate(sentence, context);
  const rest = first === null ? "" : sentence.slice(first.range[1]);
  return first?.kind === "date" && readDate(rest, context) === null ? first.date : null;
}

function unclear(message: string): ChangeReading {
  return { kind: "unclear", issue: { code: "ORDER_CHANGE_UNCLEAR", message, at: "body" } };
}

function changeOf(
  number: string,
  target: OrderChangeTarget,
  mail: EmailDocument,
  requestedAt: string,
): ChangeReading {
  const domain = mail.from?.address.split("@")[1] ?? null;
  return {
    kind: "change",
    change: {
      order: { externalId: domain === null ? null : `${domain}/${number}`, number, poNumber: number },
      askedBy: mail.from?.address ?? null,
      requestedAt,
      reason: mail.subject === "" ? null : mail.subject.slice(0, 500),
      targets: [target],
    },
  };
}

/** Sentences with the position at which each ends; a line break inside one is only a wrapped line. */
function sentencesOf(words: string): { sentence: string; end: number }[] {
  return [...words.matchAll(/(?:[^.!?。！？:：\n]|\.(?!\s|$)|\n(?![ \t\r]*\n))+[.!?。！？:：]?/gu)].map(
    (match) => ({
      sentence: match[0].replace(/\s+/g, " "),
      end: match.index + match[0].length,
    }),
  );
}

/** The address right behind the wish: the rest of its line, or the next block of lines. */
function addressAfter(words: string, end: number, country: string | null): PostalAddress | null {
  const lines = words.slice(end).split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const block: string[] = [];
  for (const line of lines.slice(Math.max(first, 0))) {
    if (line.trim() === "") break;
    block.push(line);
  }
  for (let count = block.length; count > 0; count--) {
    const address = readAddress(block.slice(0, count), country);
    if (address !== null) return address;
  }
  return null;
}
