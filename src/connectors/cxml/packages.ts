import type { ShipNotice } from "../../domain/ship-notice.js";
import { ssccOf } from "../reading/edi/sscc.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { numberOf } from "./money.js";
import { articleOf } from "./order-lines.js";
import type { CxmlReading } from "./reading.js";

type Package = ShipNotice["packages"][number];
type Line = Package["lines"][number];

const DESCRIPTION_CHARS_MAX = 2000;

/** A package while it is being filled. */
interface Filling {
  readonly id: string | null;
  parent: string | null;
  trackingNumber: string | null;
  readonly lines: Line[];
}

/** The items in the packages that they name; those that name none are in one without an id. */
export function packagesOf(portions: readonly XmlElement[], reading: CxmlReading): Package[] {
  const byId = new Map<string, Filling>();
  const loose: Filling = { id: null, parent: null, trackingNumber: null, lines: [] };
  for (const [order, portion] of portions.entries()) {
    for (const item of findAll(portion, "ShipNoticeItem")) {
      const line = lineOf(item, order, reading);
      if (line === null) continue;
      const filled = findAll(item, "Packaging").filter((packaging) => fill(packaging, line, byId));
      if (filled.length === 0) loose.lines.push(line);
    }
  }
  return [...byId.values(), ...(loose.lines.length > 0 ? [loose] : [])].map((one) => ({ ...one }));
}

function serialIn(packaging: XmlElement, name: string): string | null {
  const serial = textOf(packaging, name);
  return serial === null ? null : ssccOf(serial);
}

/** True if the packaging names a package and says how much of the item is in it. */
function fill(packaging: XmlElement, line: Line, byId: Map<string, Filling>): boolean {
  const id =
    serialIn(packaging, "ShippingContainerSerialCode") ??
    textOf(packaging, "PackageID", "GlobalIndividualAssetID") ??
    textOf(packaging, "PackageID");
  if (id === null) return false;
  const filling = byId.get(id) ?? { id, parent: null, trackingNumber: null, lines: [] };
  byId.set(id, filling);
  filling.parent ??= serialIn(packaging, "ShippingContainerSerialCodeReference");
  filling.trackingNumber ??= textOf(packaging, "PackageID", "PackageTrackingID");
  const stated = find(packaging, "DispatchQuantity");
  const quantity = numberOf(attributeOf(stated, "quantity")) ?? (stated === null ? line.quantity : null);
  // An outer package repeats the item with no quantity of its own.
  if (quantity === null || isOuter(packaging)) return false;
  filling.lines.push({ ...line, quantity });
  return true;
}

const isOuter = (packaging: XmlElement): boolean =>
  textOf(packaging, "PackagingLevelCode")?.toLowerCase() === "outer";

function lineOf(item: XmlElement, order: number, { findings }: CxmlReading): Line | null {
  const stated = attributeOf(item, "quantity");
  const quantity = numberOf(stated);
  if (quantity === null) {
    addFinding(
      findings.warnings,
      "QUANTITY_NOT_READ",
      `${quoted(stated)} is no quantity; the item is left out.`,
      item,
    );
    return null;
  }
  const detail = find(item, "ShipNoticeItemDetail");
  return {
    order,
    lineNumber: attributeOf(item, "lineNumber"),
    sku: articleOf(find(item, "ItemID")),
    description: fittingText(
      textOf(detail, "Description"),
      DESCRIPTION_CHARS_MAX,
      "The description of an item",
      findings,
      item,
    ),
    quantity,
    unit: textOf(item, "UnitOfMeasure") ?? textOf(detail, "UnitOfMeasure"),
  };
}
