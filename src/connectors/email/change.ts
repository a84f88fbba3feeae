import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrderChange, OrderChangeTarget } from "../../domain/order-change.js";
import type { Issue } from "../connector.js";
import type { OrderText } from "../reading/prose/order-text.js";
import { untilSentence } from "../reading/prose/unlabeled-parties.js";
import { readAddress } from "../reading/values/address-text.js";
import { type DateContext, readDate } from "../reading/values/dates.js";
import {
  CANCELING,
  CHANGING,
  CHANGING_THAT,
  COMPLAINING,
  DELIVERY,
  GOING_BACK,
  NEW_PLACE,
  ORDERING,
  PART_OF_ORDER,
  QUOTE_WANTED,
  RESCHEDULING,
  TERMS,
} from "./change-words.js";
import type { EmailDocument } from "./decode.js";
import { referenceIn } from "./reference.js";

export type ChangeReading =
  | { readonly kind: "change"; readonly change: CanonicalOrderChange }
  | { readonly kind: "unclear"; readonly issue: Issue }
  | { readonly kind: "none" };

/**
 * Tells a new order from wishes about an earlier one, from complaints and from inquiries. Only what is certain becomes
 * a change: a new place with an address, a day of delivery, or a cancellation, of an order that the mail names. Anything
 * else goes to a person, because taken for a new order it would replace the old one, or send goods that nobody wants.
 */
export function readChange(
  words: string,
  text: OrderText,
  mail: EmailDocument,
  requestedAt: string,
  country: string | null,
): ChangeReading {
  const wishes = sentencesOf(words);
  const places = wishes.filter(({ sentence }) => NEW_PLACE.some((wish) => wish.test(sentence)));
  const cancel = wishes.find(({ sentence }) => CANCELING.test(sentence));
  const hasLines = text.lines.some(({ quantity }) => quantity !== null);
  const number =
    referenceIn(words)?.value ?? referenceIn(mail.subject)?.value ?? text.poNumber?.value ?? null;
  const isNamed = (sentence: string): boolean => referenceIn(sentence) !== null;
  const complains = ({ sentence }: Wish): boolean =>
    COMPLAINING.test(sentence) || (hasLines && isNamed(sentence) && GOING_BACK.test(sentence));
  if (wishes.some((wish) => complains(wish) && !(hasLines && TERMS.test(wish.sentence))))
    return complaint(number);
  if (isInquiry(words, wishes, text)) return inquiry();
  const changed = wishes.some(
    ({ sentence }) =>
      (CHANGING.test(sentence) &&
        (isNamed(sentence) || (number !== null && PART_OF_ORDER.test(sentence) && !TERMS.test(sentence)))) ||
      (CHANGING_THAT.test(sentence) && isNamed(sentence)),
  );
  const moved = wishes.some(({ sentence }) => RESCHEDULING.test(sentence) && DELIVERY.test(sentence));
  if (hasLines) {
    return changed || (cancel !== undefined && referenceIn(cancel.sentence) !== null)
      ? unclear(
          `It speaks of changing order ${number ?? "(unnamed)"} and lists goods; a person has to say what is to be changed.`,
        )
      : { kind: "none" };
  }
  if (places.length > 0) {
    if (number === null)
      return unclear("It asks for another delivery address and does not say for which order.");
    const [behind = null] = places.flatMap(({ end }) => addressAfter(words, end, country) ?? []);
    const shipTo = text.shipTo?.value ?? behind;
    if (shipTo === null)
      return unclear(
        `It asks for another delivery address for order ${number}, and the address cannot be read.`,
      );
    const beside = wishes.filter((wish) => !places.includes(wish) && isWish(wish));
    const day = dayWanted(beside, { receivedAt: requestedAt, country });
    const inPlace = places.filter(({ sentence }) => PART_OF_ORDER.test(sentence) && CHANGING.test(sentence));
    // "… and make it 600 of TL-3001": what else is asked for must not be lost.
    if (inPlace.length > 0 || (beside.length > 0 && day === null))
      return unclear(
        `It asks for another delivery address for order ${number} and for other changes of it; a person has to say which: ${quoted([...inPlace, ...beside])}.`,
      );
    const moves: OrderChangeTarget = { kind: "SHIP_TO", shipTo };
    const targets: OrderChangeTarget[] =
      day === null ? [moves] : [moves, { kind: "DATE", requestedDate: day }];
    return changeOf(number, targets, mail, requestedAt);
  }
  const day = dayWanted(wishes, { receivedAt: requestedAt, country });
  if (cancel === undefined && day !== null && number !== null)
    return changeOf(number, [{ kind: "DATE", requestedDate: day }], mail, requestedAt);
  if (cancel !== undefined && number !== null)
    return changeOf(number, [{ kind: "CANCEL" }], mail, requestedAt);
  if (cancel !== undefined || changed || (moved && number !== null)) {
    return unclear(
      `It asks to change ${number === null ? "an order that it does not name" : `order ${number}`} in a way that only a person can carry out.`,
    );
  }
  if (wishes.some(({ sentence }) => GOING_BACK.test(sentence))) return complaint(number);
  return { kind: "none" };
}

/** True of a sentence that wants a day or a part of the order to be another. */
const isWish = ({ sentence }: Wish): boolean =>
  (RESCHEDULING.test(sentence) && DELIVERY.test(sentence)) ||
  (PART_OF_ORDER.test(sentence) && (CHANGING.test(sentence) || CHANGING_THAT.test(sentence)));

const quoted = (wishes: readonly Wish[]): string =>
  wishes.map(({ sentence }) => `"${sentence.trim().slice(0, QUOTED_CHARS_MAX)}"`).join(", ");
const QUOTED_CHARS_MAX = 200;

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

const complaint = (number: string | null): ChangeReading => ({
  kind: "unclear",
  issue: {
    code: "RETURN_OR_COMPLAINT",
    message: `It speaks of goods${number === null ? "" : ` of order ${number}`} that came as they should not or are to go back; that is no order, and a person has to answer it.`,
    at: "body",
  },
});

/** True if all goods stand where an offer is wished for: in that sentence, or under it if it announces them. */
function isInquiry(words: string, wishes: readonly Wish[], { lines }: OrderText): boolean {
  const quotes = wishes.filter(({ sentence }) => QUOTE_WANTED.test(sentence));
  const isOfOffer = (at: number): boolean =>
    quotes.some(({ sentence, start, end }) => at >= start && (at < end || /[:：]$/.test(sentence)));
  return (
    quotes.length > 0 &&
    !ORDERING.test(words) &&
    lines.every(({ quantity }) => quantity === null || isOfOffer(quantity.range[0]))
  );
}

const inquiry = (): ChangeReading => ({
  kind: "unclear",
  issue: {
    code: "INQUIRY",
    message: "It asks for an offer and orders nothing yet; a person has to answer it.",
    at: "body",
  },
});

function unclear(message: string): ChangeReading {
  return { kind: "unclear", issue: { code: "ORDER_CHANGE_UNCLEAR", message, at: "body" } };
}

function changeOf(
  number: string,
  targets: readonly OrderChangeTarget[],
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
      targets: [...targets],
    },
  };
}

interface Wish {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** Sentences with the positions at which each begins and ends; a line break inside one is only a wrapped line. */
function sentencesOf(words: string): Wish[] {
  return [
    ...words.matchAll(
      /(?:[^.!?。！？:：\n]|\.(?!\s|$)|(?<=(?<!\p{L})(?:[Pp]os|[Nn]r|[Nn]o|[Aa]rt|[Ss]tk?|ca|[Qq]ty))\.|\n(?![ \t\r]*\n))+[.!?。！？:：]?/gu,
    ),
  ].map((match) => ({
    sentence: match[0].replace(/\s+/g, " "),
    start: match.index,
    end: match.index + match[0].length,
  }));
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
  const place = untilSentence(block, (line) => line);
  for (let count = place.length; count > 0; count--) {
    const address = readAddress(place.slice(0, count), country);
    if (address !== null) return address;
  }
  return null;
}
