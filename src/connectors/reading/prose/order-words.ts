/** Words that orders are written with, as data. Regular-expression sources; all are matched without case. */

const UNIT_WORDS =
  "pcs?|pieces?|units?|boxes|box|bx|cartons?|ctns?|cases?|rolls?|pairs?|packs?|packages?|sets?|bags?|pallets?|sheets?|ea|each|kg|pce|stk|st|stück|stueck|kartons?|rollen?|paar|pack|packungen|packung|kisten?|paletten?|ve|schachteln?|pièces?|boîtes?|rouleaux?|paires?|uds?|unidades|cajas?|rollos?|piezas?|paquetes?|pz|pezzi|scatole|rotoli|confezioni|stuks|doosjes|" +
  "dz|doz|dozens?|dtz|dutzend|douzaines?|docenas?|dozzine|gross|szt|sztuki?|rolek|rolki|opakowań|kartonów|kpl|opak|ks|styk|шт|уп|кор|компл|пар[аы]?|рул|adet|kutu|koli|paket|rulo|takım|çift|palet";
/** Units that Chinese, Japanese and Korean write right behind a number. */
export const UNIT_HAN =
  "本|枚|脚|巻|箱|盒|卷|个|個|件|副|双|雙|套|台|臺|只|隻|张|張|包|块|塊|片|把|支|条|條|打|公斤|捲|개|박스|상자|세트|팩|롤|장|켤레|봉";

/** A unit that follows a quantity. */
export const UNIT = `(?:(?:${UNIT_WORDS})(?![\\p{L}\\p{N}])\\.?|${UNIT_HAN})`;

/** Letters that make one word with what stands beside them. Chinese is written without blanks: "请发10箱TL-1001". */
export const LETTER = "\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}";

/** A number as people write quantities and prices. */
export const NUMBER = "\\d{1,3}(?:[.,']\\d{3})+(?:[.,]\\d{1,4})?(?![\\d])|\\d+(?:[.,]\\d{1,4})?";

/** The article number of a supplier: letters and digits, at least two digits, often with hyphens; "OX28 1AA" is a British postcode. */
export const SKU = `(?<![${LETTER}\\p{N}@.-])(?![A-Z]{1,2}\\d{2} \\d[A-Z]{2}(?![A-Z0-9]))(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\\d[A-Z0-9-]*\\d)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?!(?!['’]?s(?![${LETTER}\\p{N}-]))[${LETTER}\\p{N}@-])`;

/** As short as "SW-8". Beside a longer one it is the name of a model. */
export const SHORT_SKU = `(?<![${LETTER}\\p{N}@.-])[A-Z]{2,6}-\\d(?![${LETTER}\\p{N}@-])`;

/** Any number, where a word says that it is that of an article: "article 4711020", "Part # 100-2345", "型号 77-20". */
export const INTRODUCED_SKU =
  "(?<=(?<!\\p{L})(?:art(?:ikel|icle|\\.)?|item|sku|part|p/n|型号|型號|料号|料號|货号|貨號)(?:\\s*-?(?:no|nr|n°|number|nummer)\\.?)?\\s*[:：#]?\\s*)(?=[A-Z0-9/-]*\\d)[A-Z0-9][A-Z0-9/-]{3,30}(?![\\p{L}\\p{N}])";

/** "PO-901" has the shape of an article and is the number of an order. */
export const isOrderNumber = (sku: string): boolean => /^PO[-_]?\d/.test(sku);

/** Amounts that only a person can turn into a number. */
export const VAGUE =
  "a couple(?: of)?|a few|some(?: more)?|several|a handful of|a bunch of|a dozen or so|approximately|approx\\.?|about|around|roughly|ca\\.|circa|etwa|ungefähr|ein paar|einige|mehrere|quelques|environ|plusieurs|几(?:个|箱|卷|盒|件|副)?|一些|若干|大约|大概|左右|幾(?:個|箱|捲|盒|件)|大約";

/** Words that make of a name a company, a school, an office. */
const LEGAL_FORMS =
  "gmbh|ag|(?<!\\d\\s?)kg|ohg|e\\.\\s?k\\.|llc|l\\.l\\.c\\.|inc\\.?|ltd\\.?|limited|co\\.|corp\\.?|corporation|company|s\\.a\\.|sarl|s\\.r\\.l\\.|srl|s\\.l\\.|s\\.p\\.a\\.|b\\.v\\.|plc|gbr";
const TRADES =
  "school|university|college|hospital|institute|museum|bakery|foundation|association|council|trading|technology|logistics|electronics|medical|supply|supplies";

const LEGAL_FORM = new RegExp(`(?<!\\p{L})(?:${LEGAL_FORMS})(?!\\p{L})|公司`, "iu");
const COMPANY = new RegExp(
  `(?<![\\p{L}])(?:${LEGAL_FORMS}|${TRADES})(?![\\p{L}])|公司|集团|集團|商行|工厂|工廠|学校|學校|医院|醫院|大学|大學|中心$`,
  "iu",
);

/** What departments are called, on their own or with "department" after them. */
const DEPARTMENT = new RegExp(
  "^(?:the )?(?:department of |dept\\.? of |abteilung |service (?:des )?)?" +
    "(?:purchasing|procurement|buying|warehouse|logistics|accounts(?: payable)?|accounting|finance|goods[- ]in|goods receipt|receiving|sales|facilities|maintenance|operations|administration|materials? management|" +
    "einkauf|zentraleinkauf|wareneingang|warenannahme|lager|buchhaltung|versand|beschaffung|materialwirtschaft|technik|instandhaltung|verwaltung|achats|logistique|réception|compras|logística|almacén|(?:ufficio )?acquisti|magazzino|inkoop|magazijn|innkjøp|inköp|indkøb|(?:dział )?zakup(?:y|ów)|magazyn|nákup|отдел закупок|отдел снабжения)" +
    "(?: (?:department|dept\\.?|team|division|office|desk|abteilung))?$" +
    "|^(?:dept\\.?|department|abteilung|abt\\.)[ :]\\s*\\S.*$" +
    "|^\\p{Script=Han}{1,8}(?:部|部门|部門|科|处|處|课|課)$|^\\p{Script=Han}{0,6}(?:仓库|倉庫)$",
  "iu",
);

const ROLE =
  /\b(?:manager|executive|head of|director|buyer|officer|assistant|supervisor|specialist|coordinator|purchaser|secretary|leiter(?:in)?|einkäufer(?:in)?|einkaufsleit\w+|responsable|acheteur|acheteuse)\b|经理|主管|主任|專員|专员|采购员/iu;

/** Signs of a line that is courtesy or chrome and says nothing about an order. */
export const CHATTER =
  /^(?:sent from my |get outlook for|von meinem \S+ gesendet|gesendet von|envoyé de|发自我的|發自我的|this (?:e-?)?mail|diese (?:e-?)?mail|confidential|please consider the environment|https?:|www\.)/iu;

/** A European company's "SE" stands last and as it is written; elsewhere it is a compass point, as "as" is a word. */
const EUROPEAN =
  /\p{L}{2}"? (?:SE|AB|AS|A\/S|ApS|Oy|Oyj|SA|SAS|SARL|EURL|SL|SLU|SpA|Spa|Srl|NV|BV|Lda\.?|Ltda\.?|Sp\. ?z ?o\.? ?o\.|spol\. s r\.? ?o\.|s\. ?r\. ?o\.|a\. ?s\.|Kft\.?|d\. ?o\. ?o\.)$|^(?:ООО|ЗАО|ОАО|АО|ИП|ТОВ) |株式会社|有限会社/u;

export function isCompany(text: string): boolean {
  return COMPANY.test(text) || EUROPEAN.test(text.trim());
}

export function isDepartment(text: string): boolean {
  return DEPARTMENT.test(text.trim());
}

/** "Supply Manager" is a role, although "Harbor Street Supply LLC" is a company. */
export function isRole(text: string): boolean {
  return ROLE.test(text) && !LEGAL_FORM.test(text);
}

/** True if the text has the shape of a person's name and nothing else. */
export function isPersonName(text: string): boolean {
  const name = text.replace(/[（(][^)）]*[)）]/gu, "").trim();
  if (isCompany(name) || isDepartment(name)) return false;
  if (/^\p{Script=Han}{1,4}[ \u3000]\p{Script=Han}{1,4}$/u.test(name)) return true;
  if (/^\p{Script=Han}{2,4}$/u.test(name)) return !/[部科处處课課市区區路街店厂廠校]$/u.test(name);
  const untitled = name.replace(/^(?:mr|mrs|ms|dr|prof|herr|frau|m|mme)\.? /i, "");
  const words = untitled.split(/\s+/);
  return (
    words.length >= (untitled === name ? 2 : 1) &&
    words.length <= 4 &&
    words.every((word) => /^(?:\p{Lu}[\p{L}'’.-]*|von|van|de|der|la|le|di)$/u.test(word))
  );
}
