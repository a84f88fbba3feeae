import type { Phone } from "./company.js";
import { chance, digits, pick, type Random } from "./dice.js";
import { type Stated, stated } from "./stated.js";

/** A number as people write it down: with or without country and area, in any grouping, with an extension. */
export function dialed(phone: Phone, isHan: boolean, random: Random): Stated {
  const [country = "", area = "", ...rest] = phone.international.split(" ");
  const local = rest.join(" ");
  const facts = [`${phone.isShared ? "shared" : "phone"}:${phone.international}`];
  const extension = phone.kind === "switchboard" && chance(random, 0.2) ? extensionOf(isHan, random) : "";
  if (phone.kind === "mobile" && isHan) return stated(mobile(country, area, rest, random), facts);
  if (area === "")
    return stated(pick(random, [phone.international, local, local.replaceAll(" ", "")]), facts);
  const national =
    /^[03]9?$/.test(area) || country === "+39" || country === "+34" || country === "+45" || country === "+852"
      ? area
      : `0${area}`;
  const isAmerican = country === "+1";
  const written = isAmerican
    ? pick(random, [
        `(${area}) ${local.replace(" ", "-")}`,
        `${area}-${local.replace(" ", "-")}`,
        `+1 ${area} ${local}`,
        `${area}.${local.replace(" ", ".")}`,
        `1${area}${local.replace(" ", "")}`,
      ])
    : pick(random, [
        phone.international,
        phone.international.replaceAll(" ", ""),
        `${country.replace("+", "00")} ${area} ${local}`,
        `${national} ${local}`,
        `${national}-${local.replaceAll(" ", "")}`,
        `(${national})${local.replaceAll(" ", "")}`,
        `${national}${local.replaceAll(" ", "")}`,
        `${national}/${local.replaceAll(" ", "")}`,
        ...(national === area ? [] : [`${country} (0)${area} ${local}`]),
      ]);
  if (chance(random, 0.04))
    return stated(local.replaceAll(" ", "") + extension, facts, ["phone without area code"]);
  const label = chance(random, 0.05)
    ? pick(random, isHan ? ["电话：", "TEL:", "传真"] : ["Tel. ", "Tel: ", "Ph: "])
    : "";
  return stated(label + written + extension, facts, extension === "" ? [] : ["extension"]);
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
