import type { Company } from "./company.js";
import { chance, pick, type Random, weighted } from "./dice.js";
import { capital, romanized, spacedForms, syllables, traditional } from "./script.js";
import { type Stated, stated } from "./stated.js";
import { HAN_DEPARTMENTS } from "./words/han.js";

/** Ways of stating a Chinese company's name, in its own script and in Latin letters. */
export type HanNaming =
  | "full"
  | "noForm"
  | "trade"
  | "core"
  | "department"
  | "branch"
  | "english"
  | "englishShort"
  | "pinyin"
  | "brand"
  | "old";

export const nearFacts = (core: string): string[] => [`near:${core}`, `reading:${syllables(core).join("")}`];

function coreFacts(company: Company): string[] {
  return [`name:${company.core}`, ...nearFacts(company.core)];
}

const tradeFact = ({ trade }: Company): string => `trade:${trade?.[0]?.split(" ")[0] ?? "group"}`;

const tradeOf = (company: Company, random: Random): string => {
  const words = company.trade?.[0]?.split(" ") ?? [];
  return words.length === 0 ? "集团" : chance(random, 0.85) ? (words[0] ?? "") : pick(random, words);
};

export function hanName(company: Company, naming: HanNaming, random: Random): Stated {
  const word = tradeOf(company, random);
  const place = `place:${company.place}`;
  const facts = [...coreFacts(company), tradeFact(company)];
  switch (naming) {
    case "full":
      return stated(registered(company, company.core, random), [
        ...facts,
        "full:",
        ...(company.style.startsWith("c") || company.style === "bracket" ? [place] : []),
      ]);
    case "noForm":
      return stated(`${chance(random, 0.6) ? company.place : ""}${company.core}${word}`, facts, [
        "no legal form",
      ]);
    case "trade":
      return stated(company.core + word, facts, ["core and trade only"]);
    case "core":
      return stated(company.core, coreFacts(company), ["core only"]);
    case "department": {
      const [words = ""] = pick(random, HAN_DEPARTMENTS);
      const department = pick(random, words.split(" "));
      const isShort = chance(random, 0.5);
      const front = isShort
        ? company.core
        : chance(random, 0.5)
          ? company.core + word
          : registered(company, company.core, random);
      const text = front.length > 8 && chance(random, 0.5) ? `${front}（${department}）` : front + department;
      return stated(text, isShort ? coreFacts(company) : facts, [
        "department in name",
        ...(isShort ? ["core only"] : []),
      ]);
    }
    case "branch": {
      const site = company.branches[0] ?? company.head;
      const end = pick(random, ["分公司", "分公司", "办事处", "分厂"]);
      return stated(
        `${registered(company, company.core, random)}${site.city}${end}`,
        [...facts, "full:"],
        ["branch in name"],
      );
    }
    case "old":
      return company.oldCore === null
        ? hanName(company, "full", random)
        : stated(
            registered(company, company.oldCore, random),
            [`name:${company.oldCore}`, ...nearFacts(company.oldCore), tradeFact(company)],
            ["old name"],
          );
    default:
      return latinName(company, naming, random);
  }
}

/** The name in the register, for small differences in writing the place and the form. */
function registered({ place, region, style, form, trade }: Company, core: string, random: Random): string {
  const word = trade?.[0]?.split(" ")[0] ?? "";
  const town = chance(random, 0.15)
    ? style === "cityShi"
      ? place
      : `${place}市`
    : style === "cityShi"
      ? `${place}市`
      : place;
  const ending = trade !== null && chance(random, 0.06) ? "公司" : form;
  switch (style) {
    case "bracket":
      return `${core}${word}${pick(random, [`（${place}）`, `(${place})`])}${ending}`;
    case "region":
      return `${region}${core}${word}${ending}`;
    case "none":
      return core + word + ending;
    default:
      return town + core + word + ending;
  }
}

function latinName(company: Company, naming: HanNaming, random: Random): Stated {
  const { core, coreLatin, placeLatin, place, brand, market } = company;
  const latin = coreLatin === romanized(core) ? pick(random, spacedForms(core)) : coreLatin;
  const words = (company.trade?.[1] ?? "Group").split(",");
  const reading = nearFacts(core).slice(1);
  const facts = [...reading, tradeFact(company)];
  const form = pick(
    random,
    market === "CN"
      ? ["Co., Ltd.", "Co.,Ltd", "Co Ltd", "CO., LTD.", "Company Limited", "Ltd."]
      : ["Co., Ltd.", "Limited", "Ltd", "Co Ltd"],
  );
  switch (naming) {
    case "english": {
      const kind = weighted(random, { front: 4, bracket: 1.5, none: 2 });
      const word = words[0] ?? "";
      const text =
        kind === "front"
          ? `${placeLatin} ${latin} ${word} ${form}`
          : kind === "bracket"
            ? `${latin} ${word} (${placeLatin}) ${form}`
            : `${latin} ${word} ${form}`;
      return stated(
        chance(random, 0.2) ? text.toUpperCase() : text,
        kind === "none" ? facts : [...facts, `place:${place}`],
        ["English name"],
      );
    }
    case "englishShort":
      return stated(`${latin} ${pick(random, words)}`, facts, ["English name", "core and trade only"]);
    case "brand": {
      if (brand === null) return latinName(company, "english", random);
      return stated(
        `${brand} ${words[0] ?? ""} ${form}`,
        [`brand:${brand}`, tradeFact(company)],
        ["unrelated English brand"],
      );
    }
    default:
      return stated(pinyinName(company, random), [...facts, `place:${place}`], ["pinyin"]);
  }
}

/** `SHENZHEN SHI YUNFAN KEJI YOUXIAN GONGSI`: spaced by word, by syllable, or not at all. */
function pinyinName({ core, place, trade, form }: Company, random: Random): string {
  const words = [
    place,
    place !== "香港" && chance(random, 0.5) ? "市" : "",
    core,
    trade?.[0]?.split(" ")[0] ?? "集团",
    form,
  ].filter((word) => word !== "");
  const how = weighted(random, { words: 3, syllables: 1.5, glued: 0.5 });
  const parts =
    how === "syllables"
      ? words.flatMap((word) => [...syllables(word)])
      : words.map((word) => syllables(word).join(""));
  const text = parts.map((part) => capital(part).replaceAll("v", "u")).join(how === "glued" ? "" : " ");
  return chance(random, 0.5) ? text.toUpperCase() : text;
}

/** Everything in Traditional signs, for those who write so. */
export const inTraditional = (value: Stated, isForeign: boolean): Stated => ({
  ...value,
  text: traditional(value.text),
  noise: isForeign ? [...value.noise, "Traditional script"] : value.noise,
});
