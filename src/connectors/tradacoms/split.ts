import type { FilePart } from "../connector.js";
import { component, type Segment, type TradacomsDocument, type TradacomsMessage } from "./decode.js";
import { AROUND } from "./map.js";

/** Each order of a file in a transmission of its own: under its STX, behind the header that all of them share. */
export function splitTradacoms({ header, messages }: TradacomsDocument): FilePart[] {
  const shared = messages.filter(({ type }) => type === HEADER);
  return messages
    .filter(({ type, isCutOff }) => isCutOff || !AROUND.has(type))
    .map((message) => partOf(message, header, shared));
}

const HEADER = "ORDHDR";

function partOf(message: TradacomsMessage, header: Segment, shared: readonly TradacomsMessage[]): FilePart {
  const { type, reference, segments, isCutOff } = message;
  const before = shared.filter((one) => one !== message);
  const written = [
    ...[header, ...before.flatMap((one) => one.segments), ...segments].map(textOf),
    // What ends in the middle of a segment has nothing behind it, or it would look whole.
    ...(isCutOff ? [] : [`END=${before.length + 1}`]),
  ];
  const order = segments.find(({ tag }) => tag === "ORD");
  return {
    name: `${type} ${reference}`.trim(),
    body: new TextEncoder().encode(`${written.join("'")}${isCutOff ? "" : "'"}`),
    orderNumber: component(order, 1, 1),
  };
}

const textOf = ({ tag, elements }: Segment): string =>
  `${tag}=${elements.map((element) => element.map(released).join(":")).join("+")}`;

const released = (text: string): string => text.replace(/[?+:=']/g, "?$&");
