import type { Raster } from "./raster.js";

const SPECK_PIXELS_MAX = 3;
/** A decimal point in standard resolution is as small as dust, but never this far from its digits. */
const ALONE_PIXELS = 14;
const INK_MIN = 128;

/** The page without specks of dust that lie by themselves, which a reader takes for commas and hyphens. */
export function withoutSpecks({ width, height, ink }: Raster): Raster {
  const cleaned = ink.slice();
  const seen = new Uint8Array(ink.length);
  for (let at = 0; at < ink.length; at += 1) {
    if ((ink[at] ?? 0) < INK_MIN || seen[at] === 1) continue;
    const speck = smallIsland(ink, seen, width, at);
    if (speck === null || !isAlone(ink, width, at, speck.length)) continue;
    for (const pixel of speck) cleaned[pixel] = 0;
  }
  return { width, height, ink: cleaned };
}

function isAlone(ink: Uint8Array, width: number, at: number, own: number): boolean {
  let dark = 0;
  for (let down = -ALONE_PIXELS; down <= ALONE_PIXELS; down += 1) {
    for (let across = -ALONE_PIXELS; across <= ALONE_PIXELS; across += 1) {
      if ((ink[at + down * width + across] ?? 0) >= INK_MIN) dark += 1;
    }
    if (dark > own) return false;
  }
  return true;
}

/** The connected dark pixels around one; null as soon as they are more than a speck. */
function smallIsland(ink: Uint8Array, seen: Uint8Array, width: number, start: number): number[] | null {
  const island = [start];
  for (let index = 0; index < island.length; index += 1) {
    const center = island[index] ?? start;
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      const neighbor = center + step;
      if ((ink[neighbor] ?? 0) < INK_MIN || island.includes(neighbor)) continue;
      if (island.length >= SPECK_PIXELS_MAX) return null;
      island.push(neighbor);
    }
  }
  for (const pixel of island) seen[pixel] = 1;
  return island;
}
