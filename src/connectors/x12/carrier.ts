import type { ShipNotice } from "../../domain/ship-notice.js";

type Carrier = Pick<ShipNotice["carrier"], "code" | "name">;

/** What is written where there is no carrier to name. */
const NOBODY = /^(?:none|n\/?a|tbd)$/i;
const SCAC = /^[A-Z]{2,4}$/;

/** The carrier's code and name. No code has a blank: such a one is a name, and some have the two the wrong way round. */
export function carrierNamed(stated: string | null, named: string | null): Carrier {
  const [code, name] = [stated, named].map((text) => (text === null || NOBODY.test(text) ? null : text));
  if (code == null || !/\s/.test(code)) return { code: code ?? null, name: name ?? null };
  return name != null && SCAC.test(name) ? { code: name, name: code } : { code: null, name: name ?? code };
}
