/** What invented Chinese companies are called and where they sit. Columns are separated by `|`. */
import { lines, list, signs } from "./table.js";

/** Signs that company names are made of; those with several readings (长 重 行 乐 单 朝 曾) are on purpose. */
export const CORE_FIRST = signs(
  `云华天金鑫恒瑞博泰宏远中东新海龙银盛明德嘉凯安长联星蓝腾宝润科美信兴永合正广杰亿富国万荣振飞昌祥伟立同和顺康福建吉庆大光卓睿创佳欧亚百众聚汇力超迅
  锦绿青紫白玉石江山林川苏浙粤秦楚齐鲁晋闽湘赣皖滇黔蜀燕赵古今朝重乐单行尚优艾雅思格莱维柏梵禾禹尧舜轩翰墨文武英豪骏驰`,
);
export const CORE_SECOND = signs(
  `帆达宇鼎源通峰丰诚力康辉创捷利邦洋林航旭泽腾翔晟图讯奥维特朗益晨森江洲桥方城昌顺鸿雁舟岳岭岩磊晶莹波涛浪潮河湖海洋泉溪润雨露霖雪霜风雷电光火
  炎焱铭锐锋钢铁铜锡银珠宝玉琪瑞琳珑璟瑜环球宙寰景辰曦曙昊旻朋友谊和睦仁义礼智信忠孝廉迈越超乐行长重`,
);

/**
 * Trades: Chinese words for one trade, the registered one first; English words, abbreviations last.
 */
export const HAN_TRADES = lines(`
科技 技术|Technology,Tech,Technologies
电子 电子科技|Electronics,Electronic,Elec.
物流 供应链|Logistics,Log.
贸易 商贸|Trading,Trade,Tdg
进出口|Import & Export,Imp. & Exp.,I/E
机械 机械设备|Machinery,Mach.
化工|Chemical,Chemicals,Chem.
包装 包装制品|Packaging,Packing,Pkg.
纺织|Textile,Textiles,Tex.
服饰 服装|Garments,Garment,Apparel
食品|Food,Foods
餐饮管理|Catering Management,Catering
医疗器械 医疗|Medical Devices,Medical,Med.
生物科技 生物|Biotechnology,Biotech,Bio
家具 家居|Furniture,Furn.
照明 灯饰|Lighting,Ltg.
塑料 塑胶|Plastics,Plastic,Plas.
五金 五金制品|Hardware,Metal Products,Hdwe
玩具|Toys,Toy
建材|Building Materials,Bldg. Materials
装饰工程|Decoration Engineering,Decoration
汽车配件 汽配|Auto Parts,Autoparts
仪器 仪器仪表|Instruments,Instrument,Instr.
新能源|New Energy,Energy
软件|Software,Soft
文化传媒|Culture Media,Media
农业|Agriculture,Agri
印刷|Printing,Print
环保科技|Environmental Technology,Environmental,Env.
模具|Mould,Mold
制药|Pharmaceutical,Pharma,Pharm.
钢铁|Steel,Iron & Steel`);

/** Province, city, its English name, area code, first digits of its postcodes, districts with their English names. */
export const HAN_CITIES = lines(`
广东|深圳|Shenzhen|755|518|南山 福田 宝安 龙岗 罗湖|Nanshan Futian Baoan Longgang Luohu
广东|广州|Guangzhou|20|510|天河 越秀 番禺 白云 黄埔|Tianhe Yuexiu Panyu Baiyun Huangpu
广东|东莞|Dongguan|769|523|长安镇 虎门镇 塘厦镇|Changan Humen Tangxia
广东|佛山|Foshan|757|528|南海 顺德 禅城|Nanhai Shunde Chancheng
上海|上海|Shanghai|21|200|浦东新 闵行 嘉定 松江 徐汇|Pudong Minhang Jiading Songjiang Xuhui
北京|北京|Beijing|10|100|朝阳 海淀 大兴 丰台|Chaoyang Haidian Daxing Fengtai
天津|天津|Tianjin|22|300|西青 武清 滨海新|Xiqing Wuqing Binhai
重庆|重庆|Chongqing|23|400|渝北 江北 沙坪坝|Yubei Jiangbei Shapingba
浙江|杭州|Hangzhou|571|310|西湖 滨江 余杭 萧山|Xihu Binjiang Yuhang Xiaoshan
浙江|宁波|Ningbo|574|315|鄞州 北仑 镇海|Yinzhou Beilun Zhenhai
浙江|温州|Wenzhou|577|325|鹿城 瓯海 龙湾|Lucheng Ouhai Longwan
浙江|义乌|Yiwu|579|322|稠城 福田|Choucheng Futian
江苏|苏州|Suzhou|512|215|吴中 相城 虎丘 吴江|Wuzhong Xiangcheng Huqiu Wujiang
江苏|南京|Nanjing|25|210|江宁 鼓楼 玄武|Jiangning Gulou Xuanwu
江苏|无锡|Wuxi|510|214|滨湖 新吴 惠山|Binhu Xinwu Huishan
江苏|常州|Changzhou|519|213|武进 新北 天宁|Wujin Xinbei Tianning
四川|成都|Chengdu|28|610|武侯 锦江 青羊 双流|Wuhou Jinjiang Qingyang Shuangliu
湖北|武汉|Wuhan|27|430|江岸 洪山 汉阳 东西湖|Jiangan Hongshan Hanyang Dongxihu
湖南|长沙|Changsha|731|410|岳麓 雨花 开福|Yuelu Yuhua Kaifu
山东|青岛|Qingdao|532|266|市南 崂山 黄岛 城阳|Shinan Laoshan Huangdao Chengyang
山东|济南|Jinan|531|250|历下 槐荫 历城|Lixia Huaiyin Licheng
福建|厦门|Xiamen|592|361|思明 湖里 集美|Siming Huli Jimei
福建|泉州|Quanzhou|595|362|丰泽 鲤城 洛江|Fengze Licheng Luojiang
河南|郑州|Zhengzhou|371|450|金水 二七 中原|Jinshui Erqi Zhongyuan
陕西|西安|Xi'an|29|710|雁塔 未央 长安|Yanta Weiyang Changan
辽宁|大连|Dalian|411|116|中山 沙河口 甘井子|Zhongshan Shahekou Ganjingzi
辽宁|沈阳|Shenyang|24|110|和平 铁西 浑南|Heping Tiexi Hunnan
安徽|合肥|Hefei|551|230|蜀山 包河 庐阳|Shushan Baohe Luyang`);

/** Places whose companies write Traditional signs: country, city, its English name, dialing prefix, districts. */
export const ISLAND_CITIES = lines(`
TW|台北|Taipei|2|100|中正 信义 内湖|Zhongzheng Xinyi Neihu
TW|新北|New Taipei|2|220|板桥 三重 新庄|Banqiao Sanchong Xinzhuang
TW|台中|Taichung|4|400|西屯 北屯 南屯|Xitun Beitun Nantun
TW|高雄|Kaohsiung|7|800|三民 左营 前镇|Sanmin Zuoying Qianzhen
HK|香港|Hong Kong|||观塘 葵涌 湾仔 旺角|Kwun Tong,Kwai Chung,Wan Chai,Mong Kok`);

export const HAN_ROADS = list(
  `科技 人民 建设 中山 解放 工业 滨河 文化 长江 和平 新华 光明 龙华 创业 东风 胜利 友谊 团结 朝阳 南京 北京 黄河 珠江 学院 大学 花园 公园 体育 车站 机场
  港湾 海滨 江滨 迎宾 世纪 未来 富强 民主 自由 平安 幸福 康乐 健康 凤凰 麒麟 白云 翠竹 梅林 桃园 荔枝 香樟 银杏 梧桐 沿江 环城 永康 兴业 振兴 开放 改革 深南
  华强 锦绣 嘉陵 岷江 湘江 赣江 汉水 泰山 华山 黄山 峨眉 武夷 天山 昆仑`,
);
export const HAN_ROAD_KINDS = lines(
  `路|Road\n大道|Avenue\n街|Street\n北路|North Road\n南路|South Road\n东路|East Road\n西路|West Road`,
);
export const HAN_BUILDINGS = list(
  "创新 国际 环球 金融 时代 财富 科创 新城 联合 中心 华润 世贸 广电 航天 宝安 汇通 嘉里 恒基 置地 金茂 银座 万象 星河 天安 卓越 京基 太古 东海 南方 北方",
);
export const HAN_BUILDING_KINDS = lines(
  `大厦|Building\n广场|Plaza\n中心|Center\n工业园|Industrial Park\n科技园|Science Park`,
);

export const HAN_DEPARTMENTS = lines(`
采购部 采购中心|Purchasing Dept.,Procurement
财务处 财务部|Finance Dept.,Accounts
仓库 仓储部|Warehouse,Warehouse 2
生产部 生产车间|Production
物流部|Logistics Dept.
技术部 工程部|Engineering Dept.
行政办公室 行政部|Admin Office
业务部 销售部|Sales Dept.
品质部|Quality Dept.
设备科|Equipment Section`);

export const HAN_SURNAMES = list(
  "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 单 解 欧阳 司马 上官",
);
export const HAN_GIVEN = signs(
  "伟娜敏洋静磊军丽涛霞明艳强杰娟勇超秀英华慧鑫波斌宇浩凯欣雨晨子涵梓轩思琪嘉怡佳文博天建国志玉兰桂芳春梅红云海峰晓东雪莹婷飞鹏亮宁乐",
);

/** Signs that sound alike to a call center stand in one row; which ones is found out by their pinyin. */
export const HEARD_SIGNS = signs(
  `芸耘韵运匀桦画桦添甜今锦津新欣馨心辛衡横蘅睿锐蕊勃伯泊铂太态汰洪弘鸿虹元圆源缘钟忠终冬咚海孩隆珑垄寅吟胜圣晟铭鸣名茗得佳家加迦锴楷岸常昌畅莲连廉
  兴猩兰岚滕藤保堡闰克课镁镅欣幸星勇咏泳何河荷政证征光洁捷劫益艺毅福夫复果郭晚婉容蓉融震镇正非菲妃厂仓翔详薇微为利丽励铜童瞳河合瞬舜糠付富府见健剑
  及集级清青轻达答广冠桌灼闯佳鸥殴雅娅摆柏种重剧具会惠慧历丽朝潮冲崇月越善商油友爱爱丫司丝四戈歌来徕唯惟伯白饭凡范余鱼渝宇羽定丁原园同童风锋丰城成承
  慷灰徽穿船截力历帮羊杨阳琳临行杭绪序则择祥圣涂途徒训寻凹澳围伟特铁浪郎意亿义晨陈辰申深姜讲周粥侨乔芳坊程呈昌`,
);

/** Signs that a scanner takes for one another. */
export const LOOK_ALIKE_SIGNS = list(
  `未末 己已 士土 日曰 大太 千干 人入 天夫 田由 治冶 晴睛 洋样 晟晨 科料 华毕 林材 鼎県 达迖 通逋 宝宅 力刀 方万 石右 玉王 王主 木本 白自 目日 贝见 鸟乌 
  兰三 申甲 山屮 川州 东车 云去 东乐 乐牙 中申 广厂 金全 宏宠 泰秦 奉秦 海侮 每海 龙尤 银很 盛盘 明朋 明胆 德徳 嘉喜 凯剀 安女 长氏 联朕 星皇 蓝监 润闰 美羡 信言
  兴关 永水 合台 正止 亿忆 富宫 国囯 荣茱 祥样 伟佛 同向 和知 顺项 康唐 福幅 建健 吉古 庆床 光先 卓桌 创剑 佳住 亚业 众从 汇江 超起 迅讯 峰蜂 丰卞 诚城 辉挥
  捷睫 利刹 帮邦 航舫 旭地 泽译 翔翊 图囹 奥粤 维推 朗郎 益盖 森林 洲州 桥轿 昌冒 帆忛 宇字 源原 市巿 公么 司可 有冇 限恨 路跸 号另 区凶 楼搂`,
);
