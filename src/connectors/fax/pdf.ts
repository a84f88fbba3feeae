import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { HubError, messageOf } from "../../domain/errors.js";
import { PAGE_PIXELS_MAX, PAGES_MAX, PDF_PAGE_TIMEOUT_MS } from "./limits.js";
import { inkOf, type Raster } from "./raster.js";
import type { Word } from "./words.js";

/** Pages are measured and drawn at this resolution; a page that would grow too large, at less. */
export const PDF_DPI = 200;
const POINTS_PER_INCH = 72;
/** A page with fewer letters than this in its text layer is a scan with a stamp on it. */
const TEXT_LETTERS_MIN = 20;

/** A page of a PDF: with words where it has a text layer, else to be drawn and read as a picture. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
  draw(): Promise<Raster>;
}

export interface OpenPdf {
  readonly pageCount: number;
  readonly broken: string | null;
  /** Page numbers start at 1. Throws a HubError that says what is wrong with that page. */
  page(number: number): Promise<PdfPage>;
  close(): Promise<void>;
}

export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const packageFolder = dirname(
    dirname(dirname(fileURLToPath(import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs")))),
  );
  const task = getDocument({
    // pdfjs takes the buffer for itself: it gets one of its own.
    data: bytes.slice(),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    maxImageSize: PAGE_PIXELS_MAX,
    standardFontDataUrl: `${join(packageFolder, "standard_fonts")}/`,
    cMapUrl: `${join(packageFolder, "cmaps")}/`,
    cMapPacked: true,
    wasmUrl: `${join(packageFolder, "wasm")}/`,
    verbosity: 0,
  });
  try {
    const document = await withinTime(task.promise);
    return {
      pageCount: Math.min(document.numPages, PAGES_MAX),
      broken: document.numPages > PAGES_MAX ? `it has more than ${PAGES_MAX} pages` : null,
      page: (number) => readPage(document, number),
      close: () => task.destroy(),
    };
  } catch (cause) {
    await task.destroy();
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  const locked = cause instanceof Error && cause.name === "PasswordException";
  return new HubError(
    "PDF_UNREADABLE",
    locked ? "The PDF is protected by a password." : `The PDF cannot be opened: ${messageOf(cause)}`,
    {
      mend: locked
        ? "Ask the sender for a copy without a password."
        : "Open it in a viewer and save it anew.",
      cause,
    },
  );
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<PdfPage> {
  try {
    const page = await withinTime(document.getPage(number));
    const [left = 0, top = 0, right = 0, bottom = 0] = page.view;
    const points = Math.abs((right - left) * (bottom - top));
    const scale = Math.min(PDF_DPI / POINTS_PER_INCH, Math.sqrt(PAGE_PIXELS_MAX / Math.max(points, 1)));
    const viewport = page.getViewport({ scale });
    const width = Math.max(1, Math.round(viewport.width));
    const height = Math.max(1, Math.round(viewport.height));
    const words = await textLayer(page, viewport.transform, scale);
    return { width, height, words, draw: () => draw(document, page, scale, width, height) };
  } catch (cause) {
    throw new HubError("PAGE_UNREADABLE", messageOf(cause), { cause });
  }
}

async function draw(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  scale: number,
  width: number,
  height: number,
): Promise<Raster> {
  // The canvas is the one pdfjs brings along, so that both always fit each other.
  const factory = document.canvasFactory as CanvasFactory;
  const canvasAndContext = factory.create(width, height);
  const { canvas, context } = canvasAndContext;
  const task = page.render({
    canvas: canvas as never,
    canvasContext: context as never,
    viewport: page.getViewport({ scale }),
    background: "white",
  });
  try {
    await withinTime(task.promise, () => task.cancel());
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, ink: inkOf(data, width * height) };
  } finally {
    factory.destroy(canvasAndContext);
    page.cleanup();
  }
}

interface CanvasFactory {
  create(
    width: number,
    height: number,
  ): {
    readonly canvas: unknown;
    readonly context: {
      getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
    };
  };
  destroy(canvasAndContext: unknown): void;
}

/** The words of the text layer with their boxes; none if the page has next to no text. */
async function textLayer(page: PDFPageProxy, toPage: readonly number[], scale: number): Promise<Word[]> {
  const { items } = await withinTime(page.getTextContent());
  let runs = 0;
  const words = items.flatMap((item) => {
    if (!("str" in item)) return [];
    const found = wordsOf(item, toPage, scale).map((word) => ({ ...word, run: runs + word.run }));
    runs = (found.at(-1)?.run ?? runs) + 1;
    return found;
  });
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return letters < TEXT_LETTERS_MIN ? [] : words;
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/**
 * Splits a piece of text at its spaces; characters share its width evenly, Han counting double. Several spaces in it
 * part it into runs, numbered from 0: they stand between the cells of a table that was typed.
 */
function wordsOf(
  { str, transform, width, height }: TextItem,
  toPage: readonly number[],
  scale: number,
): (Word & { readonly run: number })[] {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = toPage;
  const [, , , , x = 0, y = 0] = transform;
  const left = a * x + c * y + e;
  const bottom = b * x + d * y + f;
  const wide = [...str].map((character) => (/\p{Script=Han}/u.test(character) ? 2 : 1));
  const unit =
    (width * scale) /
    Math.max(
      1,
      wide.reduce((sum, part) => sum + part, 0),
    );
  const widthOf = (text: string): number => [...text].reduce((sum, _, at) => sum + (wide[at] ?? 1), 0) * unit;
  return [...str.matchAll(/\S+/g)].map(({ 0: text, index }) => {
    const start = left + widthOf(str.slice(0, index));
    const end = left + widthOf(str.slice(0, index + text.length));
    return {
      text,
      box: [start, bottom - height * scale, end, bottom].map(Math.round) as unknown as Word["box"],
      confidence: 1,
      run: str.slice(0, index).match(/\S\s{2,}/g)?.length ?? 0,
    };
  });
}

async function withinTime<T>(work: Promise<T>, cancel: () => void = () => {}): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      cancel();
      reject(new HubError("PDF_TIMEOUT", `it takes longer than ${PDF_PAGE_TIMEOUT_MS / 1000} s to draw`));
    }, PDF_PAGE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
