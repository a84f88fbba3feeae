/** What invented nonprofits, schools, clinics and churches of one American city are called and where they are. */
import { lines, list } from "../companies/words/table.js";

export const FIRST_NAMES = list(
  "Ada Jane Martin Rosa Harriet Booker Frederick Ida Benito Cesar Mary Eleanor Abraham Thurgood Sojourner Clara Henry Walter Ruth Louis Gwendolyn Ella Oscar Pablo Maria Josephine Irene Mahalia Langston Dorothy",
);
export const LAST_NAMES = list(
  "McKinnon Addison Kingsley Parkman Tubbs Washburn Douglas Wells Juarez Chavez Bethel Roosevelt Lincolnway Marsh Truett Barton Horner Payton Nightly Armsted Brookings Fitzger Wildman Casals Tillson Bakerman Castner Jacksonville Hughley Dayman Ortega Villareal Kosciusko Pulawski O'Toole Delaney Hanrahan Feldman Greenlee Whitney",
);
export const SAINTS = list(
  "Paul Mary Agnes Joseph Anselm Brigid Cyril Dominic Edmund Felicitas Gabriel Helena Ignatius Jerome Kevin Leo Malachy Nicholas Odilo Pius Rita Sabina Thomas Ursula Veronica Wenceslaus",
);
export const NEIGHBORHOODS = list(
  "Lakewood Northgate Austin Brightonville Pilsner Hegewood Roselawn Chatwood Englebrook Kenwick Humbolt Garfield Marquette Norwich Auburn Beverleigh Calumet Edgebrook Fullerton Gresham Hermosa Irving Jefferson Kelvyn Lawndale Mayfair Oakland Pullwood Ravensbrook Sauganash Uptown Westlawn",
);
export const CUTE_NAMES = list(
  "Lambs Angels Stars Rascals Treasures Sprouts Scholars Explorers Giggles Blossoms Ducklings Wonders Dreamers Tots Buttons Seedlings Bears Owls Kiddies Pioneers",
);
export const CUTE_FRONT = list(
  "Little Bright Happy Tiny Busy Precious Sunny Joyful Creative Early New Kiddie Rainbow Golden",
);
export const HOPEFUL = list(
  "Hope Grace Faith Zion Bethany Ebenezer Canaan Shiloh Trinity Calvary Emmanuel Salem Olivet Nazareth Galilee Antioch",
);
export const DENOMINATIONS = lines(
  `Lutheran|Luth.\nBaptist|Bapt.\nM.B.|MB\nA.M.E.|AME\nUnited Methodist|UMC\nPresbyterian|Presby.\nMissionary Baptist|Miss. Bapt.`,
);
export const SPANISH = list(
  "Hogar Esperanza Puente Futuro Valor Camino Raices Sueños Unidad Vecinos Progreso Familia",
);

/** Patterns of what an agency is called: `{first}`, `{last}` and so on are drawn. */
export const AGENCIES = list(
  `{first}_{letter}._{last}_Community_Services {last}_House_Association {neighborhood}_Neighborhood_House Lutheran_Family_Services_of_{neighborhood}
  Catholic_Social_Center_of_{saint} United_{neighborhood}_Association Casa_{spanish}_Community_Center {last}_Family_Foundation {hopeful}_Christian_Outreach
  {neighborhood}_Youth_Services Children's_Aid_of_{neighborhood} {last}_&_{last2}_Settlement Metropolitan_{hopeful}_Services YWCA_of_{neighborhood} {first}_{last}_Boys_and_Girls_Club`,
);
export const SCHOOLS = list(
  "{last}_Elementary_School {first}_{last}_School {first}_{letter}._{last}_Elementary_School Saint_{saint}_School {last}_Child_Parent_Center Saint_{saint}_Academy {neighborhood}_Montessori_School",
);
export const CHURCHES = list(
  "Saint_{saint}_{denomination}_Church New_{hopeful}_{denomination}_Church First_{denomination}_Church_of_{neighborhood} {hopeful}_{denomination}_Day_Care_Center",
);
export const CLINICS = list(
  "{neighborhood}_Family_Health_Center {last}_Medical_Center {neighborhood}_Community_Clinic Saint_{saint}_Hospital",
);
export const CENTERS = list(
  "{cuteFront}_{cute}_Learning_Center {cuteFront}_{cute}_Day_Care {cute}_Academy {cuteFront}_{cute}_Child_Development_Center {last}_Day_Nursery {cuteFront}_{cute}_Preschool",
);
/** What the sites of an agency are called. */
export const SITES = list(
  "{neighborhood} {last}_Center {neighborhood}_Center Saint_{saint} {first}_{last}_Site {neighborhood}_Child_Care_Center {hopeful}_Center North_Site South_Site {last} {neighborhood}_Head_Start",
);
export const PROGRAMS = [
  "Head Start",
  "Early Head Start",
  "Pre-K",
  "Preschool for All",
  "After School Program",
  "Child Care",
  "WIC",
];

/** A word and how directories shorten it. */
export const SHORTENED: Readonly<Record<string, readonly string[]>> = {
  Center: ["Ctr", "Ctr.", "Cntr", "Cen."],
  Community: ["Comm.", "Comm", "Cmty"],
  Elementary: ["Elem", "Elem.", "El."],
  School: ["Sch", "Sch.", "Schl"],
  Saint: ["St.", "St", "St."],
  Services: ["Svcs", "Serv.", "Svc"],
  Association: ["Assn", "Assoc.", "Ass'n"],
  Academy: ["Acad.", "Acad"],
  Development: ["Dev.", "Devel.", "Dev"],
  Learning: ["Lrng", "Learn."],
  Foundation: ["Fdn", "Found."],
  Church: ["Ch.", "Church"],
  Neighborhood: ["Nbhd", "Neigh."],
  Family: ["Fam."],
  Health: ["Hlth"],
  Medical: ["Med."],
  Hospital: ["Hosp."],
  "Child Care": ["Childcare", "Day Care", "CC"],
  "Day Care": ["Daycare", "Child Care", "DCC"],
  "Head Start": ["HS", "Headstart", "H.S."],
  Metropolitan: ["Metro"],
  " and ": [" & "],
  " & ": [" and "],
};

export const STREETS = list(
  "Halstead Ashford Damon Westerly Kedzie Pulawski Cicely Wentwood Indiana Michigan Prairie Calumet Drexley Cottage Stony Jeffers Commercial Exchange Torrance Burley Racino Loomis Throop Hoyne Leavitt Oakley Campbell Rockwood Franciscan Sacrament Homan Springer Lawndale Hamlin Karlow Kilburn Lotus Long Madison Monroe Adams Harrison Roosevelt Grand Division Chicago Fullerton Diversey Belmont Addison Irving Montrose Lawrence Foster Devon",
);
export const STREET_KINDS = lines(
  "Avenue|Ave,Ave.,Av,\nStreet|St,St.,\nBoulevard|Blvd,Blvd.\nPlace|Pl,Pl.\nRoad|Rd,Rd.",
);
export const DIRECTIONS = lines("North|N,N.\nSouth|S,S.\nEast|E,E.\nWest|W,W.");
export const ORDINALS = [
  "Zero",
  "First",
  "Second",
  "Third",
  "Fourth",
  "Fifth",
  "Sixth",
  "Seventh",
  "Eighth",
  "Ninth",
];
