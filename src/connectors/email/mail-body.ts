import {
  type OrderText,
  type OrderTextLine,
  readOrderText,
  type TextContext,
} from "../reading/prose/order-text.js";
import type { EmailDocument } from "./decode.js";
import { ownWords } from "./own-words.js";

/** What a mail says, and in which of its parts. */
export interface MailBody {
  readonly part: "body" | "body:html";
  readonly words: string;
  readonly text: OrderText;
}

/**
 * The part of a mail that is read. Mostly both say the same, and the plain text is taken. Where they name other goods,
 * the one that is read with fewer doubts counts, which is the HTML if neither is: it is what the writer has seen, with
 * its columns and with what is struck out. Goods that only the other part names are asked about.
 */
export function bodyOf(mail: EmailDocument, context: TextContext): MailBody {
  const plain = bodyIn("body", mail.text, mail, context);
  if (mail.html === null) return plain;
  const html = bodyIn("body:html", mail.html, mail, context);
  const [ofPlain, ofHtml] = [goodsOf(plain), goodsOf(html)];
  if (ofPlain.length === 0) return ofHtml.length > 0 || mail.text === null ? html : plain;
  const isSame = isWithin(ofPlain, ofHtml) && isWithin(ofHtml, ofPlain);
  if (ofHtml.length === 0 || isSame) return plain;
  const isPlain = plain.text.doubts.length < html.text.doubts.length;
  const [taken, other] = isPlain ? [plain, html] : [html, plain];
  return isWithin(goodsOf(other), goodsOf(taken)) ? taken : doubted(taken, other);
}

function bodyIn(
  part: MailBody["part"],
  written: string | null,
  { subject }: EmailDocument,
  context: TextContext,
): MailBody {
  const words = ownWords(written ?? "", subject);
  return { part, words, text: readOrderText(words, context) };
}

/** Each line as article and count. */
const goodsOf = ({ text }: MailBody): string[] =>
  text.lines.flatMap((line) => (line.quantity === null ? [] : [nameOf(line)]));

function nameOf({ sku, description, quantity }: OrderTextLine): string {
  const name = sku?.value ?? description?.value ?? "";
  return `${quantity?.value ?? ""} x ${name.replace(/\s+/g, " ").toLowerCase()}`;
}

/** True if all of the first are among the second, each as often. */
function isWithin(goods: readonly string[], others: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const name of others) left.set(name, (left.get(name) ?? 0) + 1);
  return goods.every((name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count > 0;
  });
}

const NAMED_CHARS_MAX = 500;

function doubted(taken: MailBody, other: MailBody): MailBody {
  const known = new Set(goodsOf(taken));
  const names = goodsOf(other).filter((name) => !known.has(name));
  const where = other.part === "body" ? "plain text" : "HTML";
  const doubt = `The ${where} of the mail names other goods: ${names.join(", ").slice(0, NAMED_CHARS_MAX)}.`;
  return { ...taken, text: { ...taken.text, doubts: [...taken.text.doubts, doubt] } };
}
