import type { FilePart } from "../connector.js";
import type { EdifactDocument } from "./decode.js";
import type { EdifactMessage, Interchange } from "./envelope.js";
import { referenceIn } from "./party.js";
import { component, type Segment } from "./segment.js";

/** Each message of a file in an interchange of its own, as it came: under its UNB, with the usual service characters. */
export function splitEdifact({ interchanges }: EdifactDocument): FilePart[] {
  return interchanges.flatMap((interchange) =>
    interchange.messages.map((message) => partOf(message, interchange)),
  );
}

const SERVICE = "UNA:+.? '";
const TERMINATOR = "'";

function partOf(message: EdifactMessage, { header }: Interchange): FilePart {
  const { type, reference, segments, end } = message;
  const name = `${type === "" ? "a message without a type" : type} ${reference}`.trim();
  const isCutOff = end === "CUT_OFF";
  const text = [
    ...(header === null ? [] : [written(header)]),
    ...segments.map(written),
    // What ends in the middle of a segment has nothing behind it, or it would look whole.
    ...(header === null || isCutOff ? [] : [`UNZ+1+${released(component(header, 5) ?? "")}`]),
  ].join(TERMINATOR);
  const body = new TextEncoder().encode(`${SERVICE}${text}${isCutOff ? "" : TERMINATOR}`);
  return { name, body, orderNumber: orderNumberIn(message) };
}

/** An order bears its number itself, a change refers to it. */
function orderNumberIn({ type, segments }: EdifactMessage): string | null {
  const bgm = segments.find(({ tag }) => tag === "BGM");
  if (type === "ORDERS") return component(bgm, 2, 1);
  return type === "ORDCHG" ? (referenceIn(segments, ORDER) ?? component(bgm, 2, 1)) : null;
}

const ORDER: ReadonlySet<string> = new Set(["ON"]);

const written = ({ tag, elements }: Segment): string =>
  [tag, ...elements.map((element) => element.map(released).join(":"))].join("+");

const released = (text: string): string => text.replace(/[?+:']/g, "?$&");
