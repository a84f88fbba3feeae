/** What invented Western companies are called and where they sit. Columns are separated by `|`. */
import { lines, list } from "./table.js";

/** Family names that companies are called by, per market; accents and umlauts on purpose. */
export const FAMILY_NAMES: Readonly<Record<string, readonly string[]>> = {
  GB: list(
    `Ashford Bellamy Carver Dunmore Fairbank Langley Merton Norwood Oakley Pemberton Stafford Thornbury Underhill Wexford Yardley Alderman Calloway
    Ellington Farnham Holloway Haddon Penrose Tregarth MacAllister O'Brien O'Donnell Fitzroy Cresswell Hargreave Rowntree Whitlock Sugden Barraclough Ramsbottom`,
  ),
  US: list(
    `Harlan Whitaker Delgado Kowalski Jefferson Monroe Lincoln Bradshaw McKinley Sutherland Donnelly Ferraro Goldberg Nakamura Patel Redding Sawyer
    Tillman Vance Winslow Yates Zimmerman Abernathy Beaumont Castellano Dempsey Eckhart Fontaine Garrison Hollister Ingram Jarvis Kendrick Lockwood`,
  ),
  DE: list(
    `Müller Schröder Brandt Keller Hartmann Kirchner Rademacher Vosberg Zimmer Größ Böhm Jäger Köhler Lübke Mößner Nägele Öhler Pfändler Quast Röttger
    Süßmann Thiele Überle Vögele Weiß Wüstenhagen Zöllner Albrecht Bärwald Döring Eickhoff Füssel Grünwald Hölscher Krämer`,
  ),
  FR: list(
    `Moreau Delacroix Lefèvre Bérard Chevallier Dubois Fontanel Gauthier Hébert Jourdan Lacroix Mercier Noël Pélissier Renaud Sauvage Thévenot Vasseur
    Bouchard Crépin D'Angély Fréchette Guérin L'Hermite`,
  ),
  NL: list(
    `Visser Jansen Bakker Dekker Hoekstra Meijer Postma Schouten Veenstra Zijlstra Brouwer Dijkstra Groeneveld Kuipers Maas Nijland Oosterhuis Pietersen
    Terpstra Wijnberg`,
  ),
  ES: list(
    "Peña Núñez Ibáñez Cañada Álvarez Bermúdez Castaño Domínguez Esteban Fernández Gálvez Herrán Iriarte Jiménez Larrañaga Muñoz Ordóñez Quiñones Rovira Sáenz",
  ),
  IT: list(
    "Bianchi Colombo Esposito Ferrari Galli Lombardi Marchetti Nicolò Orsini Pellegrini Ricci Santoro Tedeschi Valentini Zanetti Barbieri Caruso Donati Fabbri Grassi",
  ),
  SE: list(
    "Lindqvist Åberg Öberg Sjöström Bergström Dahlgren Ekström Forsberg Grönlund Hägglund Jönsson Källström Löfgren Nordström Östlund Rönnqvist Sundberg Törnqvist Vikström Wallén",
  ),
  DK: list(
    "Østergaard Sørensen Jørgensen Bjerregaard Damgaard Frandsen Højgaard Kjær Lauridsen Møller Nørgaard Rasmussen Skovgaard Thygesen Vestergaard Ågesen",
  ),
};

/** Invented first halves and second halves of names that mean nothing: Alvexa, Nortrion. */
export const COINED_FIRST = list(
  "Alve Nor Quan Velo Zen Cor Hel Lumi Ori Pra Ryn Sola Tri Uni Vero Xel Axi Bren Cal Dyna Evo Fera Gal Hydro Inno Juno Kin Lex Mag Neo Opti Pan Rho Syn Ter Ultra Vex Wav Zeph Arc",
);
export const COINED_SECOND = list(
  "xa trion dyne vance nix plex tera via lis mont gon dor line core tech pharm flex max nova pulse bion cept fora grid lume mark nara phos quest ria sense tex urn vola wise",
);
/** Words that names are made of in twos: Harbor Street, Silver Oak. */
export const PLAIN_FIRST = list(
  "Harbor Silver Golden North South Royal Green Blue Red Iron Stone River Lake Mountain Valley Forest Ocean Sunrise Eagle Falcon Lion Bear Wolf Castle Crown Bridge Mill Market Summit Prairie Pioneer Liberty Union Central Pacific Atlantic Highland Meadow Cedar Maple",
);
export const PLAIN_SECOND = list(
  "Street Oak Point Field Park Hill Gate Bay Ridge Creek Rock Star Line Wing Path Tree Peak Coast Port View Glen Grove Spring Cross House Light Arch Anchor Compass Lantern",
);

/**
 * Trades: an id, then the word per language (en, de, fr, nl, es, it, se, dk); the full word, then abbreviations.
 */
export const WESTERN_TRADES = lines(`
logistics|Logistics,Log.|Logistik,Logist.|Logistique|Logistiek|Logística|Logistica|Logistik|Logistik
packaging|Packaging,Pkg|Verpackungen,Verp.|Emballages,Emb.|Verpakkingen|Embalajes|Imballaggi|Förpackningar|Emballage
engineering|Engineering,Eng.|Maschinenbau,Masch.bau|Ingénierie|Machinebouw|Ingeniería|Ingegneria|Verkstad|Maskinfabrik
chemicals|Chemicals,Chem.|Chemie,Chem.|Chimie|Chemie|Químicas|Chimica|Kemi|Kemi
foods|Foods,Fds|Lebensmittel|Alimentation,Alim.|Voeding|Alimentación|Alimentari|Livsmedel|Fødevarer
plastics|Plastics,Plas.|Kunststoffe,Kunstst.|Plastiques|Kunststoffen|Plásticos|Plastica|Plast|Plast
medical|Medical,Med.|Medizintechnik,Med.technik|Médical|Medisch|Médica|Medicale|Medicin|Medico
furniture|Furniture,Furn.|Möbel|Meubles|Meubelen|Muebles|Mobili|Möbler|Møbler
lighting|Lighting,Ltg|Leuchten|Éclairage|Verlichting|Iluminación|Illuminazione|Belysning|Belysning
textiles|Textiles,Text.|Textil,Text.|Textiles|Textiel|Textiles|Tessuti|Textil|Tekstil
steel|Steel,Stl|Stahlbau,Stahl|Aciers|Staal|Aceros|Acciai|Stål|Stål
printing|Printing,Print|Druckerei,Druck|Imprimerie,Impr.|Drukkerij|Imprenta|Tipografia|Tryckeri|Trykkeri
transport|Transport,Trans.|Spedition,Sped.|Transports,Transp.|Transport|Transportes|Trasporti|Åkeri|Transport
construction|Construction,Constr.|Hochbau,Bau|Bâtiment|Bouw|Construcciones,Constr.|Costruzioni,Costr.|Bygg|Byg
electronics|Electronics,Elec.|Elektronik,Elektr.|Électronique|Elektronica|Electrónica|Elettronica|Elektronik|Elektronik
instruments|Instruments,Instr.|Messtechnik|Instruments|Instrumenten|Instrumentos|Strumenti|Instrument|Instrumenter
agriculture|Agricultural Supplies,Agri Supplies|Landtechnik|Agricole|Agrarisch|Agrícola|Agricola|Lantbruk|Landbrug
automotive|Auto Parts,Autoparts|Autoteile|Pièces Auto|Auto-onderdelen|Recambios|Ricambi Auto|Bildelar|Autodele`);
export const TRADE_LANGUAGES = list("GB DE FR NL ES IT SE DK");

/** Market, city, region, postcode pattern, dialing code and area code with the digits that follow. */
export const WESTERN_CITIES = lines(`
GB|Leeds|West Yorkshire|LS# #AB|+44 113|### ####
GB|Bristol|Avon|BS# #DJ|+44 117|### ####
GB|Birmingham|West Midlands|B# #TT|+44 121|### ####
GB|Glasgow|Scotland|G# #QP|+44 141|### ####
GB|Sheffield|South Yorkshire|S# #LW|+44 114|### ####
GB|Nottingham|Nottinghamshire|NG# #HU|+44 115|### ####
GB|St Albans|Hertfordshire|AL# #EX|+44 1727|######
US|Portland|OR|972##|+1 503|### ####
US|Denver|CO|802##|+1 303|### ####
US|Chicago|IL|606##|+1 312|### ####
US|St. Louis|MO|631##|+1 314|### ####
US|Fort Worth|TX|761##|+1 817|### ####
US|Springfield|IL|627##|+1 217|### ####
US|Springfield|MA|011##|+1 413|### ####
DE|Hamburg|Hamburg|204##|+49 40|### #####
DE|München|Bayern|803##|+49 89|### #####
DE|Köln|Nordrhein-Westfalen|506##|+49 221|### ####
DE|Leipzig|Sachsen|041##|+49 341|### ####
DE|Nürnberg|Bayern|904##|+49 911|### ####
DE|Frankfurt am Main|Hessen|603##|+49 69|### #####
FR|Lyon|Rhône|6900#|+33 4|72 ## ## ##
FR|Nantes|Loire-Atlantique|4400#|+33 2|40 ## ## ##
FR|Saint-Étienne|Loire|4200#|+33 4|77 ## ## ##
NL|Rotterdam|Zuid-Holland|301# AB|+31 10|### ####
NL|'s-Hertogenbosch|Noord-Brabant|521# GH|+31 73|### ####
ES|Zaragoza|Zaragoza|5000#|+34 976|## ## ##
ES|A Coruña|A Coruña|1500#|+34 981|## ## ##
IT|Milano|MI|201##|+39 02|#### ####
IT|Bologna|BO|401##|+39 051|### ####
SE|Göteborg|Västra Götaland|411 ##|+46 31|### ## ##
SE|Malmö|Skåne|211 ##|+46 40|### ## ##
DK|Århus|Midtjylland|80##|+45|86 ## ## ##`);
export const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  ...{ München: "Munich", Köln: "Cologne", Nürnberg: "Nuremberg", "Frankfurt am Main": "Frankfurt" },
  ...{ "'s-Hertogenbosch": "Den Bosch", "A Coruña": "La Coruña", Milano: "Milan", Göteborg: "Gothenburg" },
  ...{
    "Saint-Étienne": "St Etienne",
    "St Albans": "Saint Albans",
    "St. Louis": "Saint Louis",
    Århus: "Aarhus",
  },
};

/** What streets are called, per market. */
export const STREET_NAMES: Readonly<Record<string, readonly string[]>> = {
  GB: list(
    "Station Church Victoria Park King Queens Highfield School Mill Castle Albert Windsor Grange Manor Springfield Kingsway Canal Foundry Wharf Chapel",
  ),
  US: list(
    "Main Oak Maple Washington Lincoln Jefferson Cedar Elm Pine Walnut Industrial Commerce Lakeview Hillcrest Ridge Sunset Railroad Franklin Madison Harbor",
  ),
  DE: list(
    "Garten Bahnhof Schiller Goethe Mühlen Kirch Industrie Hafen Berliner Linden Wiesen Schloss Bismarck Rosen Berg Ring Wald Dorf Brücken Münster",
  ),
  FR: list(
    "Gare République Victor-Hugo Pasteur Jaurès Église Moulin Écoles Liberté Paix Industrie Gambetta Voltaire Lilas Commerce Leclerc",
  ),
  NL: list(
    "Kerk Stations Haven Industrie Dorps Molen Park Schol Juliana Wilhelmina Beatrix Nijverheids Handels Lange",
  ),
  ES: list(
    "Mayor Real Constitución Cervantes Goya Colón Industria Libertad Sol Fuente Rosario Molino Alfonso Aragón",
  ),
  IT: list(
    "Roma Garibaldi Mazzini Cavour Verdi Dante Marconi Industria Stazione Matteotti Volta Libertà Risorgimento Manzoni",
  ),
  SE: list("Stor Kungs Drottning Hamn Kyrko Skol Industri Järnvägs Norra Södra Ny Verkstads"),
  DK: list("Hoved Nørre Sønder Havne Kirke Industri Skole Mølle Vester Øster Park Bane"),
};
export const STREET_KINDS: Readonly<Record<string, readonly string[]>> = {
  GB: ["Street", "Road", "Lane", "Avenue", "Industrial Estate"],
  US: ["Street", "Avenue", "Boulevard", "Drive", "Parkway"],
  DE: ["straße", "weg", "allee", "platz"],
  FR: ["Rue", "Avenue", "Boulevard"],
  NL: ["straat", "weg", "laan"],
  ES: ["Calle", "Avenida"],
  IT: ["Via", "Viale", "Piazza"],
  SE: ["gatan", "vägen"],
  DK: ["gade", "vej"],
};

/** Legal forms of a market; the ways of writing one form are separated by `;`. */
export const WESTERN_FORMS: Readonly<Record<string, readonly string[]>> = {
  GB: ["Ltd;Limited;Ltd.;LTD", "Ltd;Limited;Ltd.;LTD", "PLC;plc;P.L.C.", "LLP"],
  US: ["Inc.;Inc;Incorporated;, Inc.", "LLC;L.L.C.;, LLC", "Corp.;Corporation;Corp", "Co.;Company"],
  DE: ["GmbH;G.m.b.H.;GMBH;Gesellschaft mbH", "GmbH & Co. KG;GmbH&Co KG;GmbH + Co. KG", "AG", "e.K."],
  FR: ["SARL;S.A.R.L.;Sarl", "SAS;S.A.S.", "SA;S.A."],
  NL: ["B.V.;BV;bv", "N.V.;NV"],
  ES: ["S.L.;SL;S.L", "S.A.;SA"],
  IT: ["S.r.l.;SRL;srl", "S.p.A.;SPA;Spa"],
  SE: ["AB;Aktiebolag"],
  DK: ["A/S;AS", "ApS;APS"],
};

export const FIRST_NAMES: Readonly<Record<string, readonly string[]>> = {
  GB: list(
    "Tom Lucy James Emily Oliver Grace Harry Sophie William Charlotte George Amelia Robert Katherine Michael Elizabeth",
  ),
  DE: list(
    "Anna Paul Max Ida Jörg Käthe Jürgen Björn Sabine Heike Günther Ulrike Matthias Stefanie Hans Birgit",
  ),
  FR: list("Marie Luc Hélène Benoît Chloé Gérard Élodie François Amélie Théo Camille Rémi"),
  NL: list("Jan Sanne Pieter Anouk Willem Femke Daan Lotte Joost Marijke"),
  ES: list("José Lucía Íñigo Begoña Javier María Raúl Inés Ángel Núria"),
  IT: list("Giulia Marco Niccolò Chiara Luca Francesca Matteo Elena Paolo Serena"),
  SE: list("Åsa Björn Märta Göran Karin Lars Ebba Nils Sofia Erik"),
};

export const WESTERN_DEPARTMENTS: Readonly<Record<string, readonly string[]>> = {
  GB: [
    "Purchasing Dept.",
    "Purchasing",
    "Procurement Department",
    "Warehouse",
    "Warehouse 2",
    "Accounts Payable",
    "Goods In",
    "Production",
    "Sales Office",
  ],
  DE: ["Einkauf", "Abt. Einkauf", "Wareneingang", "Lager", "Buchhaltung", "Vertrieb", "Produktion"],
  FR: ["Service Achats", "Comptabilité", "Entrepôt", "Magasin"],
  NL: ["Afd. Inkoop", "Magazijn", "Boekhouding"],
  ES: ["Dpto. Compras", "Almacén", "Administración"],
  IT: ["Ufficio Acquisti", "Magazzino", "Amministrazione"],
  SE: ["Inköp", "Lager", "Ekonomi"],
};
