/** Cities with more than one common name, the first being the one we use; joined and folded. */
const ALIASES = `
munchen munich monaco muenchen
koln cologne koeln
wien vienna
nurnberg nuremberg nuernberg
hannover hanover
braunschweig brunswick
frankfurt frankfurtammain frankfurtmain
zurich zuerich
geneve geneva genf
basel basle
bern berne
milano milan mailand
roma rome rom
torino turin
venezia venice
firenze florence florenz
napoli naples
genova genoa
bruxelles brussels brussel
antwerpen antwerp anvers
gent ghent gand
denhaag thehague sgravenhage
kobenhavn copenhagen kopenhagen
goteborg gothenburg
praha prague prag
warszawa warsaw warschau
krakow cracow krakau
lisboa lisbon
porto oporto
sevilla seville
moskva moscow moskau
newyork newyorkcity nyc
losangeles la
sanfrancisco sf
saintpetersburg stpetersburg
athina athens
bucuresti bucharest
tokyo tokio
`;

export const CITY_ALIASES: ReadonlyMap<string, string> = new Map(
  ALIASES.trim()
    .split("\n")
    .flatMap((line) => {
      const names = line.split(" ");
      return names.map((name): [string, string] => [name, names[0] ?? name]);
    }),
);

/** Names of countries as people write them, beside those of the ISO list: joined and folded. */
export const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  中国: "CN",
  中华人民共和国: "CN",
  中国大陆: "CN",
  台湾: "TW",
  中国台湾: "TW",
  香港: "HK",
  中国香港: "HK",
  澳门: "MO",
  prchina: "CN",
  prc: "CN",
  mainlandchina: "CN",
  taiwanroc: "TW",
  roc: "TW",
  hongkongsar: "HK",
  usa: "US",
  us: "US",
  unitedstates: "US",
  america: "US",
  uk: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  northernireland: "GB",
  greatbritain: "GB",
  deutschland: "DE",
  osterreich: "AT",
  schweiz: "CH",
  suisse: "CH",
  holland: "NL",
  thenetherlands: "NL",
  nederland: "NL",
  espana: "ES",
  italia: "IT",
  belgique: "BE",
  belgie: "BE",
  eire: "IE",
  republicofireland: "IE",
  korea: "KR",
  southkorea: "KR",
  russia: "RU",
  polska: "PL",
  turkey: "TR",
};
