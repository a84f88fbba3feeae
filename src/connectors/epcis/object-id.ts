const URN = /^urn:epc:(?:id|class|idpat):([a-z0-9]+):(.+)$/i;
const DIGITAL_LINK =
  /^https?:\/\/[^?#]+?\/(00|01|8003|8004|401|402|253|8010|8006)\/([^/?#]+)((?:\/[^?#]*)?)/i;

/** The things that an event of EPCIS speaks of. */
export interface ObjectId {
  /** A serial shipping container code by its 18 digits, anything else as it is written. */
  readonly id: string;
  /** True for what is shipped as one: a pallet, a case, a container. */
  readonly isUnit: boolean;
}

/** Keys of what travels as one: containers, consignments, shipments, returnable and individual assets. */
const UNIT_SCHEMES: ReadonlySet<string> = new Set(["sscc", "ginc", "gsin", "grai", "giai"]);
const UNIT_KEYS: ReadonlySet<string> = new Set(["00", "401", "402", "8003", "8004"]);

/** Reads one identifier; null for a pattern or a class without a lot, which names no goods that one could follow. */
export function objectId(epc: string): ObjectId | null {
  const text = epc.trim();
  const [, scheme = "", value = ""] = URN.exec(text) ?? [];
  if (scheme !== "") return fromUrn(text, scheme.toLowerCase(), value);
  const [, key = "", first = "", rest = ""] = DIGITAL_LINK.exec(text) ?? [];
  if (key === "00") return { id: first, isUnit: true };
  if (key === "01" && !/\/(?:21|10)\//.test(rest)) return null;
  return text === "" ? null : { id: text, isUnit: UNIT_KEYS.has(key) };
}

function fromUrn(text: string, scheme: string, value: string): ObjectId | null {
  if (value.includes("*")) return null;
  if (scheme === "sscc") return { id: ssccOf(value) ?? text, isUnit: true };
  // A trade item without a serial or a lot is a class of goods.
  if (scheme === "sgtin" || scheme === "lgtin")
    return value.split(".").length > 2 ? { id: text, isUnit: false } : null;
  return { id: text, isUnit: UNIT_SCHEMES.has(scheme) };
}

/** The digits on the label: `0614141.1234567890` is extension 1, prefix, serial and a check digit. */
function ssccOf(value: string): string | null {
  const [prefix = "", serial = ""] = value.split(".");
  const digits = `${serial.slice(0, 1)}${prefix}${serial.slice(1)}`;
  if (!/^\d{17}$/.test(digits)) return null;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
