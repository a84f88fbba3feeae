/**
 * Legal forms as they stand in company names, per class of form. Written without spaces, dots and
 * accents: matching joins neighboring words first, so `Co., Ltd.`, `GmbH & Co. KG` and
 * `you xian gong si` need one entry each. Classes say what is comparable across countries.
 */
export const LEGAL_FORM_CLASSES = {
  /** Limited company in private hands. */
  llc: `ltd limited coltd coltdlimited companylimited companyltd colimited pteltd ptelimited privatelimited pvtltd ltdco
    ltdliabilityco limitedliabilitycompany llc lc gmbh gesmbh gesellschaftmitbeschrankterhaftung mbh ug
    ughaftungsbeschrankt sarl sarlau societearesponsabilitelimitee srl societaaresponsabilitalimitata sl sociedadlimitada
    slu lda ltda limitada bv beslotenvennootschap bvba sprl aps anpartsselskab as ab aktiebolag oy osakeyhtio ou spzoo
    spolkazoo spzo spoo sro spolsro kft doo dooel eood ood ooo too sia uab ptyltd propietarylimited proprietarylimited
    sdnbhd senderianberhad wll fzllc fzco fze yk yugenkaisha godokaisha youxiangongsi youxianzerengongsi
    有限公司 有限责任公司 有限責任公司 有限会社 合同会社 유한회사 yuhanhoisa 责任有限公司 tov`,
  /** Company limited by shares. */
  jsc: `plc publiclimitedcompany inc incorporated corp corporation ag aktiengesellschaft sa societeanonyme sociedadanonima
    spa societaperazioni sas sasu nv naamlozevennootschap asa allmennaksjeselskap oyj abpubl kgaa se societaseuropaea ad
    dd ao oao pao zao jsc ojsc pjsc cjsc nyrt zrt bhd berhad tbk kk kabushikikaisha kabushikigaisha joint-stockcompany
    jointstockcompany saoc sae pubco gufenyouxiangongsi gufengongsi
    股份有限公司 股份公司 股分有限公司 株式会社 株式會社 주식회사 jusighoisa`,
  /** Partners answer for it. */
  partnership: `llp lllp lp limitedliabilitypartnership limitedpartnership gmbhcokg gmbhcokgaa gmbhcoohg agcokg ugcokg kg
    kommanditgesellschaft ohg gbr partg partgmbb snc sas societeennomcollectif sca scs cv vof maatschap ks is hb kb
    合伙企业 有限合伙 普通合伙 特殊普通合伙 合名会社 合资会社`,
  cooperative: `eg egenossenschaft genossenschaft coop cooperative cooperativa scop scrl sccoop sca coopltd
    合作社 专业合作社 农民专业合作社`,
  nonprofit: `ev ggmbh gemeinnutzigegmbh stiftung foundation fondation fundacion fondazione asbl vzw cic cio charity association
    基金会 协会 研究院`,
  sole: `ek ekfm ekfr einzelunternehmen eirl ei soletrader proprietor gongti getihu 个体工商户 个体户 个人独资企业`,
  /** Says that it is a company, and no more. */
  company: `co company comp cie compagnie cia compania gesellschaft firma andco coinc cocorp colp colimitedpartnership
    gongsi zonggongsi 公司 总公司 会社 厂 总厂`,
} as const;

export type LegalFormClass = keyof typeof LEGAL_FORM_CLASSES;

/** Form, joined and folded, to its class. The first class that lists a form has it. */
export const LEGAL_FORMS: ReadonlyMap<string, LegalFormClass> = formTable();

function formTable(): Map<string, LegalFormClass> {
  const table = new Map<string, LegalFormClass>();
  for (const [name, forms] of Object.entries(LEGAL_FORM_CLASSES)) {
    for (const form of forms.split(/\s+/)) {
      if (!table.has(form)) table.set(form, name as LegalFormClass);
    }
  }
  return table;
}

/** Chinese, Japanese and Korean forms, longest first: they are found inside unspaced text. */
export const UNSPACED_LEGAL_FORMS: readonly string[] = [...LEGAL_FORMS.keys()]
  .filter((form) => /[\p{Script=Han}\p{Script=Hangul}]/u.test(form))
  .sort((a, b) => b.length - a.length);

/** Pinyin forms, longest first: they are peeled off words that were written together. */
export const PINYIN_LEGAL_FORMS: readonly string[] = [
  "gufenyouxiangongsi",
  "youxianzerengongsi",
  "youxiangongsi",
  "zonggongsi",
  "gongsi",
];
