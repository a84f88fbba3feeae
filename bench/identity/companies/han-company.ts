import type { Company, Likeness, Market, Phone, Site } from "./company.js";
import { chance, digits, pick, type Random, weighted, whole } from "./dice.js";
import { creditCode, locationNumber, taiwanNumber } from "./identifiers.js";
import { type Part, wordsFor } from "./parts.js";
import { hanContact } from "./people.js";
import { romanized, syllables } from "./script.js";
import {
  CORE_FIRST,
  CORE_SECOND,
  HAN_BUILDING_KINDS,
  HAN_BUILDINGS,
  HAN_CITIES,
  HAN_ROAD_KINDS,
  HAN_ROADS,
  HAN_TRADES,
  ISLAND_CITIES,
} from "./words/han.js";
import { COINED_FIRST, COINED_SECOND } from "./words/western.js";

const FORMS = { 有限公司: 6, 有限责任公司: 1.5, 股份有限公司: 1, 集团有限公司: 0.3 };
/** How the registered name is put together: 深圳市云帆科技, 深圳云帆科技, 云帆科技（深圳）, 广东云帆科技, 云帆科技. */
const STYLES = { cityShi: 4, city: 3, bracket: 1, region: 1, none: 0.4 };
const MOVED_SHARE = 0.12;
const RENAMED_SHARE = 0.07;
const BRAND_SHARE = 0.12;
const DOMAIN_SHARE = 0.65;

/** Two to four signs; the held-out part has at least one that the development part never saw. */
export function hanCore(random: Random, part: Part): string {
  const [first, second] = [wordsFor(part, CORE_FIRST), wordsFor(part, CORE_SECOND)];
  const core = pick(random, first) + pick(random, second);
  const more = random();
  if (more < 0.78) return core;
  return more < 0.94 ? core + pick(random, second) : pick(random, first) + pick(random, second) + core;
}

export function hanSite(random: Random, part: Part, market: Market, cityRow?: readonly string[]): Site {
  const rows = market === "CN" ? HAN_CITIES : ISLAND_CITIES.filter(([country]) => country === market);
  const [region = "", city = "", cityLatin = "", , postal = "", districts = "", latins = ""] =
    cityRow ?? pick(random, rows);
  const names = districts.split(" ");
  const latinNames = latins.split(latins.includes(",") ? "," : " ");
  const at = whole(random, 0, names.length - 1);
  const [kind = "", kindLatin = ""] = pick(random, HAN_ROAD_KINDS);
  const road = pick(random, wordsFor(part, HAN_ROADS));
  const number = String(whole(random, 1, 999));
  const [tower = "", towerLatin = ""] = pick(random, HAN_BUILDING_KINDS);
  const house = chance(random, 0.6) ? pick(random, wordsFor(part, HAN_BUILDINGS)) : "";
  const floor = String(whole(random, 1, 28));
  const town = names[at] ?? "";
  return {
    ...{ market, region: market === "CN" ? region : "", city, cityLatin },
    district: town.endsWith("镇") ? town : `${town}区`,
    districtLatin: latinNames[at] ?? "",
    road: road + kind,
    roadLatin: `${romanized(road)} ${kindLatin}`,
    number,
    building: `${city}|${road}${kind}|${number}`,
    house: house === "" ? "" : house + tower,
    houseLatin: house === "" ? "" : `${romanized(house)} ${towerLatin}`,
    floor,
    room: `${floor}${String(whole(random, 1, 30)).padStart(2, "0")}`,
    postcode: postal === "" ? "" : postal.padEnd(3, "0") + digits(random, 6 - Math.max(3, postal.length)),
  };
}

const cityRowOf = (city: string): string[] | undefined =>
  [...HAN_CITIES, ...ISLAND_CITIES].find(([, name]) => name === city);

export function hanPhone(random: Random, city: string, kind: Phone["kind"]): Phone {
  const [country = "", , , area = ""] = cityRowOf(city) ?? [];
  const isIsland = country === "TW" || country === "HK";
  const rest = `${whole(random, 2, 8)}${digits(random, 3)} ${digits(random, 4)}`;
  const international = country === "HK" ? `+852 ${rest}` : `${isIsland ? "+886" : "+86"} ${area} ${rest}`;
  return { international, kind, isShared: false };
}

export function hanCompany(id: string, random: Random, part: Part, like: Likeness = {}): Company {
  const market = like.market ?? weighted(random, { CN: 8, TW: 0.9, HK: 0.6 });
  const row =
    like.head === undefined
      ? like.place === undefined
        ? undefined
        : cityRowOf(like.place)
      : cityRowOf(like.head.city);
  const head = like.head ?? hanSite(random, part, market, row);
  const core = like.core ?? hanCore(random, part);
  const trade = like.holding ? null : (like.trade ?? pick(random, HAN_TRADES));
  const coreLatin = like.coreLatin ?? romanized(core);
  const domain =
    like.domain ?? (chance(random, DOMAIN_SHARE) ? hanDomain(random, core, trade, market) : null);
  const contacts =
    like.contacts ?? Array.from({ length: whole(random, 2, 4) }, () => hanContact(random, part, domain));
  const own = Array.from({ length: whole(random, 1, 2) }, (_, at) =>
    hanPhone(random, head.city, at === 0 && like.phones === undefined ? "switchboard" : "direct"),
  );
  return {
    ...{ id, part, market, core, coreLatin, trade, head, domain, contacts },
    brand:
      like.brand ?? (chance(random, market === "CN" ? BRAND_SHARE : 0.5) ? coinedName(random, part) : null),
    style: like.style ?? (market === "CN" ? weighted(random, STYLES) : "none"),
    form: like.holding
      ? pick(random, ["集团有限公司", "控股集团有限公司", "集团股份有限公司"])
      : weighted(random, FORMS),
    ...{ place: head.city, placeLatin: head.cityLatin, region: head.region },
    oldCore: like.core === undefined && chance(random, RENAMED_SHARE) ? hanCore(random, part) : null,
    branches: Array.from({ length: chance(random, 0.15) ? whole(random, 1, 2) : 0 }, () =>
      hanSite(random, part, market),
    ),
    oldSite: chance(random, MOVED_SHARE) ? hanSite(random, part, market, cityRowOf(head.city)) : null,
    phones: [...(like.phones ?? []), ...own],
    sharesDomain: like.sharesDomain ?? false,
    mailboxes: ["info", "sales", "purchase", "cg"].slice(0, whole(random, 1, 3)),
    codes: { erp: [], legacy: [], web: [], edi: chance(random, 0.15) ? [locationNumber(random, "69")] : [] },
    taxId:
      market === "CN" ? creditCode(random, head.postcode) : market === "TW" ? taiwanNumber(random) : null,
  };
}

export const coinedName = (random: Random, part: Part): string =>
  pick(random, wordsFor(part, COINED_FIRST)) + pick(random, wordsFor(part, COINED_SECOND));

/** yunfan-tech.cn, yfkj.com, szyunfan.com: domains of different companies never meet. */
function hanDomain(random: Random, core: string, trade: readonly string[] | null, market: Market): string {
  const sounds = syllables(core);
  const initials = sounds.map((one) => one.charAt(0)).join("");
  const words = (trade?.[1] ?? "group").split(",");
  const field = (words[words.length > 1 ? 1 : 0] ?? "").toLowerCase().replace(/[^a-z]/g, "");
  const top = pick(
    random,
    market === "CN" ? ["cn", "com", "com.cn"] : market === "TW" ? ["com.tw"] : ["com.hk"],
  );
  const name = pick(random, [
    `${sounds.join("")}-${field}`,
    `${sounds.join("")}${field}`,
    `${initials}${field}`,
    sounds.join(""),
  ]);
  return `${name}${digits(random, 2)}.${top}`;
}
