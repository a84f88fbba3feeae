import type { PostalAddress } from "../../../domain/address.js";
import { type DeliveryPlace, placeOf, placesUnderNames } from "./delivery-place.js";
import type { Found } from "./found.js";
import type { LabeledValue } from "./labeled-values.js";
import type { Label } from "./labels.js";
import { isPerson, partsOf } from "./named-party.js";
import { isCompany, isDepartment } from "./order-words.js";
import { namedAs } from "./our-names.js";
import { type Block, blocksOf } from "./party-blocks.js";
import type { Signature } from "./signature.js";
import { foundIn, isBlank, type Span, within } from "./text-lines.js";
import { readLetterhead } from "./unlabeled-parties.js";

export interface Parties extends DeliveryPlace {
  readonly customerName: Found<string> | null;
  readonly customerCode: Found<string> | null;
  readonly department: Found<string> | null;
  readonly contactName: Found<string> | null;
  readonly address: Found<PostalAddress> | null;
  /** Lines that speak of a party and of no goods. */
  readonly taken: ReadonlySet<number>;
  /** Lines whose phone numbers and addresses are not the customer's own. */
  readonly foreign: ReadonlySet<number>;
}

/** "Ann Lee <ann@contoso.example>": the name alone. */
function withoutMailbox(span: Span | undefined): Span | undefined {
  const at = span?.text.search(/[\s,;]*<?[^<>\s@,;]+@[^<>\s]+>?\s*$/) ?? -1;
  return span === undefined || at <= 0 ? span : within(span, 0, at);
}

const NOWHERE: ReadonlySet<number> = new Set();

/** Who orders, from where, and where the goods go. */
export function readParties(
  lines: readonly Span[],
  labels: readonly LabeledValue[],
  signature: Signature | null,
  isGoods: (line: Span) => boolean,
  { country, ourNames = [] }: { readonly country: string | null; readonly ourNames?: readonly string[] },
): Parties {
  const values = placesUnderNames(labels, country);
  const isOurs = namedAs(ourNames);
  const blocks = blocksOf(lines, values, signature, isGoods, country);
  const isVendor = ({ label, spans }: Block): boolean =>
    label === "vendor" || (label !== "shipTo" && isOurs(spans[0]?.text ?? ""));
  const blocksFor = (label: Label): Block[] =>
    blocks.filter((block) => block.label === label && block.spans.length > 0 && !isVendor(block));
  const blockFor = (label: Label): Block | undefined => blocksFor(label)[0];
  const customer = blockFor("customerName") ?? blockFor("billTo");
  const sender = blockFor("sender");
  const spoken = new Set([...blocks.flatMap((block) => block.lines), ...values.map(({ line }) => line)]);
  const goodsAt = lines.findIndex((line) => !isBlank(line) && isGoods(line));
  const end = Math.min(signature?.from ?? lines.length, goodsAt < 0 ? lines.length : goodsAt);
  const letterhead = readLetterhead(lines, spoken, end, country, isOurs);
  // "Invoice to: Finance Office, Old Court, Oxford" is a place and names nobody.
  const isPlace = customer?.label === "billTo" && !isCompany(customer.spans[0]?.text ?? "");
  const named = partsOf(isPlace && letterhead !== null ? undefined : customer?.spans[0]);
  const senderSpan = withoutMailbox(sender?.spans[0]);
  const linesOfThe = (...labels: Label[]): ReadonlySet<number> =>
    new Set(blocks.filter(({ label }) => labels.includes(label)).flatMap((block) => block.lines));
  const vendorLines = new Set([
    ...blocks.filter(isVendor).flatMap((block) => block.lines),
    ...linesBelow(lines, isOurs),
  ]);
  const labeled = (label: Label, elsewhere: ReadonlySet<number> = NOWHERE): Found<string> | null =>
    labeledIn(values, label, vendorLines, elsewhere);
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
    ...placeOf(blocksFor("shipTo"), lines, values, country),
    taken: new Set([...blocks.flatMap((block) => block.lines), ...(letterhead?.lines ?? [])]),
    foreign: new Set([
      ...linesOfThe("shipTo"),
      ...numbersWithin(linesOfThe("shipTo"), values),
      ...vendorLines,
    ]),
  };
}

/** Lines with a phone number between those of a place: it is that of who takes the goods in. */
const numbersWithin = (place: ReadonlySet<number>, values: readonly LabeledValue[]): number[] =>
  values.flatMap(({ label, line }) =>
    label === "phone" && place.has(line - 1) && place.has(line + 1) ? [line] : [],
  );

/** The first value of a label that is neither of ours nor elsewhere. "Attn:" right under "To:" is somebody of ours. */
function labeledIn(
  values: readonly LabeledValue[],
  label: Label,
  vendorLines: ReadonlySet<number>,
  elsewhere: ReadonlySet<number>,
): Found<string> | null {
  const value = values.find(
    (one) =>
      one.label === label &&
      !elsewhere.has(one.line) &&
      one.value.text !== "" &&
      ((!vendorLines.has(one.line) && !vendorLines.has(one.line - 1)) || isBesideVendor(one, values)),
  );
  return value === undefined ? null : foundIn(value.value, `label ${label}`);
}

/** "Buyer: … | Seller: …" and under each its own contact. */
function isBesideVendor({ line, cell }: LabeledValue, values: readonly LabeledValue[]): boolean {
  const vendor = values.find((one) => one.label === "vendor" && (one.line === line || one.line === line - 1));
  const hasOthers = values.some((one) => one.line === vendor?.line && one.cell !== vendor.cell && !one.bare);
  return vendor !== undefined && hasOthers && vendor.cell !== cell;
}

/** The lines that name us, and those right below each. */
function linesBelow(lines: readonly Span[], isOurs: (text: string) => boolean): number[] {
  return lines.flatMap((line, at) => {
    if (!isOurs(line.text)) return [];
    const gap = lines.slice(at, at + BLOCK_ROWS_MAX).findIndex(isBlank);
    return Array.from({ length: gap < 0 ? BLOCK_ROWS_MAX : gap }, (_, below) => at + below);
  });
}

const BLOCK_ROWS_MAX = 7;

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
