import { OCR_DPI } from "./ocr-worker.js";
import { type Raster, resized, softened } from "./raster.js";
import { withoutRules } from "./ruled-lines.js";
import { withoutSpecks } from "./specks.js";
import type { Word } from "./words.js";

/** Resolutions this close to the reader's own are left alone. */
const DPI_SLACK = 1.25;

/** A page made ready for the reader, and the way back from its pixels to those of the page received. */
export interface PageImage {
  readonly raster: Raster;
  readonly scaleX: number;
  readonly scaleY: number;
}

/**
 * Square pixels at about 200 dpi, without dust and ruled lines, slightly soft. Fax pixels are not
 * square: in standard resolution a page has 204 dots per inch across and 98 down.
 */
export function readyForOcr(page: Raster, dpiX: number, dpiY: number): PageImage {
  const close = dpiX >= OCR_DPI / DPI_SLACK && dpiX <= OCR_DPI * DPI_SLACK;
  const scaleX = close ? 1 : OCR_DPI / dpiX;
  const scaleY = (dpiX * scaleX) / dpiY;
  const width = Math.max(1, Math.round(page.width * scaleX));
  const height = Math.max(1, Math.round(page.height * scaleY));
  const clean = withoutRules(withoutSpecks(page), dpiX, dpiY);
  const raster = softened(resized(clean, width, height));
  return { raster, scaleX: width / page.width, scaleY: height / page.height };
}

/** Words of the image as words of the page it was made from. */
export function asReceived(words: readonly Word[], { scaleX, scaleY }: PageImage): Word[] {
  return words.map(({ box: [left, top, right, bottom], ...word }) => ({
    ...word,
    box: [left / scaleX, top / scaleY, right / scaleX, bottom / scaleY].map(
      Math.round,
    ) as unknown as Word["box"],
  }));
}
