import type { PostalAddress } from "../../../domain/address.js";
import { readAddress } from "../values/address-text.js";
import type { Found } from "./found.js";
import type { LabeledValue } from "./labeled-values.js";
import { isPerson } from "./named-party.js";
import type { Block } from "./party-blocks.js";
import type { Span } from "./text-lines.js";
import { deliveredTo } from "./unlabeled-parties.js";

export interface DeliveryPlace {
  readonly shipTo: Found<PostalAddress> | null;
  /** What stands where the place of delivery is announced, if it is no address that can be read. */
  readonly unreadPlace: string | null;
  /** That it names several places, if it does. */
  readonly placeDoubts: readonly string[];
}

/**
 * The labels with each "Address:" that stands right under the name of who is delivered to, or under that name's phone
 * number, as one of the place of delivery: 收货人, 电话 and 地址, in one line or one under the other.
 */
export function placesUnderNames(values: readonly LabeledValue[], country: string | null): LabeledValue[] {
  const isNumber = (line: number): boolean =>
    values.some((one) => one.label === "phone" && one.line === line && one.value.text !== "");
  const isName = ({ label, value }: LabeledValue): boolean =>
    label === "shipTo" && value.text !== "" && readAddress([value.text], country) === null;
  return values.map((one) => {
    if (one.label !== "address" || one.value.text === "") return one;
    const head = values.findLast(
      (above) => isName(above) && above.labelSpan.start < one.labelSpan.start && one.line - above.line <= 2,
    );
    const isUnder = head !== undefined && (one.line - head.line < 2 || isNumber(one.line - 1));
    return isUnder ? { ...one, label: "shipTo" } : one;
  });
}

/** Where the goods go: as labeled, or as a sentence says. */
export function placeOf(
  blocks: readonly Block[],
  lines: readonly Span[],
  values: readonly LabeledValue[],
  country: string | null,
): DeliveryPlace {
  const stated = blocks.filter(({ address }) => address !== null);
  // "Recipient: Li Na" above "Delivery address: …": the one that can be read says where.
  const block = stated[0] ?? blocks[0];
  const others = stated.filter(({ address }) => doorOf(address?.value) !== doorOf(block?.address?.value));
  const placeDoubts =
    others.length === 0
      ? []
      : [`The text names ${others.length + 1} places of delivery; the order goes to the first.`];
  const labeled = handedTo(block?.address ?? null, values, country);
  const said = labeled === null ? deliveredTo(lines, country) : null;
  const shipTo = received(labeled ?? said?.address ?? null, values);
  const unreadPlace = shipTo === null ? (block?.spans[0]?.text ?? said?.unread ?? null) : null;
  return { shipTo, unreadPlace, placeDoubts };
}

/** Where it is, whoever is named there. */
const doorOf = (address: PostalAddress | undefined): string =>
  JSON.stringify([address?.lines.at(-1), address?.postalCode]).toLowerCase();

/** "Recipient: Li Na, phone: 139…" on lines of their own: who takes the goods in, where the address does not say. */
function received(
  address: Found<PostalAddress> | null,
  values: readonly LabeledValue[],
): Found<PostalAddress> | null {
  const person = values.find(({ label, value }) => label === "shipTo" && isPerson(value.text));
  if (address === null || address.value.recipient !== null || person === undefined) return address;
  const isBelow = ({ line, value }: LabeledValue): boolean =>
    line === person.line + 1 && value.start < address.range[0];
  const phone = values.find((one) => one.label === "phone" && (one.line === person.line || isBelow(one)));
  return takenInBy(address, person, phone);
}

function takenInBy(
  address: Found<PostalAddress>,
  person: LabeledValue | undefined,
  phone: LabeledValue | undefined,
): Found<PostalAddress> {
  const { recipient, phone: known } = address.value;
  return {
    ...address,
    value: {
      ...address.value,
      recipient: person?.value.text ?? recipient,
      phone: known ?? phone?.value.text ?? null,
    },
  };
}

/** `收货地址：… 收货人：王伟 电话：138…`: who is named beside the address, and the number there, belong to it. */
function handedTo(
  address: Found<PostalAddress> | null,
  values: readonly LabeledValue[],
  country: string | null,
): Found<PostalAddress> | null {
  const at = address?.range[0] ?? -1;
  const head = values.find(
    ({ label, value }) => label === "shipTo" && value.start <= at && at <= value.end && value.text !== "",
  );
  if (address === null || head === undefined) return address;
  const beside = values.filter((one) => one.line === head.line && one !== head && one.value.text !== "");
  const person = beside.find(
    ({ label, value }) => label === "shipTo" && readAddress([value.text], country) === null,
  );
  return takenInBy(
    address,
    person,
    beside.find(({ label }) => label === "phone"),
  );
}
