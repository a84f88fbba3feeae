import type { ShipNotice } from "../../domain/ship-notice.js";
import { faultAt } from "../reading/edi/findings.js";
import { isSscc, ssccOf } from "../reading/edi/sscc.js";
import { distinct } from "../reading/values/clean-text.js";
import { descriptionOf, idsOf, quantitiesOf, quantityWith, skuOf } from "./item.js";
import type { MessageContext } from "./message-context.js";
import { component, components, type Group, groupsOf, type Segment, segmentsOf } from "./segment.js";

type ShippedPackage = ShipNotice["packages"][number];
type ShippedLine = ShippedPackage["lines"][number];

export interface OrderList {
  readonly list: ShipNotice["orders"];
  placeOf(poNumber: string): number;
  /** The order of lines that name none; null where that is not clear. */
  readonly usual: number | null;
}

/** Identities (GIN 7405) that number a package, the serial shipping container code first. */
const PACKAGE_IDENTITIES: readonly string[] = ["BJ", "AW", "BN", "ML", "SRV"];
/** Quantities that say how much was shipped, best first. */
const SHIPPED: readonly string[] = ["12", "46", "47", "48", "113", "21", "1"];

/** The packages of a notice (CPS) with what is in them. Goods that are in none stand in one without an id, at the end. */
export function packagesOf(
  detail: readonly Segment[],
  orders: OrderList,
  context: MessageContext,
): ShippedPackage[] {
  const loose: ShippedPackage = { id: null, parent: null, trackingNumber: null, lines: [] };
  const packages: ShippedPackage[] = [];
  const byLevel = new Map<string, ShippedPackage | null>();
  for (const { head, body } of levelsOf(detail)) {
    const firstLine = body.findIndex(({ tag }) => tag === "LIN");
    const ids = packageIds(firstLine < 0 ? body : body.slice(0, firstLine));
    const level = component(head, 1);
    const above = component(head, 2);
    // Some senders repeat "CPS+1+1" for every carton: a level stands in no level of its own number.
    const outer = above === null || above === level ? null : (byLevel.get(above) ?? null);
    const here = ids.map(
      (id): ShippedPackage => ({
        ...{ id, parent: outer?.id ?? null, trackingNumber: null, lines: [] },
      }),
    );
    const [first = outer] = here;
    packages.push(...here);
    if (level !== null) byLevel.set(level, first);
    for (const group of groupsOf(body, "LIN")) {
      const lines = lineOf(group, orders, context);
      const own = here.length === 0 ? ownPackages(group, outer) : [];
      packages.push(...own);
      (own[0] ?? first ?? loose).lines.push(...lines);
    }
  }
  return loose.lines.length > 0 ? [...packages, loose] : packages;
}

/** A line that names the container it is in, below no other that has a number. */
function ownPackages({ body }: Group, outer: ShippedPackage | null): ShippedPackage[] {
  const gins = segmentsOf(body, "GIN").filter((gin) => component(gin, 1) === "BJ");
  return distinct(gins.flatMap(identitiesIn).filter(isSscc).map(ssccOf)).map((id) => ({
    ...{ id, parent: outer?.id ?? null, trackingNumber: null, lines: [] },
  }));
}

/** Old notices have no CPS: all of it is then one level. */
function levelsOf(detail: readonly Segment[]): { head: Segment | undefined; body: readonly Segment[] }[] {
  const levels = groupsOf(detail, "CPS");
  return levels.length > 0 ? levels : [{ head: undefined, body: detail }];
}

/** Numbers of packages; `GIN+BJ+<first>:<last>` is a range, whose ends are kept. */
function packageIds(packing: readonly Segment[]): string[] {
  const gins = segmentsOf(packing, "GIN");
  for (const wanted of PACKAGE_IDENTITIES) {
    const ids = gins
      .filter((gin) => component(gin, 1) === wanted)
      .flatMap(identitiesIn)
      .filter(isNumber);
    if (ids.length > 0) return distinct(ids.map(ssccOf));
  }
  const other = [
    ...gins.flatMap(identitiesIn),
    ...segmentsOf(packing, "PCI").flatMap((pci) => components(pci, 2)),
  ];
  return distinct(other.filter(isSscc).map(ssccOf));
}

/** Some write the carrier's name where the end of a range belongs. */
const isNumber = (identity: string): boolean => /\d/.test(identity);

const identitiesIn = (gin: Segment): readonly string[] =>
  gin.elements.flatMap((_, at) => (at === 0 ? [] : components(gin, at + 1)));

function lineOf({ head, body }: Group, orders: OrderList, context: MessageContext): ShippedLine[] {
  const quantity = quantityWith(quantitiesOf(body, context.findings), SHIPPED);
  if (quantity?.value == null) {
    const text = "The line does not say how many were shipped and was left out.";
    context.findings.warnings.push(faultAt(head, "QUANTITY_MISSING", text, { syntax: "MISSING" }));
    return [];
  }
  const reference = body.find((one) => one.tag === "RFF" && component(one, 1, 1) === "ON");
  const line = body.find((one) => one.tag === "RFF" && component(one, 1, 1) === "LI");
  const poNumber = component(reference, 1, 2);
  return [
    {
      order: poNumber === null ? orders.usual : orders.placeOf(poNumber),
      lineNumber: component(reference, 1, 3) ?? component(line, 1, 3) ?? component(line, 1, 2),
      sku: skuOf(idsOf(head, body)).sku,
      description: descriptionOf(body),
      quantity: quantity.value,
      unit: quantity.unit,
    },
  ];
}
