/** A page as ink: one byte per pixel, 0 is paper and 255 is black. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/**
 * Turns a page the right way up by its TIFF Orientation tag (1 to 8; 1 and unknown values are upright).
 * Values from 5 on swap the sides.
 */
export function upright(page: Raster, orientation: number): Raster {
  if (!(orientation > 1 && orientation <= 8)) return page;
  const swapped = orientation >= 5;
  const width = swapped ? page.height : page.width;
  const height = swapped ? page.width : page.height;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const along = swapped ? y : x;
      const down = swapped ? x : y;
      const column = fromRight ? page.width - 1 - along : along;
      const row = fromBottom ? page.height - 1 - down : down;
      ink[y * width + x] = page.ink[row * page.width + column] ?? 0;
    }
  }
  return { width, height, ink };
}

/** The page in another size. Shrinking averages, growing interpolates: both keep thin strokes readable. */
export function resized(page: Raster, width: number, height: number): Raster {
  if (width === page.width && height === page.height) return page;
  const columns = tapsFor(page.width, width);
  const rows = tapsFor(page.height, height);
  const ink = new Uint8Array(width * height);
  const line = new Float32Array(page.width);
  for (let y = 0; y < height; y += 1) {
    blendRows(page, rows, y, line);
    if (width === page.width) {
      ink.set(line, y * width);
      continue;
    }
    for (let x = 0; x < width; x += 1) {
      const first = columns.first[x] ?? 0;
      let sum = 0;
      for (let tap = 0; tap < columns.taps; tap += 1) {
        sum += (line[first + tap] ?? 0) * (columns.weights[x * columns.taps + tap] ?? 0);
      }
      ink[y * width + x] = Math.round(sum);
    }
  }
  return { width, height, ink };
}

/** For each target position the first source position and the weights of those that follow. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly taps: number;
}

function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const taps = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let target = 0; target < to; target += 1) {
    const center = (target + 0.5) * scale - 0.5;
    const start = Math.min(Math.max(0, Math.ceil(center - reach)), from - 1);
    first[target] = start;
    let sum = 0;
    for (let tap = 0; tap < taps && start + tap < from; tap += 1) {
      const weight = Math.max(0, 1 - Math.abs(start + tap - center) / reach);
      weights[target * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap += 1) {
      const at = target * taps + tap;
      weights[at] = sum === 0 ? Number(tap === 0) : (weights[at] ?? 0) / sum;
    }
  }
  return { first, weights, taps };
}

function blendRows(page: Raster, rows: Taps, y: number, line: Float32Array): void {
  line.fill(0);
  const first = rows.first[y] ?? 0;
  for (let tap = 0; tap < rows.taps; tap += 1) {
    const weight = rows.weights[y * rows.taps + tap] ?? 0;
    if (weight === 0) continue;
    const start = (first + tap) * page.width;
    for (let x = 0; x < page.width; x += 1) {
      line[x] = (line[x] ?? 0) + (page.ink[start + x] ?? 0) * weight;
    }
  }
}

/** The page as a portable graymap, which the OCR engine reads without decompressing anything. */
export function toGraymap({ width, height, ink }: Raster): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + ink.length);
  file.set(header);
  for (let index = 0; index < ink.length; index += 1) {
    file[header.length + index] = 255 - (ink[index] ?? 0);
  }
  return file;
}

/** Luma by the usual weights, upside down: dark is much ink. Transparent is paper. */
export function inkOf(rgba: Uint8Array | Uint8ClampedArray, pixels: number): Uint8Array {
  const ink = new Uint8Array(pixels);
  for (let index = 0; index < pixels; index += 1) {
    const at = index * 4;
    const luma = ((rgba[at] ?? 255) * 77 + (rgba[at + 1] ?? 255) * 150 + (rgba[at + 2] ?? 255) * 29) >> 8;
    ink[index] = ((255 - luma) * (rgba[at + 3] ?? 255)) / 255;
  }
  return ink;
}

/** The page slightly out of focus: readers of print stumble over the hard stairs of black and white scans. */
export function softened({ width, height, ink }: Raster): Raster {
  const across = new Uint8Array(ink.length);
  const soft = new Uint8Array(ink.length);
  for (let at = 0; at < ink.length; at += 1) {
    across[at] = ((ink[at - 1] ?? 0) + 2 * (ink[at] ?? 0) + (ink[at + 1] ?? 0)) >> 2;
  }
  for (let at = 0; at < ink.length; at += 1) {
    soft[at] = ((across[at - width] ?? 0) + 2 * (across[at] ?? 0) + (across[at + width] ?? 0)) >> 2;
  }
  return { width, height, ink: soft };
}
