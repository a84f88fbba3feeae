import type { PostalAddress } from "../../domain/address.js";
import { readAddress } from "./address-text.js";
import type { Found } from "./found.js";
import { blockUnder, type LabeledValue } from "./labeled-values.js";
import { BLOCK_LABELS, type Label } from "./labels.js";
import { partsOf } from "./named-party.js";
import { isCompany, isDepartment, isPersonName } from "./order-words.js";
import { namedAs } from "./our-names.js";
import type { Signature } from "./signature.js";
import { foundIn, isBlank, type Span, within } from "./text-lines.js";
import { deliveredTo, readLetterhead } from "./unlabeled-parties.js";

/** A labeled party: the lines under "Ship to:", "Customer:", "Lieferadresse:". */
interface Block {
  readonly label: Label;
  readonly spans: readonly Span[];
  readonly lines: readonly number[];
  readonly address: Found<PostalAddress> | null;
}

export interface Parties {
  readonly customerName: Found<string> | null;
  readonly customerCode: Found<string> | null;
  readonly department: Found<string> | null;
  readonly contactName: Found<string> | null;
  readonly address: Found<PostalAddress> | null;
  readonly shipTo: Found<PostalAddress> | null;
  /** What stands where the place of delivery is announced, if it is no address that can be read. */
  readonly unreadPlace: string | null;
  /** Lines that speak of a party and of no goods. */
  readonly taken: ReadonlySet<number>;
  /** Lines whose phone numbers and addresses are not the customer's own. */
  readonly foreign: ReadonlySet<number>;
}

/** Labeled parties that are looked at; no order has more. */
const BLOCKS_MAX = 30;

/** "Ann Lee <ann@contoso.example>": the name alone. */
function withoutMailbox(span: Span | undefined): Span | undefined {
  const at = span?.text.search(/[\s,;]*<?[^<>\s@,;]+@[^<>\s]+>?\s*$/) ?? -1;
  return span === undefined || at <= 0 ? span : within(span, 0, at);
}

/** "Moser, Karin", as address books have it. */
const LAST_NAME_FIRST = /^([^,]{1,60}), ([^,]{1,60})$/;

const isPerson = (text: string): boolean =>
  isPersonName(text.replace(LAST_NAME_FIRST, "$2 $1")) && !isCompany(text);

const NOWHERE: ReadonlySet<number> = new Set();

/** Who orders, from where, and where the goods go. */
export function readParties(
  lines: readonly Span[],
  values: readonly LabeledValue[],
  signature: Signature | null,
  isGoods: (line: Span) => boolean,
  { country, ourNames = [] }: { readonly country: string | null; readonly ourNames?: readonly string[] },
): Parties {
  const isOurs = namedAs(ourNames);
  const blocks = blocksOf(lines, values, signature, isGoods, country);
  const isVendor = ({ label, spans }: Block): boolean =>
    label === "vendor" || (label !== "shipTo" && isOurs(spans[0]?.text ?? ""));
  const blockFor = (label: Label): Block | undefined =>
    blocks.find((block) => block.label === label && block.spans.length > 0 && !isVendor(block));
  const customer = blockFor("customerName") ?? blockFor("billTo");
  const sender = blockFor("sender");
  const spoken = new Set([...blocks.flatMap((block) => block.lines), ...values.map(({ line }) => line)]);
  const goodsAt = lines.findIndex((line) => !isBlank(line) && isGoods(line));
  const end = Math.min(signature?.from ?? lines.length, goodsAt < 0 ? lines.length : goodsAt);
  const letterhead = readLetterhead(lines, spoken, end, country, isOurs);
  const named = partsOf(customer?.spans[0]);
  const senderSpan = withoutMailbox(sender?.spans[0]);
  const linesOfThe = (...labels: Label[]): ReadonlySet<number> =>
    new Set(blocks.filter(({ label }) => labels.includes(label)).flatMap((block) => block.lines));
  const vendorLines = new Set([
    ...blocks.filter(isVendor).flatMap((block) => block.lines),
    ...lines.flatMap((line, at) => (isOurs(line.text) ? blockFrom(lines, at) : [])),
  ]);
  // "Attn:" right under "To:" is somebody of ours.
  const labeled = (label: Label, elsewhere: ReadonlySet<number> = NOWHERE): Found<string> | null => {
    const value = values.find(
      (one) =>
        one.label === label &&
        !elsewhere.has(one.line) &&
        one.value.text !== "" &&
        ((!vendorLines.has(one.line) && !vendorLines.has(one.line - 1)) || isBesideVendor(one, values)),
    );
    return value === undefined ? null : foundIn(value.value, `label ${label}`);
  };
  const fromSignature = (span: Span | null | undefined): Found<string> | null =>
    span === null || span === undefined ? null : foundIn(span, "signature");
  const senderIsPerson = senderSpan !== undefined && isPerson(senderSpan.text);
  return {
    customerName:
      named.name ??
      (senderSpan !== undefined && !senderIsPerson
        ? foundIn(partsOf(senderSpan).span ?? senderSpan, "label sender")
        : null) ??
      letterhead?.name ??
      fromSignature(isOurs(signature?.company?.text ?? "") ? null : signature?.company),
    customerCode: named.code,
    department:
      labeled("department") ??
      (customer?.label === "billTo" ? null : named.department) ??
      fromSignature(signature?.department) ??
      departmentLine(lines, spoken),
    // "Attn:" in the address of delivery is who takes the goods in, where somebody else has signed.
    contactName:
      labeled("contactName", linesOfThe("shipTo")) ??
      (senderIsPerson && senderSpan !== undefined ? foundIn(senderSpan, "label sender") : null) ??
      fromSignature(signature?.contactName) ??
      labeled("contactName"),
    address:
      blockFor("address")?.address ??
      customer?.address ??
      sender?.address ??
      letterhead?.address ??
      signatureAddress(signature),
    ...placeOf(blockFor("shipTo"), lines, values, country),
    taken: new Set([...blocks.flatMap((block) => block.lines), ...(letterhead?.lines ?? [])]),
    foreign: new Set([...linesOfThe("shipTo"), ...vendorLines]),
  };
}

/** "Buyer: … | Seller: …" and under each its own contact. */
function isBesideVendor({ line, cell }: LabeledValue, values: readonly LabeledValue[]): boolean {
  const vendor = values.find((one) => one.label === "vendor" && (one.line === line || one.line === line - 1));
  const hasOthers = values.some((one) => one.line === vendor?.line && one.cell !== vendor.cell && !one.bare);
  return vendor !== undefined && hasOthers && vendor.cell !== cell;
}

/** The line and those below it up to the next gap. */
function blockFrom(lines: readonly Span[], at: number): number[] {
  const gap = lines.slice(at, at + BLOCK_ROWS_MAX).findIndex(isBlank);
  return Array.from({ length: gap < 0 ? BLOCK_ROWS_MAX : gap }, (_, below) => at + below);
}

const BLOCK_ROWS_MAX = 7;

function blocksOf(
  lines: readonly Span[],
  values: readonly LabeledValue[],
  signature: Signature | null,
  isGoods: (line: Span) => boolean,
  country: string | null,
): Block[] {
  // Who signs right under an address is no part of it.
  const body = lines.slice(0, signature?.from);
  return values
    .filter(({ label, bare }) => BLOCK_LABELS.has(label) && !bare)
    .slice(0, BLOCKS_MAX)
    .map((head) => blockOf(head.line < body.length ? body : lines, head, values, isGoods, country));
}

function placeOf(
  block: Block | undefined,
  lines: readonly Span[],
  values: readonly LabeledValue[],
  country: string | null,
): Pick<Parties, "shipTo" | "unreadPlace"> {
  const labeled = handedTo(block?.address ?? null, values, country);
  const said = labeled === null ? deliveredTo(lines, country) : null;
  const shipTo = labeled ?? said?.address ?? null;
  return { shipTo, unreadPlace: shipTo === null ? (block?.spans[0]?.text ?? said?.unread ?? null) : null };
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
  const phone = beside.find(({ label }) => label === "phone");
  const { value } = address;
  return {
    ...address,
    value: {
      ...value,
      recipient: person?.value.text ?? value.recipient,
      phone: value.phone ?? phone?.value.text ?? null,
    },
  };
}

/** A department on a line of its own, as letterheads have it under the name. */
function departmentLine(lines: readonly Span[], taken: ReadonlySet<number>): Found<string> | null {
  const line = lines.find((one, at) => !taken.has(at) && isDepartment(one.text));
  return line === undefined ? null : foundIn(line, "department on its own line");
}

function signatureAddress(signature: Signature | null): Found<PostalAddress> | null {
  const address = signature?.address ?? null;
  if (address === null) return null;
  return { value: address.value, range: [address.span.start, address.span.end], rule: "signature" };
}

function blockOf(
  lines: readonly Span[],
  head: LabeledValue,
  values: readonly LabeledValue[],
  isGoods: (line: Span) => boolean,
  country: string | null,
): Block {
  const own = head.value.text === "" ? [] : [head.value];
  const complete = own.length > 0 && readAddress([head.value.text], country) !== null;
  const under = complete ? [] : blockUnder(lines, head, values, isGoods);
  // A value of its own with no address below it ("Customer: Yunfan Tech") stands alone.
  const both = [...own, ...under];
  const whole =
    own.length > 0 &&
    readAddress(
      both.map(({ text }) => text),
      country,
    ) === null
      ? own
      : both;
  const address = readAddress(
    whole.map(({ text }) => text),
    country,
  );
  const [first] = whole;
  const last = whole.at(-1);
  const startLine = head.line;
  return {
    label: head.label,
    spans: whole,
    lines: lines.flatMap((line, at) =>
      at === startLine || whole.some(({ start }) => start >= line.start && start <= line.end) ? [at] : [],
    ),
    address:
      address === null || first === undefined || last === undefined
        ? null
        : { value: address, range: [first.start, last.end], rule: `label ${head.label}` },
  };
}
