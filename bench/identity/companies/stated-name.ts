import { CHANNELS, type Channel } from "./channels.js";
import { type Company, isHan } from "./company.js";
import { chance, type Random, weighted } from "./dice.js";
import { hanName, inTraditional } from "./han-names.js";
import { loosened, misheard, misheardLatin, misread, mistyped } from "./slips.js";
import { distorted, kindOf, type Stated } from "./stated.js";
import type { Telling } from "./statement.js";
import { westernName } from "./western-names.js";

const PARTNER_IN_TRADITIONAL = 0.04;
/** From here on names are told in full and undistorted, because nothing less was fair. */
const EFFORT_IN_FULL = 2.5;

/** The company's name as the channel states it, and as it comes through. */
export function nameFrom(company: Company, { channel, effort }: Telling, random: Random): Stated {
  const { han, western, distorts, nameLengthMax } = CHANNELS[channel];
  const plainly = effort > EFFORT_IN_FULL;
  if (!isHan(company)) {
    const named = westernName(company, plainly ? "full" : weighted(random, western), random);
    return cut(plainly ? named : garbled(named, distorts, company, random), nameLengthMax);
  }
  const stated = hanName(company, plainly ? "full" : weighted(random, han), random);
  const isAbroad = company.market === "CN";
  const inScript =
    !isAbroad || chance(random, PARTNER_IN_TRADITIONAL) ? inTraditional(stated, isAbroad) : stated;
  return cut(plainly ? inScript : garbled(inScript, distorts, company, random), nameLengthMax);
}

/** A name that is cut off keeps what stood in front. */
const cut = (name: Stated, max: number): Stated =>
  distorted(name, name.text.slice(0, max).trim(), "cut off", (fact) => fact !== "full:");

function garbled(
  name: Stated,
  { how, name: share }: Channel["distorts"],
  company: Company,
  random: Random,
): Stated {
  if (!chance(random, share)) return name;
  const { core, part } = company;
  const at = name.text.indexOf(core);
  if (how === "heard") {
    const isHanText = /\p{Script=Han}/u.test(name.text);
    if (isHanText && at < 0) return name;
    const text = isHanText
      ? name.text.replace(core, misheard(core, random, part))
      : misheardLatin(name.text, random);
    return distorted(name, text, isHanText ? "homophone" : "misheard", (fact) => kindOf(fact) !== "name");
  }
  const unclear = (fact: string): boolean => kindOf(fact) !== "name" && kindOf(fact) !== "reading";
  if (how === "typed") return mistypedName(name, company, random, unclear);
  const loose = distorted(name, loosened(name.text, random, isHan(company)), "stray spaces or full width");
  return chance(random, 0.75)
    ? distorted(loose, misread(loose.text, random, part), "misread by the scanner", unclear)
    : loose;
}

/** Chinese is typed by its sound, so a slip is another sign of that sound, or a sign left out. */
function mistypedName(
  name: Stated,
  { core, part }: Company,
  random: Random,
  unclear: (fact: string) => boolean,
): Stated {
  if (!/\p{Script=Han}/u.test(name.text))
    return distorted(name, mistyped(name.text, random), "mistyped", unclear);
  const text = name.text.includes(core) ? name.text.replace(core, misheard(core, random, part)) : name.text;
  return distorted(name, text, "wrong sign of the same sound", (fact) => kindOf(fact) !== "name");
}
