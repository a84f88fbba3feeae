/**
 * Departments as they are appended to company names: id, Chinese words, words of other languages
 * and pinyin (joined, folded). A department is a way to reach a customer, never another customer.
 */
const TABLE = `
purchasing | 采购部 采购中心 采购科 采购处 采购 | purchasing procurement purchase buying einkauf einkaufsabteilung zentraleinkauf achats achat compras acquisti inkoop inkop indkob innkjop caigoubu caigou
sales | 销售部 业务部 营销部 市场部 业务科 | sales salesoffice vertrieb verkauf verkoop ventes ventas vendite forsaljning salg marketing xiaoshoubu yewubu shichangbu
finance | 财务部 财务科 会计部 财务处 | accounting accountspayable accountsreceivable accounts finance buchhaltung rechnungswesen comptabilite contabilidad contabilita boekhouding ekonomi okonomi regnskab administratie caiwubu
warehouse | 仓库 仓储部 物流部 收货部 仓管部 | warehouse receiving goodsin lager magasin magazijn almacen wareneingang entrepot magazzino cangku cangchubu wuliubu
production | 生产部 制造部 车间 生产车间 | production fertigung produktion produccion produzione productie atelier shengchanbu
engineering | 工程部 技术部 研发部 研发中心 设备科 设备部 | engineering rd researchanddevelopment entwicklung konstruktion gongchengbu jishubu yanfabu
administration | 行政部 办公室 总务部 后勤部 总经办 行政办公室 | administration amministrazione administracion administrasjon office verwaltung sekretariat bangongshi xingzhengbu
personnel | 人事部 人力资源部 | hr humanresources personnel personalabteilung renshibu
service | 客服部 售后部 客户服务部 | customerservice kundendienst kundenservice kefubu shouhoubu
quality | 品质部 质检部 品管部 质量部 | quality qualityassurance qa qualitatssicherung pinzhibu
it | 信息部 信息中心 网络部 | itdepartment edv xinxibu
`;

/** Words that make their neighbor a department: `Purchasing Dept.`, `Abteilung Einkauf`. */
export const DEPARTMENT_MARKERS: ReadonlySet<string> = new Set(
  "department dept dpt abteilung abt service reparto ufficio departamento depto division div bumen afdeling afd avdeling avdelning bureau".split(
    " ",
  ),
);

/** Words that make the rest of a name a branch of its company. */
export const BRANCH_WORDS: ReadonlySet<string> = new Set(
  "branch branchoffice filiale niederlassung zweigniederlassung zweigstelle succursale sucursal agence fengongsi fengong fen".split(
    " ",
  ),
);
export const HAN_BRANCH_WORDS: readonly string[] = [
  "分公司",
  "办事处",
  "营业部",
  "分店",
  "分厂",
  "分部",
  "门店",
];

const han: [string, string][] = [];
const words: [string, string][] = [];
for (const line of TABLE.trim().split("\n")) {
  const [id = "", chinese = "", other = ""] = line.split("|").map((part) => part.trim());
  han.push(...chinese.split(" ").map((word): [string, string] => [word, id]));
  words.push(...other.split(" ").map((word): [string, string] => [word, id]));
}

/** Chinese department word to its id, longest word first. */
export const DEPARTMENT_OF_HAN: ReadonlyMap<string, string> = new Map(
  han.sort(([a], [b]) => b.length - a.length),
);
export const DEPARTMENT_OF_WORD: ReadonlyMap<string, string> = new Map(words);

/** Words that name a department even without a marker beside them: nothing else is called so. */
export const SURE_DEPARTMENT_WORDS: ReadonlySet<string> = new Set(
  "purchasing procurement einkauf einkaufsabteilung zentraleinkauf achats compras acquisti inkoop inkop indkob innkjop caigoubu caigou buchhaltung boekhouding ekonomi amministrazione contabilita contabilidad comptabilite accountspayable accountsreceivable goodsin wareneingang magazijn magazzino almacen lager caiwubu cangku cangchubu wuliubu xiaoshoubu yewubu".split(
    " ",
  ),
);
