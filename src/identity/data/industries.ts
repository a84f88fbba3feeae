/**
 * Words of a company name that say what it does: id, Chinese words, then words in other languages
 * and in pinyin (joined, folded). Two companies that share the distinctive part of their name and
 * differ in this word are usually sisters. A `~` marks words that say so little (international,
 * services) that a difference proves nothing.
 */
const TABLE = `
technology | 科技 技术 高科技 高新技术 | technology technologies tech techn techno technik technologie tecnologia tecnologias tecnologie teknologi teknik techniek keji jishu
electronics | 电子 微电子 电器 电气 | electronics electronic electron elec elektronik electronique electroniques electronica elettronica elektronica elektro electrical electric electricals dianzi dianqi
semiconductors | 半导体 芯片 集成电路 | semiconductor semiconductors halbleiter bandaoti xinpian
optics | 光电 光学 激光 | optics optical optik optique optica photonics laser guangdian guangxue jiguang
logistics | 物流 货运 运输 速运 快递 快运 供应链 货代 仓储 | logistics logistic logistik logistique logistica logistiek log freight transport transports transportation transportes trasporti transporter spedition shipping trucking forwarding haulage cargo wuliu huoyun yunshu kuaidi gongyinglian cangchu
trading | 贸易 商贸 经贸 进出口 外贸 商行 国际贸易 | trading trade trader traders handel handels handelsgesellschaft import export importexport impexp ie importers exporters commerce commerciale commercial comercio handelsonderneming maoyi shangmao jinchukou
software | 软件 | software sw programvara programvare logiciels ruanjian
networks | 信息 信息技术 网络 网络科技 数据 互联网 | informatik informatique informatica it network networks netzwerke data computing computer computers cloud digital xinxi wangluo shuju
machinery | 机械 机械设备 装备 机床 设备 机械制造 | machinery mach machine machines maschinenbau maschinen machinebouw equipment mechanical mechanics maquinaria macchine maskiner maskin maskinfabrik machinefabriek jixie shebei
electromechanics | 机电 电机 | electromechanics electromechanical jidian dianji
~manufacturing | 制造 制品 加工 | manufacturing manufacturers manufacturer mfg manuf manufacture fertigung zhizao
molds | 模具 | molds mold moulds mould tooling werkzeugbau formenbau moules moldes stampi muju
chemicals | 化工 化学 化学品 | chemicals chemical chem chemie chimie chimica quimica quimicos kemi kemikalier chemikalien huagong huaxue
coatings | 涂料 油漆 | coatings coating paints paint farben lacke lackfabrik peintures pinturas vernici verf tuliao youqi
plastics | 塑料 塑胶 | plastics plastic kunststoff kunststoffe plastiques plasticos plastica plastik kunststoffen plast suliao sujiao
rubber | 橡胶 橡塑 | rubber gummi caoutchouc caucho gomma xiangjiao xiangsu
packaging | 包装 纸业 包装材料 纸箱 | packaging pkg packing pack verpackung verpackungen verpackungstechnik emballage emballages imballaggi envases embalajes verpakkingen verpakking forpackningar emballasje baozhuang zhiye
printing | 印刷 印务 | printing printers print druck druckerei imprimerie imprenta tipografia drukkerij tryckeri trykkeri yinshua yinwu
textiles | 纺织 针织 家纺 纺织品 布业 | textiles textile text textil textiel textilien tessuti tejidos fabrics weaving mills fangzhi zhenzhi
clothing | 服装 服饰 制衣 时装 | garment garments apparel clothing clothes fashion bekleidung mode moda abbigliamento confecciones klader fuzhuang fushi
shoes | 鞋业 皮具 皮革 箱包 | shoes footwear leather schuhe leder chaussures calzados calzature xieye piju
foods | 食品 粮油 食品工业 | foods food lebensmittel nahrungsmittel alimentaire aliments alimentos alimentari alimentacion voeding livsmedel levensmiddelen fodevarer shipin liangyou
catering | 餐饮 饮食 饭店 | restaurant restaurants catering canyin
beverages | 饮料 酒业 茶业 饮品 | beverage beverages drinks brewery brewing winery wines tea getranke getraenke boissons bebidas bevande yinliao jiuye chaye
bakery | 烘焙 面包 | bakery bakeries baking backerei baeckerei boulangerie hongbei
meddevices | 医疗 医疗器械 医疗设备 | medical medicals med medizintechnik medizin meddevice medicaldevices medicaldevice medtech medicals medicina medicale medisch medicinteknik yiliao yiliaoqixie
pharma | 医药 药业 制药 生物制药 | medicine pharma pharmaceutical pharmaceuticals pharmacie pharmazie farmaceutica farmaceutici pharm yiyao yaoye zhiyao
biotech | 生物 生物科技 生物技术 生物工程 | biotechnology biotech bio biological biologics biotecnologia biotechnologie shengwu shengwukeji
healthcare | 健康 保健 医院 | healthcare health hospital clinic clinics klinik clinique clinica jiankang yiyuan
construction | 建筑 建设 装饰 工程 装修 装饰工程 建筑工程 建设工程 装潢 | construction constructions constr building builders bau hochbau tiefbau bauunternehmen contractors contracting decoration decorating btp batiment construcciones costruzioni edilizia bouw bygg byggeri entreprenad jianzhu jianshe zhuangshi
buildingmaterials | 建材 水泥 玻璃 陶瓷 石材 | buildingmaterials cement glass ceramics ceramic tiles baustoffe materiaux materialesdeconstruccion bouwmaterialen byggmaterial jiancai shuini boli taoci
engineering | 工程技术 | engineering eng engineers ingenieurburo ingenieure ingenieria ingegneria ingenieurs gongcheng
energy | 能源 电力 新能源 石油 燃气 光伏 太阳能 电池 | energy power solar oil gas petroleum energie energia energi battery batteries nengyuan xinnengyuan dianli shiyou guangfu
environment | 环保 环境 水处理 | environmental environment umwelt umwelttechnik environnement ambiente medioambiente milieu miljo water huanbao huanjing
motors | 汽车 汽配 汽车配件 摩托 汽车零部件 汽车零配件 | motors motor automotive auto autos cars autohaus automobile automobiles autoparts autoteile bildelar ricambiauto autoricambi recambios autorecambios piecesauto autoonderdelen bildele biler kfzteile qiche qichepeijian qipei
instruments | 仪器 仪表 仪器仪表 | instruments instrument instr inst messtechnik instrumenten strumenti instrumentos instrumentation yiqi yibiao
metals | 金属 有色金属 | metals metal metall metallbau metaal metaux metalli metales metallwaren jinshu
steel | 钢铁 不锈钢 钢材 钢结构 | steel stl iron stahl stahlbau acier acciaio acero staal stal gangtie gangcai
aluminium | 铝业 铝材 | aluminium aluminum alu lvye
hardware | 五金 紧固件 工具 | hardware tools fasteners werkzeuge werkzeug eisenwaren outillage herramientas ferramenta wujin
agriculture | 农业 农产品 种业 牧业 农牧 | agriculture agricultural farms farm agri agrar landwirtschaft agricole agricola landbouw lantbruk nongye
fishery | 水产 渔业 | seafood fishery fisheries fisch fish shuichan yuye
property | 地产 房地产 置业 物业 | property properties realestate estate immobilien immobilier inmobiliaria immobiliare vastgoed fastigheter fangdichan dichan zhiye
finance | 金融 银行 保险 证券 基金 资产管理 | finance financial bank banking insurance versicherung capital assetmanagement fund jinrong yinhang baoxian
consulting | 咨询 管理咨询 顾问 | consulting consultants consultancy beratung unternehmensberatung advisory advisors conseil consultores consulenza zixun
media | 传媒 文化 文化传播 影视 文化传媒 出版 | media culture publishing verlag film films wenhua chuanmei
advertising | 广告 | advertising werbung publicite publicidad pubblicita reclame guanggao
education | 教育 学校 小学 中学 大学 培训 幼儿园 | education school schools primary primaryschool elementary highschool college academy university kindergarten schule grundschule gymnasium ecole jiaoyu xuexiao peixun
hotel | 酒店 宾馆 | hotel hotels hostel jiudian binguan
travel | 旅游 旅行社 | travel tourism reisen reiseburo voyages viajes viaggi lvyou
furniture | 家具 家居 木业 | furniture mobel moebel mobelwerke meubles meubelen muebles mobili mobler jiaju muye
appliances | 家电 厨具 | appliances hausgerate electrodomesticos elettrodomestici jiadian chuju
telecom | 通信 通讯 电信 | telecom telecommunications telekom communications communication telekommunikation tongxin dianxin
retail | 零售 百货 超市 商场 | retail store stores market supermarket shop baihuo chaoshi
toys | 玩具 礼品 工艺品 | toys toy gifts crafts spielwaren jouets juguetes giocattoli wanju lipin
lighting | 照明 灯饰 灯具 | lighting ltg lights leuchten beleuchtung licht eclairage iluminacion illuminazione verlichting belysning zhaoming dengshi
cosmetics | 化妆品 日化 美容 | cosmetics cosmetic beauty kosmetik cosmetique cosmetiques cosmetica huazhuangpin rihua
jewelry | 珠宝 首饰 | jewelry jewellery schmuck bijouterie joyeria gioielli zhubao
paper | 纸品 造纸 | paper papier papers carta zaozhi
security | 安防 保安 安全技术 | security sicherheit anfang
automation | 自动化 机器人 | automation robotics robot automatisierung automatisation automazione zidonghua
aviation | 航空 航天 | aviation aerospace luftfahrt aero hangkong
marine | 船舶 海运 | marine shipbuilding werft chuanbo haiyun
~supply | 用品 耗材 | supply supplies supplier suppliers bedarf
~industry | 实业 工业 工贸 产业 | industry industries industrial ind industrie industria industri shiye gongye
~development | 发展 开发 | development developments dev fazhan
~international | 国际 环球 全球 | international intl internationale internacional internazionale global worldwide guoji
~services | 服务 管理 | services service svc svcs dienstleistungen servicios servizi diensten fuwu
~investment | 投资 资本 | investment investments touzi
~group | 集团 控股 控股集团 企业集团 | group grp gruppe groupe gruppo grupo groep koncern koncernen holding holdings jituan konggu
~enterprise | 企业 | enterprise enterprises partners ventures qiye
~systems | 系统 智能 | systems system sys systeme smart zhineng
~solutions | | solutions solution losungen loesungen
~products | 产品 | products product produkte chanpin
~parts | 配件 零件 部件 | parts components teile komponenten pieces peijian
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
