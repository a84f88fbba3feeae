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
  iv: "4",
};
/** `Morris I` is the first only beside a second; anywhere else it is an initial. */
export const FIRST_GENERATION = "i";

/** How families that are written in Korean letters write themselves in Latin ones; by the letter as it is transcribed. */
export const KOREAN_SURNAMES: Readonly<Record<string, string>> = {
  gim: "kim",
  i: "lee",
  bag: "park",
  choi: "choi",
  jeong: "jung",
  gang: "kang",
  jo: "cho",
  yun: "yoon",
  im: "lim",
  sin: "shin",
  gweon: "kwon",
  mun: "moon",
  u: "woo",
  no: "roh",
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
patrick pat paddy patty
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
margaret maggie meg peggy peggie madge greta
catherine katherine kate katie kathy cathy kathryn kitty
mary molly polly
patricia pat patty patti tricia trish
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
howard howie
maurice morris morrie
arthur art artie
albert al bert bertie
alfred alf alfie fred
harold hal harry
gerald gerry jerry
jeremy jerry
jerome jerry
jeffrey geoffrey jeff geoff
nathaniel nathan nate nat
vincent vince vinnie
eugene gene
louis lou louie lewis luis
martin marty
douglas doug
bernard bernie
stanley stan
sidney sid
leslie les
clifford cliff
gilbert gil
rudolf rudolph rudi rudy
sebastian seb bastian
maximilian max
friedrich fritz fred
heinrich heinz heiner
ludwig lutz
georg george jorg joerg
sergei sergey serge seryozha
aleksandr aleksander alexander sasha sascha
aleksandra alexandra sasha
mikhail michael misha
ivan vanya
dmitri dmitry dima mitya
vladimir vova volodya volodymyr
nikolai nikolay nicholas kolya
yuri yury iurii
pavel paul
anastasia anastassia nastassia nastasia nastya stacy
natalia natalya natasha
ekaterina katya
tatiana tatyana tanya
magdalena magda lena
annabelle anabella annabel bella belle
susan susanne susanna suzanna suzie
teresa theresa terry tess tessa
caroline carolyn carrie
cynthia cindy
judith judy
joanna joanne jo
julia julie jules
jacqueline jackie
penelope penny
philippa pippa
pamela pam
sarah sara sally sadie
martha marty mattie
frances fran fanny francie
gertrude gertie trudy
josephine jo josie
lucille lucy
matilda tilly
millicent millie
mildred millie
roberta bobbie
constance connie
francisco paco pancho
jose pepe
ignacio nacho
guadalupe lupe
giuseppe beppe
luigi gigi
mohammed mohamed mohammad muhammad muhammed mohamad mhd md mohd
`;

const NICKNAME_LINES = NICKNAME_GROUPS.trim()
  .split("\n")
  .map((line) => line.split(" "));

/** Short and full forms of given names to one id: for looking up, where one must do. */
export const NICKNAMES: ReadonlyMap<string, string> = new Map(
  NICKNAME_LINES.flatMap((names) => names.map((name): [string, string] => [name, names[0] ?? name])),
);

/** By name, all that it may be short for or shortened to: Pat is as much Patrick as Patricia. */
export const NICKNAMES_OF: ReadonlyMap<string, ReadonlySet<string>> = nicknameTable();

function nicknameTable(): Map<string, Set<string>> {
  const table = new Map<string, Set<string>>();
  for (const names of NICKNAME_LINES)
    for (const name of names) table.set(name, new Set([...(table.get(name) ?? []), ...names]));
  return table;
}
