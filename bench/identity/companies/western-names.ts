import type { Company } from "./company.js";
import { chance, pick, type Random, weighted } from "./dice.js";
import { plain, transcribed } from "./script.js";
import { distorted, type Stated, stated } from "./stated.js";
import { tradeWords } from "./western-company.js";
import { WESTERN_DEPARTMENTS } from "./words/western.js";

export type WesternNaming =
  | "full"
  | "noForm"
  | "trade"
  | "core"
  | "acronym"
  | "department"
  | "branch"
  | "brand"
  | "tradingAs"
  | "reordered"
  | "old";

const coreFacts = (core: string): string[] => [`name:${core}`, `near:${core}`, `reading:${core}`];

export const westernTradeFact = ({ trade }: Company): string => `trade:${trade?.[0] ?? "group"}`;

export function westernName(company: Company, naming: WesternNaming, random: Random): Stated {
  const spelled = spelledName(company, naming, random);
  return spelled.text === "" ? spelled : letters(spelled, random);
}

function spelledName(company: Company, naming: WesternNaming, random: Random): Stated {
  const { core, brand, market, placeLatin } = company;
  const saysTrade = company.style !== "bare" || company.trade === null;
  const facts = [...coreFacts(core), ...(saysTrade ? [westernTradeFact(company)] : [])];
  const place = `place:${company.place}`;
  const full = registered(company, core, random);
  switch (naming) {
    case "full":
      return stated(full, [...facts, "full:", ...(company.style === "place" ? [place] : [])]);
    case "noForm":
      return stated(together(company, core, random), facts, ["no legal form"]);
    case "trade":
      return stated(
        `${core} ${shortTrade(company, random)}`,
        [...coreFacts(core), westernTradeFact(company)],
        ["core and trade only"],
      );
    case "core":
      return stated(core, coreFacts(core), ["core only"]);
    case "acronym": {
      const letters = together(company, core, random)
        .split(/[\s-]+/)
        .filter((word) => /^\p{L}/u.test(word))
        .map((word) => word.charAt(0).toUpperCase());
      if (letters.length < 3) return stated(full, [...facts, "full:"]);
      return stated(letters.join(""), [`acronym:${letters.join("")}`], ["acronym"]);
    }
    case "department": {
      const department = pick(random, WESTERN_DEPARTMENTS[market] ?? WESTERN_DEPARTMENTS.GB ?? []);
      const front = pick(random, [core, together(company, core, random), full]);
      const text = pick(random, [
        `${front} ${department}`,
        `${front} - ${department}`,
        `${front}, ${department}`,
        `${department}, ${front}`,
      ]);
      return stated(text, front === core ? coreFacts(core) : facts, [
        "department in name",
        ...(front === core ? ["core only"] : []),
      ]);
    }
    case "branch": {
      const site = company.branches[0] ?? company.head;
      const word: Readonly<Record<string, string>> = {
        DE: "Niederlassung",
        FR: "Agence",
        NL: "Vestiging",
        ES: "Delegación",
        IT: "Filiale",
        SE: "Filial",
      };
      return stated(
        pick(random, [
          `${full} ${word[market] ?? "Branch"} ${site.city}`,
          `${core} ${site.city}`,
          `${full} (${site.city})`,
        ]),
        [...coreFacts(core)],
        ["branch in name"],
      );
    }
    case "brand":
      if (brand === null) return spelledName(company, "full", random);
      return stated(
        chance(random, 0.5) ? brand : `${brand} ${shortTrade(company, random)}`,
        [`brand:${brand}`, westernTradeFact(company)],
        ["trade name"],
      );
    case "tradingAs":
      if (brand === null) return spelledName(company, "full", random);
      return stated(
        `${full} ${pick(random, ["t/a", "dba", "d/b/a", "trading as"])} ${brand}`,
        [...facts, "full:", `brand:${brand}`],
        ["d/b/a"],
      );
    case "reordered": {
      const word = tradeWords(company.trade ?? [], market)[0] ?? "Group";
      return stated(
        pick(random, [`${word}, ${core}`, `${word} ${core}`, `${core}, ${placeLatin}`]),
        coreFacts(core),
        ["words in another order"],
      );
    }
    default:
      if (company.oldCore === null) return spelledName(company, "full", random);
      return stated(
        registered(company, company.oldCore, random),
        [...coreFacts(company.oldCore), westernTradeFact(company)],
        ["old name"],
      );
  }
}

function together({ style, trade, market, placeLatin }: Company, core: string, random: Random): string {
  const word =
    trade === null ? pick(random, ["Group", "Holding", "Holdings"]) : (tradeWords(trade, market)[0] ?? "");
  switch (style) {
    case "tradeFirst":
      return `${word} ${core}`;
    case "bare":
      return trade === null ? `${core} ${word}` : core;
    case "place":
      return `${core} ${word} ${placeLatin}`;
    case "the":
      return `${chance(random, 0.7) ? "The " : ""}${core} ${word} Company`;
    default:
      return `${core} ${word}`;
  }
}

function registered(company: Company, core: string, random: Random): string {
  const name = together(company, core, random);
  const form = pick(random, company.form.split(";")).trim();
  if (company.market === "FR" && chance(random, 0.25)) return `${form} ${name}`;
  return form.startsWith(",") ? `${name}${form}` : `${name} ${form}`;
}

const shortTrade = ({ trade, market }: Company, random: Random): string =>
  trade === null ? pick(random, ["Group", "Grp", "Holdings"]) : pick(random, tradeWords(trade, market));

/** Umlauts, `&`, capitals and abbreviations as different hands have them. */
function letters(value: Stated, random: Random): Stated {
  const and = chance(random, 0.25)
    ? value.text.replace(" & ", pick(random, [" and ", " + ", " und ", "&"]))
    : value.text;
  const brothers = chance(random, 0.5) ? and.replace("Brothers", "Bros.") : and;
  const accented = /[^ -~]/.test(brothers);
  const how = weighted(random, { kept: 5, transcribed: 1.5, plain: 1.5 });
  const spelled =
    !accented || how === "kept"
      ? brothers
      : how === "transcribed"
        ? plain(transcribed(brothers))
        : plain(brothers);
  const noise = accented && how !== "kept" ? "accents transcribed" : "written otherwise";
  const same = distorted(value, spelled, noise);
  return chance(random, 0.12) ? { ...same, text: same.text.toUpperCase() } : same;
}
