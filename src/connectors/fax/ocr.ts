import type { Clock } from "./budget.js";
import { recognize } from "./ocr-pool.js";
import { type Raster, toGraymap } from "./raster.js";
import { mergedReadings } from "./two-readings.js";
import type { Word } from "./words.js";

/** A page that the Latin reader is surer of than this is Latin, and has been read in one go. */
const LATIN_CONFIDENCE_MIN = 0.75;

/**
 * Reads a page image. The Latin reader goes first, as most pages are Latin; only where it is unsure
 * does the Chinese reader look, too. On a Chinese page both readings are merged word by word.
 */
export async function readPage(image: Raster, clock: Clock): Promise<Word[]> {
  const graymap = toGraymap(image);
  const latin = await recognize(graymap, "eng", clock);
  if (meanConfidence(latin) >= LATIN_CONFIDENCE_MIN) return latin;
  // What the first reader made of it is better than nothing, and its doubts tell how much.
  if (latin.length === 0 || clock.leftMs() <= 0) return latin;
  const chinese = await recognize(graymap, "chi_sim", clock);
  return isChinese(chinese) && meanConfidence(chinese) > meanConfidence(latin)
    ? mergedReadings(chinese, latin)
    : latin;
}

/** Over letters, not over words: ten good characters weigh more than a speck taken for a comma. */
export function meanConfidence(words: readonly Word[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of words) {
    letters += text.length;
    sum += text.length * confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** The Chinese reader sees a few Han characters in any bad scan; a Chinese page has them all over. */
const HAN_SHARE_MIN = 0.2;

function isChinese(words: readonly Word[]): boolean {
  const text = words.map((word) => word.text).join("");
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han >= HAN_SHARE_MIN * text.length;
}
