import type { PostalAddress } from "../../domain/address.js";
import { CITY_ALIASES } from "../data/western-places.js";
import { parseHanLines } from "./address-han.js";
import { parseLatinLines, type StreetParts } from "./address-latin.js";
import { countryCode } from "./country.js";
import type { AddressFeatures } from "./features.js";
import { isPinyin, readingsOf } from "./pinyin.js";
import { countryOfPlace, placeOfHan, placeOfRomanization, placeOfWords } from "./place.js";
import { clean, fold, hasHan, withoutUmlautPairs, wordsOf } from "./text.js";

/**
 * Reads an address into country, region, city, district, road, house number and postcode, in one
 * notation for Chinese characters and romanized spellings. Null if the statement has no address.
 */
export function parseAddress(address: PostalAddress | null): AddressFeatures | null {
  if (address === null) return null;
  const lines = address.lines.map(clean).filter((line) => line !== "");
  const stated = { city: cityId(clean(address.city)), region: cityId(clean(address.region)) };
  const country =
    address.country === null ? null : (countryCode(address.country) ?? address.country.toUpperCase());
  const postcode = postcodeOf(clean(address.postalCode));
  if (lines.length === 0 && stated.city === null && postcode === null) {
    return country === null && stated.region === null ? null : { ...NOTHING, country, region: stated.region };
  }
  const parts = partsOf(lines, country ?? countryFrom(stated.city));
  const city = cityOf(stated.city, stated.region, parts);
  return {
    country: country ?? countryFrom(city),
    region: stated.region ?? parts.region,
    city,
    district: districtOf(stated.city, parts),
    road: parts.road,
    houseNumber: parts.houseNumber,
    postcode: postcode ?? parts.postcode,
    rest: parts.rest,
  };
}

const NOTHING: AddressFeatures = {
  country: null,
  region: null,
  city: null,
  district: null,
  road: null,
  houseNumber: null,
  postcode: null,
  rest: null,
};

/** Lines in Han characters and lines in Latin letters may stand side by side; the Han ones are official. */
function partsOf(lines: readonly string[], country: string | null): StreetParts {
  const han = lines.filter(hasHan);
  if (han.length > 0) return parseHanLines(han.join(""));
  return parseLatinLines(lines, country);
}

/** A city in the one spelling that all others map to: 深圳市, `Shenzhen City` and `Shenzhen` are `shenzhen`. */
export function cityId(city: string): string | null {
  if (city === "") return null;
  if (hasHan(city)) {
    const han = (city.match(/\p{Script=Han}+/gu) ?? []).join("");
    return placeOfHan(han)?.id ?? readingsOf(han.replace(/[市区县]$/u, ""))[0] ?? null;
  }
  const words = wordsOf(city);
  const joined = words.join("");
  if (joined === "") return null;
  const place = placeOfRomanization(joined) ?? placeOfWords(words, 0)?.place;
  return place?.id ?? CITY_ALIASES.get(joined) ?? (isPinyin(joined) ? joined : withoutUmlautPairs(joined));
}

/** Where the city field holds a district (`Nanshan`) and the lines name the city, the lines are right. */
function cityOf(stated: string | null, region: string | null, parts: StreetParts): string | null {
  if (stated !== null && (placeOfRomanization(stated) !== null || parts.city === null)) return stated;
  return parts.city ?? stated ?? (region !== null && placeOfRomanization(region) !== null ? region : null);
}

const districtOf = (city: string | null, parts: StreetParts): string | null =>
  parts.district ?? (parts.city !== null && city !== parts.city ? city : null);

function countryFrom(city: string | null): string | null {
  const place = city === null ? null : placeOfRomanization(city);
  return place === null ? null : countryOfPlace(place);
}

function postcodeOf(text: string): string | null {
  const code = fold(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
  return code === "" ? null : code;
}
