/**
 * Words of a company name that say what it does: id, Chinese words, then words in other languages
 * and in pinyin (joined, folded). Two companies that share the distinctive part of their name and
 * differ in this word are usually sisters. A `~` marks words that say so little (international,
 * services) that a difference proves nothing.
 */
const TABLE = `
technology | 科技 技术 高科技 | technology technologies tech techn techno technik technologie tecnologia keji jishu
electronics | 电子 微电子 光电 半导体 | electronics electronic electron elec elektronik electronique electronica elettronica semiconductor semiconductors dianzi
logistics | 物流 货运 运输 速运 快递 快运 供应链 | logistics logistic logistik logistique logistica log freight transport transports transportation spedition shipping trucking forwarding wuliu huoyun yunshu kuaidi gongyinglian
trading | 贸易 商贸 经贸 进出口 外贸 商行 | trading trade trader traders handel handels handelsgesellschaft import export importexport importers exporters commerce commercial maoyi shangmao jinchukou
software | 软件 信息 信息技术 网络 网络科技 数据 | software informatik informatique informatica it network networks data computing computer computers ruanjian xinxi wangluo
machinery | 机械 机械设备 装备 机电 机床 设备 | machinery mach machine machines maschinenbau maschinen machinebouw equipment mechanical mechanics jixie shebei jidian
manufacturing | 制造 制品 加工 | manufacturing manufacturers manufacturer mfg manuf manufacture fertigung produktion production zhizao
chemicals | 化工 化学 涂料 | chemicals chemical chem chemie chimie quimica huagong
plastics | 塑料 塑胶 橡胶 橡塑 | plastics plastic kunststoff kunststoffe plastiques rubber suliao sujiao
packaging | 包装 纸业 印刷 | packaging pkg packing pack verpackung verpackungen emballage imballaggi printing druck baozhuang yinshua
textiles | 纺织 服装 服饰 制衣 针织 家纺 | textiles textile text textil garment garments apparel clothing fashion fangzhi fuzhuang
foods | 食品 餐饮 粮油 饮料 酒业 | foods food lebensmittel restaurant catering beverage beverages shipin canyin
bakery | 烘焙 面包 | bakery bakeries baking backerei baeckerei boulangerie hongbei
medical | 医疗 医疗器械 医药 药业 制药 生物 生物科技 健康 | medical medicals med medizintechnik medizin medicine pharma pharmaceutical pharmaceuticals healthcare health biotech bio yiliao yiyao shengwu
construction | 建筑 建设 建材 装饰 工程 | construction constructions constr building builders bau hochbau tiefbau contractors jianzhu jianshe
engineering | 工程技术 | engineering eng engineers ingenieurburo ingenieure ingenieria gongcheng
energy | 能源 电力 新能源 石油 燃气 光伏 | energy power solar oil gas petroleum energie nengyuan dianli shiyou
motors | 汽车 汽配 汽车配件 摩托 | motors motor automotive auto autos cars autohaus automobile automobiles qiche
instruments | 仪器 仪表 | instruments instrument instr messtechnik yiqi
metals | 金属 钢铁 五金 铝业 不锈钢 | metals metal steel iron stahl stahlbau aluminium aluminum hardware metall metallbau jinshu gangtie wujin
agriculture | 农业 农产品 种业 牧业 | agriculture agricultural farms farm agrar landwirtschaft nongye
property | 地产 房地产 置业 物业 | property properties realestate estate immobilien immobilier fangdichan dichan
finance | 金融 银行 保险 证券 投资 基金 资产管理 资本 | finance financial bank banking insurance versicherung investment investments capital assetmanagement jinrong touzi yinhang
consulting | 咨询 管理咨询 顾问 | consulting consultants consultancy beratung unternehmensberatung advisory advisors zixun
media | 传媒 广告 文化 文化传播 影视 | media advertising werbung publishing verlag film films wenhua chuanmei guanggao
education | 教育 学校 小学 中学 大学 培训 幼儿园 | education school schools primary primaryschool elementary highschool college academy university kindergarten schule grundschule gymnasium ecole jiaoyu xuexiao peixun
hotel | 酒店 宾馆 旅游 | hotel hotels travel tourism reisen jiudian lvyou
furniture | 家具 家居 | furniture mobel moebel meubles jiaju
telecom | 通信 通讯 电信 | telecom telecommunications telekom communications communication tongxin dianxin
retail | 零售 百货 超市 商场 | retail store stores market supermarket shop baihuo chaoshi
toys | 玩具 礼品 | toys toy gifts spielwaren wanju
lighting | 照明 灯饰 | lighting lights leuchten beleuchtung zhaoming
security | 安防 保安 安全技术 | security sicherheit anfang
~supply | 用品 耗材 | supply supplies supplier suppliers bedarf
~industry | 实业 工业 工贸 产业 | industry industries industrial ind industrie shiye gongye
~development | 发展 开发 | development developments dev fazhan
~international | 国际 环球 全球 | international intl internationale global worldwide guoji
~services | 服务 | services service svc svcs dienstleistungen fuwu
~group | 集团 控股 企业 | group grp gruppe groupe gruppo holding holdings enterprise enterprises partners ventures jituan konggu qiye
~systems | 系统 智能 | systems system sys systeme smart zhineng
~solutions | | solutions solution losungen loesungen
~products | 产品 | products product produkte chanpin
`;

export interface Industry {
  readonly id: string;
  /** A difference in this word is no sign of two companies. */
  readonly soft: boolean;
  readonly han: readonly string[];
  /** Joined and folded words of other languages, and pinyin. */
  readonly words: readonly string[];
}

const wordsOf = (text = ""): string[] => text.split(" ").filter((word) => word !== "");

export const INDUSTRIES: readonly Industry[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [id = "", han, words] = line.split("|");
    return {
      id: id.trim().replace("~", ""),
      soft: id.startsWith("~"),
      han: wordsOf(han),
      words: wordsOf(words),
    };
  });

const entries = (of: (industry: Industry) => readonly string[]): Map<string, Industry> =>
  new Map(INDUSTRIES.flatMap((industry) => of(industry).map((word) => [word, industry] as const)));

export const INDUSTRY_OF_HAN: ReadonlyMap<string, Industry> = entries((industry) => industry.han);
export const INDUSTRY_OF_WORD: ReadonlyMap<string, Industry> = entries((industry) => industry.words);

/** Chinese words, longest first, for peeling them off the end of a name. */
export const HAN_INDUSTRY_WORDS: readonly string[] = [...INDUSTRY_OF_HAN.keys()].sort(
  (a, b) => b.length - a.length,
);
export const SOFT_INDUSTRIES: ReadonlySet<string> = new Set(
  INDUSTRIES.filter((industry) => industry.soft).map((industry) => industry.id),
);
