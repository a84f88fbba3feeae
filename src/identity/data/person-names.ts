const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Chinese surnames of two characters; without the list their second half would count as given name. */
export const COMPOUND_SURNAMES = list(
  "欧阳 司马 上官 诸葛 司徒 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙 独孤 南宫 西门 端木 轩辕 申屠 太史 闻人",
);

/** The common Chinese surnames: they tell a person's name from a short company name. */
export const SURNAMES: ReadonlySet<string> = new Set(
  `王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵
  万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾
  尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚
  鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银
  亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由`.replace(/\s/g, ""),
);

/** Ways to address somebody; they are no part of the name. Folded. */
export const HONORIFICS = list(
  "hr fr mr mrs ms miss dr prof herr frau mme mlle monsieur madame sir dipl ing sig sra senor senora attn zhd cc mister doctor",
);
export const HAN_HONORIFICS = /(先生|女士|小姐|经理|主任|老师|总监|总经理|收)$/u;

/** Generations within a family: a father and a son are two people. */
export const GENERATIONS: Readonly<Record<string, string>> = {
  jr: "junior",
  junior: "junior",
  sr: "senior",
  senior: "senior",
  ii: "2",
  iii: "3",
};

/** Parts of surnames that come and go in writing. */
export const NAME_PARTICLES = list(
  "de da di del della der den van von zu la le el al bin ibn dos du ten ter",
);

const NICKNAME_GROUPS = `
robert bob bobby rob robbie bert
william bill billy will willie liam
richard rick ricky dick rich richie
james jim jimmy jamie
john jack johnny jon
michael mike mick mickey micky
thomas tom tommy thos
charles charlie chuck chas
edward ed eddie ted teddy ned
joseph joe joey jos
daniel dan danny
david dave davy
matthew matt
christopher chris kit topher
anthony tony ant
andrew andy drew
stephen steve steven stevie
benjamin ben benny
samuel sam sammy
alexander alex sandy xander lex
nicholas nick nicky nico
patrick pat paddy
timothy tim timmy
gregory greg
kenneth ken kenny
ronald ron ronnie
donald don donnie
frederick fred freddie freddy
francis frank frankie
henry harry hal hank
george georgie geo
lawrence larry laurie
leonard len lenny leo
peter pete
philip phil phillip
raymond ray
walter walt wally
joshua josh
jacob jake
zachary zach zack
theodore theo
elizabeth liz lizzie beth betty eliza libby lisa
margaret maggie meg peggy madge greta
catherine katherine kate katie kathy cathy kathryn kitty
mary molly polly
patricia patty tricia trish
jennifer jen jenny
susan sue susie suzanne
deborah deb debbie
barbara barb babs
rebecca becky becca
jessica jess jessie
victoria vicky tori
alexandra sandra lexi
samantha sammie
eleanor ellie nell nora
isabella bella izzy isabel
abigail abby gail
dorothy dot dolly
virginia ginny
christine chrissie tina christina
stephanie steph
amanda mandy
evelyn evie eve
charlotte lottie
florence flo florrie
wilhelm willi
johannes hans johann
jurgen juergen
josef sepp
katharina kathrin katrin
`;

/** Short and full forms of given names to one id, the first name of the group. */
export const NICKNAMES: ReadonlyMap<string, string> = new Map(
  NICKNAME_GROUPS.trim()
    .split("\n")
    .flatMap((line) => {
      const names = line.split(" ");
      return names.map((name): [string, string] => [name, names[0] ?? name]);
    }),
);
