import { chance, digits, pick, type Random, weighted } from "../companies/dice.js";
import { mistyped } from "../companies/slips.js";
import { distorted, type Stated, stated } from "../companies/stated.js";
import type { Site, Spot } from "./organization.js";
import { ORDINALS, PROGRAMS, SHORTENED } from "./words.js";

/** How one directory writes: some shorten, some shout, some list the agency, some the site. */
export interface Hand {
  readonly naming: Readonly<Record<"site" | "agency" | "agencyThenSite" | "siteThenAgency", number>>;
  readonly shortens: number;
  readonly shouts: boolean;
  readonly slips: number;
  readonly phone: number;
  readonly zip: number;
  readonly program: number;
}

export function writtenName({ agency, name, formerName }: Site, hand: Hand, random: Random): Stated {
  const isFormer = formerName !== null && chance(random, 0.3);
  const site = isFormer ? formerName : name;
  const siteFacts = [`name:${agency ?? ""} ${site}`, `near:${site}`];
  const agencyFacts = agency === null ? [] : [`reading:${agency}`];
  const how = agency === null ? "site" : weighted(random, hand.naming);
  const noise = isFormer && how !== "agency" ? ["renamed"] : [];
  const short = agency === null ? "" : shortAgency(agency, random);
  const mark = pick(random, [" - ", " -", "/", ": ", ", ", " "]);
  const texts: Readonly<Record<typeof how, Stated>> = {
    site: stated(site, siteFacts, agency === null ? noise : [...noise, "site without agency"]),
    agency: stated(agency ?? site, agencyFacts, ["agency without site"]),
    agencyThenSite: stated(
      `${short}${mark}${site}`,
      [...siteFacts, ...agencyFacts],
      [...noise, "agency and site"],
    ),
    siteThenAgency: stated(
      pick(random, [`${site}${mark}${short}`, `${site} (${short})`]),
      [...siteFacts, ...agencyFacts],
      [...noise, "site and agency"],
    ),
  };
  const program = chance(random, hand.program) ? ` ${pick(random, ["", "- "])}${pick(random, PROGRAMS)}` : "";
  const named = distorted(texts[how], texts[how].text + program, "program in the name");
  const shortened = distorted(named, shorten(named.text, hand.shortens, random), "shortened");
  const slipped = chance(random, hand.slips)
    ? distorted(shortened, mistyped(shortened.text, random), "mistyped")
    : shortened;
  return hand.shouts ? { ...slipped, text: slipped.text.toUpperCase() } : slipped;
}

/** `McKinnon`, `A.S. McKinnon`, `LFS`, `Casa Puente`: what an agency is called beside its site's name. */
function shortAgency(agency: string, random: Random): string {
  const words = agency.split(" ");
  const letters = words
    .filter((word) => /^[A-Z]/.test(word))
    .map((word) => word.charAt(0))
    .join("");
  const front = words
    .slice(0, Math.max(2, words.length - 2))
    .join(" ")
    .replace(/ (?:of|&|and)$/, "");
  return weighted(random, { whole: 5, front: 3, letters: letters.length >= 3 ? 1 : 0 }) === "letters"
    ? letters
    : chance(random, 0.6)
      ? agency
      : front;
}

const TAILS =
  / (?:Center|School|Inc\.?|Services|Church|Association|Foundation|Elementary School|Day Care Center|Learning Center)$/;

function shorten(name: string, share: number, random: Random): string {
  let text = name;
  for (const [word, short] of Object.entries(SHORTENED))
    if (text.includes(word) && chance(random, share)) text = text.replace(word, pick(random, short));
  if (chance(random, share * 0.25)) text = text.replace(TAILS, "");
  if (chance(random, share * 0.3))
    text = text.replace(/ #(\d)$/, (_, nth: string) =>
      pick(random, [` ${nth}`, ` No. ${nth}`, ` ${["", "I", "II", "III"][Number(nth)] ?? nth}`]),
    );
  if (chance(random, 0.06)) text = text.replace(/ [A-Z]\. /, " ");
  return chance(random, 0.06) ? `${text}${pick(random, [", Inc.", " Inc", " NFP"])}` : text;
}

export function writtenAddress(spot: Spot, hand: Hand, random: Random): Stated {
  const { number, direction, street, kind } = spot;
  const facts = [`building:${number} ${direction[0]} ${street}`];
  const [long = "", short = ""] = direction;
  const ahead = pick(random, [long, ...short.split(","), ...short.split(",")]);
  const named = typeof street === "number" ? numberedStreet(street, random) : street;
  const [kindLong = "", kindShort = ""] = kind;
  const end = pick(random, [kindLong, ...kindShort.split(","), ...kindShort.split(",")]);
  const inside = chance(random, 0.04)
    ? pick(random, [` Suite ${digits(random, 3)}`, ", 2nd Floor", " (Rear)", ` #${digits(random, 1)}`])
    : "";
  const lostDirection = chance(random, 0.05);
  const range = chance(random, 0.03) ? `-${String((number % 100) + 2).padStart(2, "0")}` : "";
  const text =
    [`${number}${range}`, lostDirection ? "" : ahead, named, end].filter((word) => word !== "").join(" ") +
    inside;
  const written = stated(hand.shouts ? text.toUpperCase() : text, facts, [
    ...(lostDirection ? ["direction left out"] : []),
    ...(range === "" ? [] : ["range of numbers"]),
  ]);
  return chance(random, hand.slips)
    ? distorted(written, mistyped(written.text, random), "address mistyped")
    : written;
}

function numberedStreet(street: number, random: Random): string {
  const last = street % 10;
  const isTeen = Math.floor(street / 10) % 10 === 1;
  const end = isTeen ? "th" : (["th", "st", "nd", "rd"][last] ?? "th");
  const figure = `${street}${end}`;
  const tens =
    ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"][
      Math.floor(street / 10)
    ] ?? "";
  if (tens === "" || last === 0 || !chance(random, 0.04))
    return chance(random, 0.08) ? String(street) : figure;
  return `${tens}-${ORDINALS[last] ?? ""}`;
}

export function writtenPhone(phone: string, fact: string, random: Random): Stated {
  const [area = "", exchange = "", line = ""] = phone.split(" ");
  const how = weighted(random, { seven: 2, ten: 2, brackets: 2, dashes: 3, dots: 0.5 });
  const texts = {
    ...{
      seven: `${exchange}-${line}`,
      ten: area + exchange + line,
      brackets: `(${area}) ${exchange}-${line}`,
    },
    ...{ dashes: `${area}-${exchange}-${line}`, dots: `${area}.${exchange}.${line}` },
  };
  return stated(texts[how], [fact], how === "seven" ? ["phone without area code"] : []);
}
