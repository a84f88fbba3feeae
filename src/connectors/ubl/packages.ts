import Big from "big.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding } from "../reading/xml/findings.js";
import { type DespatchLine, despatchLinesOf } from "./despatch-lines.js";
import type { UblReading } from "./reading.js";
import type { OrderList } from "./reference.js";

type Package = ShipNotice["packages"][number];
type Line = Package["lines"][number];

/** A package while it is being filled. */
interface Filling {
  readonly id: string | null;
  readonly parent: string | null;
  readonly lines: Line[];
}

interface Packages {
  readonly list: Filling[];
  readonly byId: Map<string, Filling>;
}

/**
 * The goods in their packages. Peppol's logistics documents list the handling units for the whole
 * shipment, with the lines and quantities that each level holds itself; others name the unit within the
 * line. What is in no unit is in a package without an id.
 */
export function packagesOf(orders: OrderList, reading: UblReading): Package[] {
  const lines = despatchLinesOf(orders, reading);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const packages: Packages = { list: [], byId: new Map() };
  for (const unit of findAll(reading.root, "Shipment", "TransportHandlingUnit")) {
    addUnit(unit, null, byId, packages);
  }
  const loose: Filling = { id: null, parent: null, lines: [] };
  for (const line of lines) placeRest(line, packages, loose, reading);
  const named = [...packages.list, loose].filter((one) => one.id !== null || one.lines.length > 0);
  return named.map(({ id, parent, lines: held }) => ({ id, parent, trackingNumber: null, lines: held }));
}

/** Levels of packing, from a handling unit inwards. */
const WITHIN = ["Package", "ActualPackage", "ContainedPackage", "ReceivedTransportHandlingUnit"] as const;

/** What a unit or a package lists as its goods, and where that says how much of a line it is. */
const GOODS = [
  ["GoodsItem", "Quantity"],
  ["HandlingUnitDespatchLine", "DeliveredQuantity"],
] as const;

function addUnit(
  unit: XmlElement,
  parent: string | null,
  lines: ReadonlyMap<string, DespatchLine>,
  packages: Packages,
): void {
  const filling = packageNamed(textOf(unit, "ID"), parent, packages);
  const held = GOODS.flatMap(([name, quantity]) =>
    findAll(unit, name).map((goods) => ({ id: textOf(goods, "ID"), stated: textOf(goods, quantity) })),
  );
  for (const { id, stated } of held) {
    const line = lines.get(id ?? "");
    const quantity = exactDecimal(stated)?.value;
    if (line === undefined || quantity === undefined) continue;
    filling.lines.push({ ...line.shipped, quantity });
    line.packed = line.packed.plus(quantity);
  }
  for (const name of WITHIN) {
    for (const inner of findAll(unit, name)) addUnit(inner, filling.id ?? parent, lines, packages);
  }
}

/** Two units of one number are one; a unit without a number is always another. */
function packageNamed(id: string | null, parent: string | null, packages: Packages): Filling {
  const known = id === null ? undefined : packages.byId.get(id);
  if (known !== undefined) return known;
  const made: Filling = { id, parent, lines: [] };
  packages.list.push(made);
  if (id !== null) packages.byId.set(id, made);
  return made;
}

/** What the handling units do not hold of a line goes where the line itself says, or stays loose. */
function placeRest(line: DespatchLine, packages: Packages, loose: Filling, { findings }: UblReading): void {
  const rest = new Big(line.shipped.quantity).minus(line.packed);
  if (rest.lt(0)) {
    const message = `The packages hold ${line.packed.toFixed()} of line ${line.id}, but ${line.shipped.quantity} are delivered.`;
    addFinding(findings.warnings, "PACKAGES_DIFFER", message, line.element);
  }
  if (rest.lte(0) && !new Big(line.shipped.quantity).eq(0)) return;
  const units = findAll(line.element, "Shipment", "TransportHandlingUnit");
  const named = units.map((unit) => packageNamed(textOf(unit, "ID"), null, packages));
  const [only] = named;
  if (named.length > 1) {
    const message = `Line ${line.id} is in ${named.length} handling units, and it does not say how much is in which.`;
    addFinding(findings.warnings, "PACKAGES_UNCLEAR", message, line.element);
  }
  const target = named.length === 1 && only !== undefined ? only : loose;
  target.lines.push({ ...line.shipped, quantity: rest.round(6).toFixed() });
}
