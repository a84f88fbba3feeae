import type { Phone } from "./company.js";
import { chance, digits, pick, type Random } from "./dice.js";
import { type Stated, stated } from "./stated.js";

/** Numbers of these countries have no area code that could be left out or put in brackets. */
const WITHOUT_AREA = new Set(["+34", "+45", "+852"]);
const LOCAL_ONLY_SHARE = 0.04;
const LABEL_SHARE = 0.05;
const EXTENSION_SHARE = 0.2;

/** A number as people write it down: with or without country and area, in any grouping, with an extension. */
export function dialed(phone: Phone, isHan: boolean, random: Random): Stated {
  const [country = "", area = "", ...rest] = phone.international.split(" ");
  const facts = [`${phone.isShared ? "shared" : "phone"}:${phone.international}`];
  const isMobile = phone.kind === "mobile";
  if (isMobile && isHan) return stated(mobile(country, area, rest, random), facts);
  const extension =
    phone.kind === "switchboard" && chance(random, EXTENSION_SHARE) ? extensionOf(isHan, random) : "";
  const isLocal =
    !isMobile && !WITHOUT_AREA.has(country) && country !== "+39" && chance(random, LOCAL_ONLY_SHARE);
  if (isLocal) return stated(rest.join("") + extension, facts, ["phone without area code"]);
  const forms = country === "+1" ? american(area, rest) : formsOf(country, area, rest);
  const labels = isHan ? ["电话：", "TEL:", "传真"] : ["Tel. ", "Tel: ", "Ph: "];
  const label = chance(random, LABEL_SHARE) ? pick(random, labels) : "";
  return stated(label + pick(random, forms) + extension, facts, extension === "" ? [] : ["extension"]);
}

const american = (area: string, [exchange = "", line = ""]: readonly string[]): string[] => [
  `(${area}) ${exchange}-${line}`,
  `${area}-${exchange}-${line}`,
  `+1 ${area} ${exchange} ${line}`,
  `${area}.${exchange}.${line}`,
  `1${area}${exchange}${line}`,
];

function formsOf(country: string, area: string, rest: readonly string[]): string[] {
  const spaced = rest.join(" ");
  const glued = rest.join("");
  const everywhere = [
    `${country} ${area} ${spaced}`,
    `${country}${area}${glued}`,
    `${country.replace("+", "00")} ${area} ${spaced}`,
  ];
  if (WITHOUT_AREA.has(country))
    return [...everywhere, `${area} ${spaced}`, `${area}${glued}`, `${area}-${glued}`];
  const national = country === "+39" ? area : `0${area}`;
  const inside = [
    `${national} ${spaced}`,
    `${national}-${glued}`,
    `(${national})${glued}`,
    `${national}${glued}`,
    `${national}/${glued}`,
  ];
  return [...everywhere, ...inside, ...(national === area ? [] : [`${country} (0)${area} ${spaced}`])];
}

const extensionOf = (isHan: boolean, random: Random): string =>
  pick(random, isHan ? ["转", "-", " 分机 ", " ext."] : [" ext. ", " x", " Ext "]) + digits(random, 3);

const mobile = (country: string, first: string, rest: readonly string[], random: Random): string => {
  const [middle = "", last = ""] = rest;
  return pick(random, [
    first + middle + last,
    `${country} ${first} ${middle} ${last}`,
    `${country}${first}${middle}${last}`,
    `${first}-${middle}-${last}`,
    `${first} ${middle} ${last}`,
    `0086${first}${middle}${last}`,
  ]);
};
