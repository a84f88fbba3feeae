import type { Company, Contact, Likeness, Market, Phone, Site } from "./company.js";
import { chance, digits, numbered, pick, type Random, weighted, whole } from "./dice.js";
import { coinedName } from "./han-company.js";
import { locationNumber, westernTaxId } from "./identifiers.js";
import { type Part, wordsFor } from "./parts.js";
import { westernContact } from "./people.js";
import { plain, transcribed } from "./script.js";
import {
  FAMILY_NAMES,
  PLAIN_FIRST,
  PLAIN_SECOND,
  STREET_KINDS,
  STREET_NAMES,
  TRADE_LANGUAGES,
  WESTERN_CITIES,
  WESTERN_FORMS,
  WESTERN_TRADES,
} from "./words/western.js";

const MARKETS = { GB: 3, US: 3, DE: 3, FR: 1.2, NL: 1, ES: 0.8, IT: 0.8, SE: 0.7, DK: 0.4 };
const MOVED_SHARE = 0.12;
const BRAND_SHARE = 0.12;
const DOMAIN_SHARE = 0.8;
const RENAMED_SHARE = 0.06;

/** A family name, two of them, a coined word or two plain words. */
export function westernCore(random: Random, part: Part, market: Market): string {
  const families = wordsFor(part, FAMILY_NAMES[market] ?? FAMILY_NAMES.GB ?? []);
  const kind = weighted(random, { family: 3, two: 1.6, kin: 0.9, coined: 2, plain: 2, letters: 0.4 });
  switch (kind) {
    case "family":
      return pick(random, families);
    case "two": {
      const [a, b] = [pick(random, families), pick(random, families)];
      return a === b ? a : `${a} & ${b}`;
    }
    case "kin": {
      const kin: Readonly<Record<string, string>> = {
        DE: "& Söhne",
        GB: "Brothers",
        US: "& Sons",
        FR: "et Fils",
        NL: "& Zonen",
      };
      return `${pick(random, families)} ${kin[market] ?? "& Co"}`;
    }
    case "coined":
      return coinedName(random, part);
    case "letters":
      return Array.from({ length: 3 }, () => pick(random, [..."ABCDEFGHKLMNPRSTVW"])).join("");
    default:
      return `${pick(random, wordsFor(part, PLAIN_FIRST))} ${pick(random, wordsFor(part, PLAIN_SECOND))}`;
  }
}

const cityRow = (random: Random, market: Market, city: string | undefined): readonly string[] =>
  pick(
    random,
    WESTERN_CITIES.filter((row) => row[0] === market && (city === undefined || row[1] === city)),
  );

export function westernSite(random: Random, part: Part, market: Market, city?: string): Site {
  const [, name = "", region = "", pattern = ""] = cityRow(random, market, city);
  const street = pick(random, wordsFor(part, STREET_NAMES[market] ?? []));
  const kind = pick(random, STREET_KINDS[market] ?? ["Street"]);
  const number = String(whole(random, 1, market === "US" ? 4800 : 180));
  const glued = market === "DE" || market === "NL" || market === "SE" || market === "DK";
  const front = market === "FR" || market === "ES" || market === "IT";
  const road = glued ? street + kind : front ? `${kind} ${street}` : `${street} ${kind}`;
  const units: Readonly<Record<string, string>> = { GB: "Unit ", US: "Suite ", DE: "Geb. ", FR: "Bât. " };
  const house =
    units[market] !== undefined && chance(random, 0.35) ? `${units[market]}${whole(random, 1, 40)}` : "";
  return {
    ...{ market, region, city: name, cityLatin: name, district: "", districtLatin: "" },
    ...{ road, roadLatin: road, number, house, houseLatin: house, floor: "", room: "" },
    building: `${name}|${region}|${road}|${number}`,
    postcode: numbered(random, pattern).replace(/\b0(?=[A-Z])/, "1"),
  };
}

export function westernPhone(random: Random, { market, city, region }: Site, kind: Phone["kind"]): Phone {
  const [, , , , area = "", rest = ""] =
    WESTERN_CITIES.find((row) => row[0] === market && row[1] === city && row[2] === region) ?? [];
  const local = numbered(random, rest).replace(/^[01]/, String(whole(random, 2, 8)));
  return { international: `${area} ${local}`, kind, isShared: false };
}

export function westernCompany(id: string, random: Random, part: Part, like: Likeness = {}): Company {
  const market = like.market ?? weighted(random, MARKETS);
  const head = like.head ?? westernSite(random, part, market, like.place);
  const core = like.core ?? westernCore(random, part, market);
  const trade = like.holding ? null : (like.trade ?? pick(random, WESTERN_TRADES));
  const domain =
    like.domain ?? (chance(random, DOMAIN_SHARE) ? westernDomain(random, core, trade, market) : null);
  const contacts: readonly Contact[] =
    like.contacts ??
    Array.from({ length: whole(random, 2, 4) }, () => westernContact(random, part, market, domain));
  const own = Array.from({ length: whole(random, 1, 2) }, (_, at) =>
    westernPhone(random, head, at === 0 && like.phones === undefined ? "switchboard" : "direct"),
  );
  return {
    ...{ id, part, market, core, coreLatin: core, trade, head, domain, contacts },
    brand: like.brand ?? (chance(random, BRAND_SHARE) ? coinedName(random, part) : null),
    style:
      like.style ??
      weighted(random, {
        trade: 5,
        tradeFirst: market === "FR" || market === "DE" ? 1 : 0.2,
        bare: 1.2,
        place: 0.7,
        the: market === "GB" || market === "US" ? 0.4 : 0,
      }),
    form: pick(random, WESTERN_FORMS[market] ?? ["Ltd"]),
    ...{ place: head.city, placeLatin: head.city, region: head.region },
    oldCore:
      like.core === undefined && chance(random, RENAMED_SHARE) ? westernCore(random, part, market) : null,
    branches: Array.from({ length: chance(random, 0.15) ? whole(random, 1, 2) : 0 }, () =>
      westernSite(random, part, market),
    ),
    oldSite: chance(random, MOVED_SHARE) ? westernSite(random, part, market, head.city) : null,
    phones: [...(like.phones ?? []), ...own],
    sharesDomain: like.sharesDomain ?? false,
    mailboxes: [
      ...new Set([
        pick(random, ["info", "office", "mail"]),
        "sales",
        market === "DE" ? "einkauf" : "purchasing",
        "accounts",
      ]),
    ].slice(0, whole(random, 1, 4)),
    codes: {
      erp: [],
      legacy: [],
      web: [],
      edi: chance(random, 0.2) ? [locationNumber(random, market === "US" ? "06" : "40")] : [],
    },
    taxId: chance(random, market === "US" ? 0.4 : 0.85) ? westernTaxId(random, market) : null,
  };
}

/** The trade in the company's own language, in full and shortened. */
export function tradeWords(trade: readonly string[], market: Market): string[] {
  const at = 1 + Math.max(0, TRADE_LANGUAGES.indexOf(market === "US" ? "GB" : market));
  return (trade[at] ?? trade[1] ?? "").split(",");
}

const TOP_LEVELS: Readonly<Record<string, string>> = {
  GB: "co.uk",
  US: "com",
  DE: "de",
  FR: "fr",
  NL: "nl",
  ES: "es",
  IT: "it",
  SE: "se",
  DK: "dk",
};

function westernDomain(
  random: Random,
  core: string,
  trade: readonly string[] | null,
  market: Market,
): string {
  const name = plain(transcribed(core))
    .toLowerCase()
    .replace(/[^a-z]+/g, "");
  const field = trade === null ? "group" : (tradeWords(trade, market)[0] ?? "");
  const word = plain(transcribed(field))
    .toLowerCase()
    .replace(/[^a-z]+/g, "");
  const host = pick(random, [name + word, `${name}-${word}`, `${name}${word.slice(0, 4)}`, name]);
  return `${host}${chance(random, 0.5) ? digits(random, 2) : ""}.${pick(random, [TOP_LEVELS[market] ?? "com", "com"])}`;
}
