/** What invented customers, streets and goods are called. Families and companies are put together of two parts. */
const WORDS = {
  given:
    "Anna Lukas Marie Jonas Sophie Felix Clara Paul Emma Leon Ida Max Nora Tom Lena Jan Amelie Hugo Julie Louis Camille Arthur Chloe Gabriel Manon Jules Grace Oliver Ruby Harry Alice George Freya Oscar Daisy Henry Elena Marco Giulia Luca Sofia Matteo Carmen Pablo Lucia Diego Ines Javier Astrid Erik Ingrid Lars Karin Sven Petra Milan Vera Dana Priya Ravi",
  stem: "Berg Stein Wald Feld Lind Eich Kirch Neu Alt Ober Unter Hohen Gold Silber Eisen Kupfer Rosen Apfel Birken Buchen Tannen Falken Adler Raben Sommer Winter Morgen Abend Sonnen Mond Stern Wolken Regen Wind Sturm See Fluss Bach Brunnen Quell Ufer Insel Hafen Brueck Burg Schloss Turm Mauer Garten Wiesen Acker Korn Mehl Salz Honig Leder Seiden Wollen Linnen Holz",
  ending:
    "mann er meyer bauer hof ner berg ler inger huber wirt schmidt vogt thal au stadt kamp brink rode horst",
  trade:
    "Maschinenbau|Elektronik|Logistik|Medical|Bakery Supply|Textiles|Packaging|Instruments|Chemie|Optics|Furniture|Stationery|Tools|Automotive|Seeds|Brewing|Printing|Ceramics|Lighting|Plastics|Hydraulics|Pumps|Foods|Coffee|Paper|Glass|Metals|Robotics|Sports|Toys",
  legal: "GmbH|AG|Ltd|Inc.|LLC|GmbH & Co. KG",
  department: "Einkauf|Purchasing|Wareneingang|Warehouse 2|Accounts Payable|Production",
  street:
    "Gartenstraße|Hauptstraße|Bahnhofstraße|Lindenweg|Mühlenweg|Am Sandtor|Otley Road|Harbor Street|Station Road|Mill Lane|Church Lane|Victoria Road|Park Avenue|King Street|Queens Road|Highfield Road|Kirchgasse|Schulstraße|Ringstraße|Industriestraße|Werkstraße|Poststraße|Marktplatz|Seestraße|Bergstraße|Waldweg|Feldstraße|Rosenweg|Sonnenallee|Goethestraße|Schillerstraße|Mozartstraße|Lessingstraße|Kantstraße|Dorfstraße|Brunnenweg|Ahornweg|Birkenweg|Eichenallee|Buchenweg",
  city: "Augsburg,86159,DE|Hamburg,20457,DE|Bremen,28217,DE|Köln,50667,DE|Leipzig,04109,DE|Dresden,01067,DE|Kassel,34117,DE|Ulm,89073,DE|Mainz,55116,DE|Rostock,18055,DE|Leeds,LS6 3AA,GB|York,YO1 7HH,GB|Bristol,BS1 4DJ,GB|Bath,BA1 1LN,GB|Portland,97210,US|Denver,80033,US|Boulder,80301,US|Austin,78701,US|Lyon,69002,FR|Lille,59000,FR|Nantes,44000,FR|Utrecht,3511 AB,NL|Gent,9000,BE|Wien,1010,AT|Graz,8010,AT|Bern,3011,CH|Malmö,211 20,SE|Aarhus,8000,DK|Porto,4000-322,PT|Torino,10121,IT",
  goods:
    "TL-1001,Thermal label 100x150 (box),18.50|TL-1002,Packing tape 66 m,2.95|TL-2001,Hand scanner HS-2,129.00|TL-2002,Scanner cradle,39.90|TL-3001,Pallet wrap 500 mm,7.40|TL-4001,Safety gloves (pair),4.25|TL-5001,Steel shelf 180 cm,89.00|TL-6001,LED panel 60x60,46.00|TL-7001,Carton 400x300x200,1.15|TL-7002,Carton 600x400x400,2.30|TL-8001,Label printer LP-4,349.00|TL-8002,Ribbon 110 mm,6.80",
  hub: "Augsburg hub|Hamburg sort center|Leipzig depot|Lyon hub|Leeds depot|Denver sort center",
} as const;

export type WordList = keyof typeof WORDS;

export const wordsOf = (list: WordList): string[] => WORDS[list].split(WORDS[list].includes("|") ? "|" : " ");

/** The list as an array constant of SQL. */
export const sqlArray = (list: WordList): string =>
  `ARRAY[${wordsOf(list)
    .map((word) => `'${word.replaceAll("'", "''")}'`)
    .join(",")}]`;
