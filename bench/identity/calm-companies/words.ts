/** What invented companies are called and where they sit. Columns are separated by `|`, entries by commas or lines. */
const list = (text: string): string[] => text.trim().split(/[\s,]+/);
const lines = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()));

/** Characters that company names are made of, in pairs. */
export const CORE_FIRST = list(
  "云 华 天 金 鑫 恒 瑞 博 泰 宏 远 中 东 新 海 龙 银 盛 明 德 嘉 凯 安 长 联 星 蓝 腾 宝 润 科 美 信 兴 永 合 正 广 杰 亿",
);
export const CORE_SECOND = list(
  "帆 达 宇 鼎 源 通 峰 丰 诚 力 康 辉 创 捷 利 邦 洋 林 航 旭 泽 腾 翔 晟 图 讯 奥 维 特 朗 益 晨 森 江 洲 桥 方 城 昌 顺",
);

/** Industry as the Chinese name says it, and as the English trade name does. */
export const INDUSTRIES = lines(`
科技|Technology|Tech
电子|Electronics|Electronics
物流|Logistics|Logistics
贸易|Trading|Trading
机械|Machinery|Machinery
化工|Chemicals|Chem
包装|Packaging|Packaging
纺织|Textiles|Textiles
食品|Foods|Foods
医疗器械|Medical|Medical
家具|Furniture|Furniture
照明|Lighting|Lighting
塑料|Plastics|Plastics
五金|Metals|Metals
玩具|Toys|Toys`);

/** City, its romanization, area code, start of its postcodes, its districts with theirs. */
export const CITIES = lines(`
深圳|Shenzhen|755|5180|南山区,福田区,宝安区|Nanshan,Futian,Baoan
广州|Guangzhou|20|5106|天河区,越秀区,番禺区|Tianhe,Yuexiu,Panyu
上海|Shanghai|21|2001|浦东新区,闵行区,嘉定区|Pudong,Minhang,Jiading
北京|Beijing|10|1000|朝阳区,海淀区,大兴区|Chaoyang,Haidian,Daxing
杭州|Hangzhou|571|3100|西湖区,滨江区,余杭区|Xihu,Binjiang,Yuhang
苏州|Suzhou|512|2150|吴中区,相城区,虎丘区|Wuzhong,Xiangcheng,Huqiu
成都|Chengdu|28|6100|武侯区,锦江区,青羊区|Wuhou,Jinjiang,Qingyang
武汉|Wuhan|27|4300|江岸区,洪山区,汉阳区|Jiangan,Hongshan,Hanyang
青岛|Qingdao|532|2660|市南区,崂山区,黄岛区|Shinan,Laoshan,Huangdao
厦门|Xiamen|592|3610|思明区,湖里区,集美区|Siming,Huli,Jimei`);

/** A road and its romanization. */
export const ROADS = lines(`
科技路|Keji Road
人民路|Renmin Road
建设大道|Jianshe Avenue
中山路|Zhongshan Road
解放路|Jiefang Road
工业大道|Gongye Avenue
滨河路|Binhe Road
文化路|Wenhua Road
长江路|Changjiang Road
和平路|Heping Road
新华路|Xinhua Road
光明路|Guangming Road
龙华路|Longhua Road
创业路|Chuangye Road`);

export const HAN_FORMS = list("有限公司 有限公司 有限公司 有限责任公司 股份有限公司");
export const HAN_DEPARTMENTS = list("采购部 仓库 财务部 生产部 物流部");
export const HAN_CONTACTS = list("王伟 李娜 张敏 刘洋 陈静 杨磊 赵军 黄丽 周涛 吴霞 徐明 孙艳");

export const STEMS = list(
  "Harbor Weston Brandt Keller Lindqvist Moreau Ashford Bellamy Carver Dunmore Eastgate Fairbank Glenwood Hartmann Ibsen Jensen Kirchner Langley Merton Norwood Oakley Pemberton Quinton Rademacher Stafford Thornbury Underhill Vosberg Wexford Yardley Zimmer Alderman Brookside Calloway Delacroix Ellington Farnham Greystone Holloway Ivermoor",
);
export const SECOND_STEMS = list("Street River Bridge Point Stone Field Park Lake Hill North Gate Crown");
/** Industry in full and shortened. */
export const WESTERN_INDUSTRIES = lines(`
Logistics|Log.
Textiles|Text.
Packaging|Pkg
Instruments|Instr.
Chemicals|Chem
Engineering|Eng
Foods|Foods
Plastics|Plastics
Medical|Med.
Furniture|Furniture
Lighting|Lights
Machinery|Mach.`);
/** City, postcode, country, dialing code with area. */
export const WESTERN_CITIES = lines(`
Hamburg|20457|DE|+49 40
Augsburg|86159|DE|+49 821
Leipzig|04109|DE|+49 341
Leeds|LS6 3AA|GB|+44 113
Bristol|BS1 4DJ|GB|+44 117
Portland|97210|US|+1 503
Denver|80033|US|+1 303
Lyon|69003|FR|+33 4
Rotterdam|3011|NL|+31 10`);
export const WESTERN_FORMS: Readonly<Record<string, readonly string[]>> = {
  DE: ["GmbH", "AG", "GmbH & Co. KG"],
  GB: ["Ltd", "Limited", "PLC"],
  US: ["Inc.", "LLC", "Corporation"],
  FR: ["SARL", "SAS", "SA"],
  NL: ["B.V.", "BV", "N.V."],
};
export const WESTERN_ROADS = list(
  "Garden Station Mill Church Victoria Park King Queens Highfield School Ring Market Lake River Castle Forest",
);
export const WESTERN_DEPARTMENTS = ["Purchasing", "Warehouse 2", "Accounts Payable", "Production"];
export const WESTERN_CONTACTS = list(
  "Anna_Keller Tom_Fisher Marie_Dubois Jan_Visser Lucy_Ward Paul_Meyer Ida_Lund Max_Braun",
).map((name) => name.replace("_", " "));

/** Characters that a fax scanner takes for one another. */
export const LOOK_ALIKES =
  "末未 己已 士土 日曰 大太 千干 人入 天夫 田由 治冶 晴睛 洋样 晟晨 科料 华毕 林材 源原 达迖 通逋 鼎県"
    .split(" ")
    .map((pair) => [...pair] as [string, string]);
/** Characters that a call center hears as one another. */
export const SOUND_ALIKES =
  "帆凡 宇雨 峰锋 丰风 诚城 康慷 辉晖 捷杰 利力 邦帮 洋阳 林琳 航杭 旭序 泽则 翔祥 晟胜 图途 讯迅 维唯 益易 晨辰 森深 江姜 华桦 金今 鑫新 恒衡 瑞睿 博勃 泰太 宏红 远元 盛胜 明铭 德得 嘉佳"
    .split(" ")
    .map((pair) => [...pair] as [string, string]);
