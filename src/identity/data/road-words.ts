/** Words for kinds of roads, dropped when roads are compared: joined, folded. */
export const ROAD_TYPES: ReadonlySet<string> = new Set(
  `road rd street st str avenue ave av boulevard blvd bvd lane ln drive dr court ct place pl square sq terrace tce terr
  crescent cres cr circuit cct close cl way parade pde highway hwy parkway pkwy alley row walk quay mews grove gr gardens
  gdns hill rise green strasse weg platz allee gasse ring damm ufer chaussee rue chemin quai impasse route cours
  via viale piazza corso calle avenida avda paseo plaza rua travessa straat laan plein gracht kade gata vagen vej gade
  lu dao jie dadao dajie xiang nong hutong malu`.split(/\s+/),
);

/** Ends of German and Dutch street words that are written together with the name. */
export const GLUED_ROAD_ENDS = ["strasse", "straat", "str", "weg", "platz", "allee", "gasse"];

export const HAN_ROAD_TYPES = "大道|大街|马路|路|道|街|巷|弄|胡同";

/** Direction words of any language to the pinyin (for Chinese roads) and to the letter (for others). */
export const DIRECTIONS: Readonly<Record<string, readonly [pinyin: string, letter: string]>> = {
  north: ["bei", "n"],
  south: ["nan", "s"],
  east: ["dong", "e"],
  west: ["xi", "w"],
  middle: ["zhong", "m"],
  central: ["zhong", "m"],
  northeast: ["dongbei", "ne"],
  northwest: ["xibei", "nw"],
  southeast: ["dongnan", "se"],
  southwest: ["xinan", "sw"],
  n: ["bei", "n"],
  s: ["nan", "s"],
  e: ["dong", "e"],
  w: ["xi", "w"],
  mid: ["zhong", "m"],
};

/** Ordinals of roads to digits: `1st`, `First`, 一, `yi`. */
export const ORDINALS: Readonly<Record<string, string>> = {
  first: "1",
  second: "2",
  third: "3",
  fourth: "4",
  fifth: "5",
  sixth: "6",
  seventh: "7",
  eighth: "8",
  ninth: "9",
  tenth: "10",
};
export const PINYIN_NUMBERS: Readonly<Record<string, string>> = {
  yi: "1",
  er: "2",
  san: "3",
  si: "4",
  wu: "5",
  liu: "6",
  qi: "7",
  ba: "8",
  jiu: "9",
  shi: "10",
};
export const HAN_NUMBERS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Words that announce a house number. */
export const NUMBER_WORDS: ReadonlySet<string> = new Set(["no", "nr", "num", "number", "numero", "hao", "n"]);

/** A line that has one of these words and no road is about the inside of a building. */
export const UNIT_WORDS: ReadonlySet<string> = new Set(
  "unit suite ste room rm floor fl apt apartment flat building bldg block tower etage og hinterhaus".split(
    " ",
  ),
);

/** Marks the word before it as a district, a city or a province. */
export const ADMIN_WORDS: Readonly<Record<string, "district" | "city" | "region">> = {
  district: "district",
  dist: "district",
  qu: "district",
  county: "district",
  township: "district",
  subdistrict: "district",
  jiedao: "district",
  shi: "city",
  city: "city",
  sheng: "region",
  province: "region",
  prov: "region",
};
