import Big from "big.js";
import { textFromHtml } from "../reading/prose/html-text.js";
import { cleanText } from "../reading/values/clean-text.js";
import type { WooMetaData, WooOrder } from "./payload.js";

const AMOUNT = /^-?\d{1,15}(\.\d{1,10})?$/;

/** Text of a shop, which may be HTML. */
export const plain = (html: unknown): string | null =>
  typeof html === "string" ? cleanText(textFromHtml(html)) : null;

/** What was chosen, as the shop shows it; plugins keep their own affairs in lists and groups. */
export const choiceOf = ({
  key,
  value,
  display_key: shownKey,
  display_value: shown,
}: WooMetaData[number]) => ({
  name: key?.startsWith("_") ? key : (plain(shownKey) ?? key),
  value: plain(shown) ?? (typeof value === "number" ? String(value) : plain(value)),
});

const PICKUP_METHOD = /^(?:local_pickup|pickup_location)(?:$|:)/;

/** True where the customer comes for the goods: they are sent to none of the order's addresses. */
export const isPickedUp = ({ shipping_lines: shipping }: WooOrder): boolean =>
  shipping.length > 0 && shipping.every(({ method_id: method }) => PICKUP_METHOD.test(method ?? ""));

/** `Shipping 10.00 EUR: Flat rate`; nothing for what costs nothing, but where goods are to be picked up. */
export function costNotes(order: WooOrder): string[] {
  const { shipping_lines: shipping, fee_lines: fees, currency } = order;
  const cost = (
    kind: string,
    { name, method_title: method, total }: WooOrder["fee_lines"][number],
  ): string[] => {
    const text = method ?? name;
    if (total === null || total === undefined || !AMOUNT.test(String(total)) || new Big(total).eq(0))
      return [];
    return [
      `${[kind, total, currency].filter((part) => part !== null).join(" ")}${text === null ? "" : `: ${text}`}`,
    ];
  };
  const places = isPickedUp(order)
    ? shipping.map(({ method_title: place }) => place ?? "no place named")
    : [];
  return [
    ...places.map((place) => `To be picked up: ${place}`),
    ...shipping.flatMap((one) => cost("Shipping", one)),
    ...fees.flatMap((one) => cost("Fee", one)),
  ];
}
