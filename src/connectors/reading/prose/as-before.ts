import { SKU } from "./order-words.js";

/** Words that want again what an earlier order had. */
const AS_BEFORE =
  /(?<!\p{L})(?:(?:the )?same (?:(?:order|goods|items|articles|things?|quantit\p{L}+) )?(?:as|like) (?:(?:the |my |our )?(?:last|previous)|before|usual|always)|(?:as|like) last time|(?:double|repeat|triple|duplicate) (?:our|my|the|your) (?:last|previous|usual)|(?:our|my) usual order|wie (?:beim letzten mal|letztes mal|zuletzt|die letzte bestellung)|comme la dernière fois|(?:igual que|como) la última vez|come l['’]ultima volta)(?!\p{L})|(?:和|同|跟|与|如|按)上(?:次|回)(?:一样|相同)?|前回と同じ/iu;
/** What else may be as it was: that is where the hub looks anyway. */
const NO_GOODS =
  /(?<!\p{L})(?:address|place|location|price|terms|conditions|payment|discount|deliver\p{L}*|ship\p{L}*|pack\p{L}*|adresse|anschrift|preis\p{L}*|konditionen|prix|dirección|precio|indirizzo|prezzo)(?!\p{L})|地址|价格|单价|收货/iu;
const ARTICLE = new RegExp(SKU, "u");
const SHOWN_CHARS_MAX = 80;

/** "Same as last time, plus 5 x TL-1001": what the earlier order had is written nowhere here. */
export function wantedAsBefore(text: string): string[] {
  return text
    .split(/[.!?;,:。！？；，：\n]/u)
    .flatMap((clause) =>
      AS_BEFORE.test(clause) && !NO_GOODS.test(clause) && !ARTICLE.test(clause)
        ? [`It asks for what an earlier order had: "${clause.trim().slice(0, SHOWN_CHARS_MAX)}".`]
        : [],
    );
}
