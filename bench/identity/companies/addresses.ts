import { isHan, type Site } from "./company.js";
import { chance, pick, type Random } from "./dice.js";
import { plain, traditional, transcribed } from "./script.js";
import { FOREIGN_NAMES } from "./words/western.js";

/** An address as the columns of an order have it. */
export interface StatedAddress {
  readonly street: string;
  readonly line: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
  readonly facts: readonly string[];
  readonly noise: readonly string[];
}

export const NO_ADDRESS: StatedAddress = {
  ...{ street: "", line: "", city: "", region: "", postcode: "", country: "", facts: [], noise: [] },
};

export function statedAddress(site: Site, isLatin: boolean, random: Random): StatedAddress {
  const facts = [`building:${site.building}`, `place:${site.city}`];
  const address = isHan(site)
    ? isLatin
      ? hanInLatin(site, random)
      : hanAddress(site, random)
    : westernAddress(site, random);
  const postcode = chance(random, 0.85) ? site.postcode : "";
  const lost = chance(random, 0.03);
  const kept = { ...NO_ADDRESS, ...address, postcode, country: country(site, random), facts };
  if (!lost) return kept;
  return { ...kept, street: `${kept.street}, ${kept.city}`, city: "", noise: ["city in the street field"] };
}

const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  CN: ["CN", "China", "中国", "P.R. China", ""],
  TW: ["TW", "Taiwan", "台灣"],
  HK: ["HK", "Hong Kong", "香港"],
  GB: ["GB", "UK", "United Kingdom", "England", ""],
  US: ["US", "USA", "United States", ""],
  DE: ["DE", "Germany", "Deutschland", "D"],
  FR: ["FR", "France", ""],
  NL: ["NL", "Netherlands", "Nederland"],
  ES: ["ES", "Spain", "España"],
  IT: ["IT", "Italy", "Italia"],
  SE: ["SE", "Sweden", "Sverige"],
  DK: ["DK", "Denmark", "Danmark"],
};
const country = ({ market }: Site, random: Random): string => pick(random, COUNTRIES[market] ?? [""]);

type Spelled = Pick<StatedAddress, "street" | "line" | "city" | "region">;

function hanAddress(site: Site, random: Random): Spelled {
  const { region, city, district, road, number, house, floor, room, market } = site;
  const isMunicipal = region === city;
  const province =
    region === "" || isMunicipal || !chance(random, 0.5) ? "" : chance(random, 0.7) ? `${region}省` : region;
  const town = market !== "HK" && chance(random, 0.75) ? `${city}市` : city;
  const part = chance(random, 0.75)
    ? district
    : district.endsWith("区") && chance(random, 0.3)
      ? district.slice(0, -1)
      : "";
  const inside =
    house === "" || !chance(random, 0.7)
      ? ""
      : house + pick(random, ["", `${floor}楼`, `${floor}层`, `${room}室`, `${floor}F`, `A座${room}`, room]);
  const door = pick(random, [
    `${road}${number}号`,
    `${road}${number}号`,
    `${road}${number}号`,
    `${road} ${number} 号`,
    `${road}${number}`,
  ]);
  const text = part + door + inside;
  const whole = chance(random, 0.45);
  const street = whole ? province + town + text : text;
  const write = market === "CN" ? (value: string) => value : traditional;
  const cityField = whole && chance(random, 0.6) ? "" : town;
  return { street: write(street), line: "", city: write(cityField), region: write(whole ? "" : province) };
}

function hanInLatin(site: Site, random: Random): Spelled {
  const { districtLatin, roadLatin, number, houseLatin, floor, room, cityLatin, market } = site;
  const short = chance(random, 0.4) ? roadLatin.replace("Road", "Rd.").replace("Avenue", "Ave") : roadLatin;
  const door = pick(random, [`No. ${number} ${short}`, `${number} ${short}`, `No.${number}, ${short}`]);
  const inside =
    houseLatin === "" || !chance(random, 0.7)
      ? ""
      : pick(random, [
          `Room ${room}, ${houseLatin}`,
          `${floor}/F, ${houseLatin}`,
          `Rm ${room}, ${houseLatin}`,
          houseLatin,
        ]);
  const part = chance(random, 0.65)
    ? pick(random, [`${districtLatin} District`, `${districtLatin} Dist.`, districtLatin])
    : "";
  const street = [inside, door, part].filter((piece) => piece !== "").join(", ");
  const city = market === "CN" && chance(random, 0.2) ? `${cityLatin} City` : cityLatin;
  return chance(random, 0.25)
    ? { street: `${street}, ${city}`, line: "", city: "", region: "" }
    : { street, line: "", city, region: "" };
}

const SHORT_ROADS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bStreet$/, ["St", "St.", "Str"]],
  [/\bRoad$/, ["Rd", "Rd."]],
  [/\bAvenue\b/, ["Ave", "Av.", "Ave."]],
  [/\bLane$/, ["Ln", "La"]],
  [/\bBoulevard\b/, ["Blvd", "Bd"]],
  [/\bDrive$/, ["Dr", "Dr."]],
  [/\bParkway$/, ["Pkwy"]],
  [/\bIndustrial Estate$/, ["Ind. Est.", "Ind Est", "Industrial Est"]],
  [/straße$/, ["str.", "strasse", "-Str."]],
  [/straat$/, ["str.", "straat"]],
  [/^Calle\b/, ["C/", "C."]],
  [/^Avenida\b/, ["Avda.", "Av."]],
  [/^Via\b/, ["V."]],
  [/^Rue\b/, ["R.", "rue"]],
  [/gatan$/, ["g.", "gatan"]],
];

function westernAddress(site: Site, random: Random): Spelled {
  const { market, road, number, house, city, region } = site;
  const abbreviation = SHORT_ROADS.find(([long]) => long.test(road));
  const short =
    abbreviation !== undefined && chance(random, 0.4)
      ? road.replace(abbreviation[0], pick(random, abbreviation[1]))
      : road;
  const letters = chance(random, 0.2)
    ? plain(transcribed(short))
    : chance(random, 0.1)
      ? plain(short)
      : short;
  const numberFirst = market === "GB" || market === "US" || market === "FR";
  const door = numberFirst
    ? `${number}${market === "FR" && chance(random, 0.4) ? "," : ""} ${letters}`
    : `${letters}${market === "ES" || market === "IT" ? "," : ""} ${number}`;
  const place = chance(random, 0.3) ? house : "";
  const ahead = place !== "" && chance(random, 0.5);
  const towns = [city, city, city, FOREIGN_NAMES[city] ?? city, plain(transcribed(city))];
  return {
    street: ahead ? `${place}, ${door}` : door,
    line: ahead ? "" : place,
    city: pick(random, towns),
    region: market === "US" || chance(random, 0.2) ? region : "",
  };
}
