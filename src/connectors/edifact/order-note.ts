import { ediDecimal } from "../reading/edi/decimal.js";
import { isTitle, textsOf } from "./item.js";
import { component, type Group, groupsOf, type Segment } from "./segment.js";

const KINDS: Readonly<Record<string, string>> = { A: "Discount", C: "Charge" };

/** Services that are not always described (element 7161). */
const SERVICES: Readonly<Record<string, string>> = {
  AA: "advertising",
  DI: "discount",
  FC: "freight",
  HD: "handling",
  IN: "insurance",
  PC: "packing",
  QD: "quantity discount",
  RAA: "rebate",
  SH: "special handling",
  TD: "trade discount",
};

/** Segments that end a discount or charge. */
const AFTER: ReadonlySet<string> = new Set(["LIN", "UNS", "LOC", "NAD", "TDT", "TOD", "RCS", "SCC", "PAC"]);
/** Amounts of a discount or charge (element 5025). */
const AMOUNTS: ReadonlySet<string> = new Set(["8", "23", "204", "131"]);
const PERCENTAGES: ReadonlySet<string> = new Set(["1", "2", "3", "12", "13"]);

/** Discounts and charges (ALC), as in `Discount 5 %: trade discount`: an order has no field for them. */
export function adjustmentsOf(segments: readonly Segment[], currency: string | null): string[] {
  return groupsOf(segments, "ALC", AFTER).flatMap(({ head, body }) => {
    const kind = KINDS[component(head, 1) ?? ""];
    const value = amountIn(body, currency) ?? percentIn(body);
    if (kind === undefined || value === null) return [];
    const code = component(head, 5, 1);
    const reason = component(head, 5, 4) ?? component(head, 5, 5) ?? SERVICES[code ?? ""] ?? code;
    return [`${kind} ${value}${reason === null ? "" : `: ${reason}`}`];
  });
}

function amountIn(body: readonly Segment[], currency: string | null): string | null {
  const moa = body.find((one) => one.tag === "MOA" && AMOUNTS.has(component(one, 1, 1) ?? ""));
  const amount = ediDecimal(component(moa, 1, 2) ?? "", [".", ","]);
  if (amount === null || amount === "0") return null;
  return [amount, component(moa, 1, 3) ?? currency].filter((part) => part !== null).join(" ");
}

function percentIn(body: readonly Segment[]): string | null {
  const pcd = body.find((one) => one.tag === "PCD" && PERCENTAGES.has(component(one, 1, 1) ?? ""));
  const percent = ediDecimal(component(pcd, 1, 2) ?? "", [".", ","]);
  return percent === null || percent === "0" ? null : `${percent} %`;
}

/** Free text of a line and what is added to its price, with the line it belongs to. */
export const lineNotes = ({ head, body }: Group, currency: string | null): string[] =>
  [...textsOf(body.filter((segment) => !isTitle(segment))), ...adjustmentsOf(body, currency)].map(
    (text) => `Line ${component(head, 1) ?? "without a number"}: ${text}`,
  );
