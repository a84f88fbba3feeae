import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import type { FaxPage } from "./tiff-writer.js";

/** A4 as a fax machine scans it in fine mode: 204 x 196 dpi. */
export const PAGE_WIDTH = 1728;
export const PAGE_HEIGHT = 2292;

/** One thing on a page; sizes in pixels of a fine fax page. */
export type Mark =
  | {
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size?: number;
      readonly bold?: boolean;
      readonly alignRight?: boolean;
    }
  | { readonly rule: readonly [x0: number, y0: number, x1: number, y1: number]; readonly weight?: number };

export interface PageLook {
  readonly font: string;
  /** The line that the sending machine prints on top, if it does. */
  readonly strip?: string;
  /** How crooked the sheet went in. */
  readonly tiltDegrees: number;
  readonly specks: number;
  readonly seed: number;
  /** Rows of the page as sent: fine, or half as many in standard resolution. */
  readonly standardResolution?: boolean;
}

/** Draws a page and sends it through a make-believe scanner: a little crooked, a little dirty, black and white. */
export function drawPage(marks: readonly Mark[], look: PageLook): FaxPage {
  const height = look.standardResolution === true ? PAGE_HEIGHT / 2 : PAGE_HEIGHT;
  const canvas = createCanvas(PAGE_WIDTH, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, PAGE_WIDTH, height);
  context.scale(1, height / PAGE_HEIGHT);
  context.fillStyle = "black";
  context.strokeStyle = "black";
  context.save();
  context.rotate((look.tiltDegrees * Math.PI) / 180);
  for (const mark of marks) drawMark(context, mark, look.font);
  context.restore();
  // The strip is made by the machine, not scanned: it is straight.
  if (look.strip !== undefined)
    drawMark(context, { text: look.strip, x: 60, y: 34, size: 26 }, "DejaVu Sans Mono");
  return scanned(context, height, look);
}

function drawMark(context: SKRSContext2D, mark: Mark, font: string): void {
  if ("rule" in mark) {
    const [x0, y0, x1, y1] = mark.rule;
    context.lineWidth = mark.weight ?? 3;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
    return;
  }
  context.font = `${mark.bold === true ? "bold " : ""}${mark.size ?? 34}px "${font}"`;
  context.textAlign = mark.alignRight === true ? "right" : "left";
  context.fillText(mark.text, mark.x, mark.y);
}

const BLACK_BELOW = 140;
/** How far the threshold wanders from pixel to pixel: frays the edges as a scanner does. */
const FRAY = 50;

function scanned(context: SKRSContext2D, height: number, look: PageLook): FaxPage {
  const { data } = context.getImageData(0, 0, PAGE_WIDTH, height);
  const random = randomFrom(look.seed);
  const pixels = Uint8Array.from({ length: PAGE_WIDTH * height }, (_, index) => {
    const gray = data[index * 4] ?? 255;
    return Number(gray < BLACK_BELOW + (random() - 0.5) * FRAY);
  });
  for (let speck = 0; speck < look.specks; speck += 1) {
    const x = Math.floor(random() * (PAGE_WIDTH - 3));
    const y = Math.floor(random() * (height - 3));
    const wide = 1 + Math.floor(random() * 2);
    for (let at = 0; at < wide; at += 1) pixels[y * PAGE_WIDTH + x + at] = 1;
  }
  return { pixels, width: PAGE_WIDTH, height };
}

/** Mulberry32: the same seed draws the same dirt. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
