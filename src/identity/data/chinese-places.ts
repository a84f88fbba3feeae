/**
 * Places that stand in Chinese company names and addresses. One line per province: its name, its
 * romanizations, then its cities as `汉字 pinyin[/other romanization] [area code without the 0]`.
 * A place's id is its first romanization, so that places spelled alike (苏州, 宿州) count as compatible.
 */
const PROVINCES = `
北京 beijing/peking 10 |
上海 shanghai 21 |
天津 tianjin 22 |
重庆 chongqing/chungking 23 |
河北 hebei | 石家庄 shijiazhuang 311, 唐山 tangshan 315, 秦皇岛 qinhuangdao 335, 邯郸 handan 310, 邢台 xingtai 319, 保定 baoding 312, 张家口 zhangjiakou 313, 承德 chengde 314, 沧州 cangzhou 317, 廊坊 langfang 316, 衡水 hengshui 318
山西 shanxi | 太原 taiyuan 351, 大同 datong 352, 阳泉 yangquan 353, 长治 changzhi 355, 晋城 jincheng 356, 朔州 shuozhou 349, 晋中 jinzhong 354, 运城 yuncheng 359, 忻州 xinzhou 350, 临汾 linfen 357, 吕梁 lvliang/luliang 358
内蒙古 neimenggu/innermongolia | 呼和浩特 huhehaote/hohhot 471, 包头 baotou 472, 乌海 wuhai 473, 赤峰 chifeng 476, 通辽 tongliao 475, 鄂尔多斯 eerduosi/ordos 477, 呼伦贝尔 hulunbeier 470
辽宁 liaoning | 沈阳 shenyang 24, 大连 dalian 411, 鞍山 anshan 412, 抚顺 fushun, 本溪 benxi, 丹东 dandong 415, 锦州 jinzhou 416, 营口 yingkou 417, 阜新 fuxin 418, 辽阳 liaoyang 419, 盘锦 panjin 427, 铁岭 tieling, 朝阳 chaoyang 421, 葫芦岛 huludao 429
吉林 jilin | 长春 changchun 431, 四平 siping 434, 辽源 liaoyuan 437, 通化 tonghua 435, 白山 baishan 439, 松原 songyuan 438, 白城 baicheng 436, 延边 yanbian 433
黑龙江 heilongjiang | 哈尔滨 haerbin/harbin 451, 齐齐哈尔 qiqihaer/qiqihar 452, 牡丹江 mudanjiang 453, 佳木斯 jiamusi 454, 大庆 daqing 459, 鸡西 jixi 467
江苏 jiangsu | 南京 nanjing/nanking 25, 无锡 wuxi 510, 徐州 xuzhou 516, 常州 changzhou 519, 苏州 suzhou/soochow 512, 昆山 kunshan, 江阴 jiangyin, 张家港 zhangjiagang, 太仓 taicang, 常熟 changshu, 南通 nantong 513, 连云港 lianyungang 518, 淮安 huaian 517, 盐城 yancheng 515, 扬州 yangzhou 514, 镇江 zhenjiang 511, 泰州 taizhou 523, 宿迁 suqian 527
浙江 zhejiang | 杭州 hangzhou 571, 宁波 ningbo 574, 温州 wenzhou 577, 嘉兴 jiaxing 573, 湖州 huzhou 572, 绍兴 shaoxing 575, 金华 jinhua 579, 义乌 yiwu, 衢州 quzhou 570, 舟山 zhoushan 580, 台州 taizhou 576, 丽水 lishui 578
安徽 anhui | 合肥 hefei 551, 芜湖 wuhu 553, 蚌埠 bengbu 552, 淮南 huainan 554, 马鞍山 maanshan 555, 淮北 huaibei 561, 铜陵 tongling 562, 安庆 anqing 556, 黄山 huangshan 559, 滁州 chuzhou 550, 阜阳 fuyang, 宿州 suzhou 557, 六安 luan 564, 亳州 bozhou 558, 池州 chizhou 566, 宣城 xuancheng 563
福建 fujian | 福州 fuzhou 591, 厦门 xiamen/amoy 592, 莆田 putian 594, 三明 sanming 598, 泉州 quanzhou 595, 晋江 jinjiang, 漳州 zhangzhou 596, 南平 nanping 599, 龙岩 longyan 597, 宁德 ningde 593
江西 jiangxi | 南昌 nanchang 791, 景德镇 jingdezhen 798, 萍乡 pingxiang 799, 九江 jiujiang 792, 新余 xinyu 790, 鹰潭 yingtan 701, 赣州 ganzhou 797, 吉安 jian 796, 宜春 yichun 795, 抚州 fuzhou 794, 上饶 shangrao 793
山东 shandong | 济南 jinan 531, 青岛 qingdao/tsingtao 532, 淄博 zibo 533, 枣庄 zaozhuang 632, 东营 dongying 546, 烟台 yantai 535, 潍坊 weifang 536, 济宁 jining 537, 泰安 taian 538, 威海 weihai 631, 日照 rizhao 633, 临沂 linyi 539, 德州 dezhou 534, 聊城 liaocheng 635, 滨州 binzhou 543, 菏泽 heze 530
河南 henan | 郑州 zhengzhou 371, 开封 kaifeng, 洛阳 luoyang 379, 平顶山 pingdingshan 375, 安阳 anyang 372, 鹤壁 hebi 392, 新乡 xinxiang 373, 焦作 jiaozuo 391, 濮阳 puyang 393, 许昌 xuchang 374, 漯河 luohe 395, 三门峡 sanmenxia 398, 南阳 nanyang 377, 商丘 shangqiu 370, 信阳 xinyang 376, 周口 zhoukou 394, 驻马店 zhumadian 396
湖北 hubei | 武汉 wuhan 27, 黄石 huangshi 714, 十堰 shiyan 719, 宜昌 yichang 717, 襄阳 xiangyang 710, 鄂州 ezhou 711, 荆门 jingmen 724, 孝感 xiaogan 712, 荆州 jingzhou 716, 黄冈 huanggang 713, 咸宁 xianning 715, 随州 suizhou 722
湖南 hunan | 长沙 changsha 731, 株洲 zhuzhou, 湘潭 xiangtan, 衡阳 hengyang 734, 邵阳 shaoyang 739, 岳阳 yueyang 730, 常德 changde 736, 张家界 zhangjiajie 744, 益阳 yiyang 737, 郴州 chenzhou 735, 永州 yongzhou 746, 怀化 huaihua 745, 娄底 loudi 738
广东 guangdong/canton | 广州 guangzhou/kwangchow 20, 深圳 shenzhen 755, 珠海 zhuhai 756, 汕头 shantou/swatow 754, 佛山 foshan 757, 顺德 shunde, 韶关 shaoguan 751, 湛江 zhanjiang 759, 肇庆 zhaoqing 758, 江门 jiangmen 750, 茂名 maoming 668, 惠州 huizhou 752, 梅州 meizhou 753, 汕尾 shanwei 660, 河源 heyuan 762, 阳江 yangjiang 662, 清远 qingyuan 763, 东莞 dongguan 769, 中山 zhongshan 760, 潮州 chaozhou 768, 揭阳 jieyang 663, 云浮 yunfu 766
广西 guangxi | 南宁 nanning 771, 柳州 liuzhou 772, 桂林 guilin 773, 梧州 wuzhou 774, 北海 beihai 779, 钦州 qinzhou 777, 贵港 guigang, 玉林 yulin 775, 百色 baise 776
海南 hainan | 海口 haikou 898, 三亚 sanya
四川 sichuan/szechuan | 成都 chengdu 28, 自贡 zigong 813, 攀枝花 panzhihua 812, 泸州 luzhou 830, 德阳 deyang 838, 绵阳 mianyang 816, 广元 guangyuan 839, 遂宁 suining 825, 内江 neijiang, 乐山 leshan 833, 南充 nanchong 817, 眉山 meishan, 宜宾 yibin 831, 广安 guangan 826, 达州 dazhou 818, 雅安 yaan 835
贵州 guizhou | 贵阳 guiyang 851, 六盘水 liupanshui 858, 遵义 zunyi, 安顺 anshun
云南 yunnan | 昆明 kunming 871, 曲靖 qujing 874, 玉溪 yuxi 877, 保山 baoshan 875, 大理 dali 872, 丽江 lijiang 888
西藏 xizang/tibet | 拉萨 lasa/lhasa 891
陕西 shaanxi | 西安 xian 29, 铜川 tongchuan 919, 宝鸡 baoji 917, 咸阳 xianyang, 渭南 weinan 913, 延安 yanan 911, 汉中 hanzhong 916, 榆林 yulin 912, 安康 ankang 915
甘肃 gansu | 兰州 lanzhou 931, 嘉峪关 jiayuguan 937, 天水 tianshui 938
青海 qinghai | 西宁 xining 971
宁夏 ningxia | 银川 yinchuan 951
新疆 xinjiang | 乌鲁木齐 wulumuqi/urumqi 991
香港 hongkong/xianggang |
澳门 macau/macao/aomen |
台湾 taiwan/formosa | 台北 taipei/taibei, 新北 newtaipei/xinbei, 桃园 taoyuan, 台中 taichung/taizhong, 台南 tainan, 高雄 kaohsiung/gaoxiong, 新竹 hsinchu/xinzhu, 基隆 keelung/jilong, 嘉义 chiayi, 苗栗 miaoli, 彰化 changhua/zhanghua, 南投 nantou, 云林 yunlin, 屏东 pingtung/pingdong, 宜兰 yilan, 花莲 hualien/hualian, 台东 taitung/taidong
中国 china/zhongguo/prc |
`;

export interface ChinesePlace {
  readonly id: string;
  readonly han: string;
  /** Every romanization, the id first. */
  readonly romanized: readonly string[];
  /** Id of the province it lies in; null for provinces and for the country. */
  readonly province: string | null;
  readonly areaCode: string | null;
}

function place(text: string, province: string | null): ChinesePlace {
  const [han = "", romanizations = "", areaCode = null] = text.trim().split(" ");
  const romanized = romanizations.split("/");
  return { id: romanized[0] ?? "", han, romanized, province, areaCode };
}

export const CHINESE_PLACES: readonly ChinesePlace[] = PROVINCES.trim()
  .split("\n")
  .flatMap((line) => {
    const [head = "", cities = ""] = line.split("|");
    const province = place(head, null);
    const inside = cities.split(",").filter((city) => city.trim() !== "");
    return [province, ...inside.map((city) => place(city, province.id))];
  });

/** Ids of places that belong to a country code of their own. */
export const PLACE_COUNTRIES: Readonly<Record<string, string>> = {
  taiwan: "TW",
  hongkong: "HK",
  macau: "MO",
};
