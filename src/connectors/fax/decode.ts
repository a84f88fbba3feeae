import { createHash } from "node:crypto";
import { setImmediate as breath } from "node:timers/promises";
import { HubError, messageOf } from "../../domain/errors.js";
import type { Issue, StoredMessage } from "../connector.js";
import { type Clock, faxClock, pageClock, timed } from "./budget.js";
import type { FaxDocument, FaxPage } from "./document.js";
import { stripHeader } from "./header-strip.js";
import { FILE_BYTES_MAX, WORDS_PER_PAGE_MAX } from "./limits.js";
import { readPage } from "./ocr.js";
import { OCR_WORKERS } from "./ocr-pool.js";
import { asReceived, readyForOcr } from "./page-image.js";
import { openPdf, PDF_DPI } from "./pdf.js";
import type { Raster } from "./raster.js";
import type { FaxSettings } from "./settings.js";
import { openTiff } from "./tiff.js";
import type { Word } from "./words.js";

/** A page as its file gives it: a picture to be read, or words already. */
interface SourcePage {
  readonly width: number;
  readonly height: number;
  readonly dpi: readonly [x: number, y: number];
  readonly content: { readonly raster: Raster } | { readonly words: readonly Word[] };
  readonly damage: string | null;
}

interface SourceFile {
  readonly format: FaxDocument["format"];
  readonly pageCount: number;
  /** Why there are fewer pages than the file should have; null if it is whole. */
  readonly broken: string | null;
  readonly sender: string | null;
  page(number: number): Promise<SourcePage>;
  close(): Promise<void>;
}

/**
 * A fax file as words with places. A page that cannot be read becomes an issue and the others are
 * still read; only a file without a single readable page is refused. Pages that the time of the whole fax
 * does not suffice for are such pages.
 */
export async function decodeFax(
  message: Pick<StoredMessage, "body" | "headers">,
  settings: Pick<FaxSettings, "pageSeconds" | "faxSeconds">,
): Promise<FaxDocument> {
  const { body, headers } = message;
  if (body.length > FILE_BYTES_MAX) {
    throw refused(`it has ${body.length} bytes, more than the ${FILE_BYTES_MAX} allowed`);
  }
  const file = await openFile(body);
  try {
    const readings = await readAll(file, settings.pageSeconds, faxClock(settings.faxSeconds));
    const pages = readings.flatMap(({ page }) => page ?? []);
    const issues = readings.flatMap(({ issue }) => issue ?? []);
    if (file.broken !== null) issues.push(brokenOff(file.broken, file.pageCount));
    const fault = headers["fax-fault"];
    if (fault !== undefined) issues.push(badlyReceived(fault));
    if (pages.length === 0)
      throw nothingReadable(
        readings.map(({ error }) => error),
        issues,
      );
    return {
      format: file.format,
      sha256: createHash("sha256").update(body).digest("hex"),
      pageCount: file.pageCount,
      pages,
      // A gateway knows who has called; what stands in the file the sender has typed in.
      sender: headers["fax-sender"] ?? file.sender ?? headers["fax-station"] ?? null,
      issues,
    };
  } finally {
    await file.close();
  }
}

function refused(reason: string): HubError {
  return new HubError("FAX_UNREADABLE", `The fax cannot be read: ${reason}.`, {
    mend: "Ask the sender to fax it again, or hand in a copy that opens in an image viewer.",
  });
}

function brokenOff(reason: string, pageCount: number): Issue {
  return {
    code: "FAX_INCOMPLETE",
    message: `The fax breaks off after page ${pageCount}: ${reason}.`,
    at: null,
  };
}

const badlyReceived = (fault: string): Issue => ({
  code: "FAX_RECEIVED_BADLY",
  message: `The fax server says that something went wrong while it was received: ${fault.replace(/\.$/, "")}.`,
  at: null,
});

/** If every page only ran out of time or luck, another try may do; anything else needs a person. */
function nothingReadable(errors: readonly unknown[], issues: readonly Issue[]): HubError {
  const last = errors.findLast((error) => error instanceof HubError && error.next.kind === "retry");
  if (last instanceof HubError) return last;
  return refused(issues.map((issue) => issue.message.replace(/\.$/, "")).join("; ") || "it has no pages");
}

/** The first bytes tell what a file is; its name may lie. */
async function openFile(body: Uint8Array): Promise<SourceFile> {
  const head = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  if (head.includes("%PDF-")) return openPdfFile(body);
  if (/^(II|MM)/.test(head)) return openTiffFile(body);
  throw refused("it is neither a TIFF nor a PDF");
}

function openTiffFile(body: Uint8Array): SourceFile {
  const tiff = openTiff(body);
  return {
    format: "tiff",
    pageCount: tiff.pages.length,
    broken: tiff.broken,
    sender: tiff.sender,
    async page(number) {
      const read = tiff.pages[number - 1];
      if (read === undefined) throw new RangeError(`there is no page ${number}`);
      const { raster, dpiX, dpiY, damage } = await read();
      return { width: raster.width, height: raster.height, dpi: [dpiX, dpiY], content: { raster }, damage };
    },
    async close() {},
  };
}

async function openPdfFile(body: Uint8Array): Promise<SourceFile> {
  const pdf = await openPdf(body);
  return {
    format: "pdf",
    pageCount: pdf.pageCount,
    broken: pdf.broken,
    sender: null,
    async page(number) {
      const page = await pdf.page(number);
      const { width, height, words } = page;
      const content = words.length > 0 ? { words } : { raster: await page.draw() };
      return { width, height, dpi: [PDF_DPI, PDF_DPI], content, damage: null };
    },
    close: () => pdf.close(),
  };
}

interface Reading {
  readonly page?: FaxPage;
  readonly issue?: Issue;
  readonly error?: unknown;
}

/** As many pages at a time as there are readers: more would only wait, each with its pixels in memory. */
async function readAll(file: SourceFile, pageSeconds: number, fax: Clock): Promise<Reading[]> {
  const readings: Reading[] = [];
  let next = 1;
  const reader = async (): Promise<void> => {
    while (next <= file.pageCount) {
      const number = next;
      next += 1;
      readings[number - 1] = await readOne(file, number, pageSeconds, fax);
    }
  };
  await Promise.all(Array.from({ length: Math.min(OCR_WORKERS, file.pageCount) }, reader));
  return readings;
}

async function readOne(file: SourceFile, number: number, pageSeconds: number, fax: Clock): Promise<Reading> {
  const at = `page ${number}`;
  try {
    if (fax.leftMs() <= 0) throw fax.late();
    const clock = pageClock(pageSeconds, fax);
    const source = await timed(clock, () => file.page(number));
    const words = await wordsOn(source, clock);
    const { width, height, dpi, damage } = source;
    const isText = "words" in source.content;
    const stripped = isText ? { words, headerStrip: null } : stripHeader({ words, dpi });
    const page: FaxPage = { number, width, height, dpi, source: isText ? "text-layer" : "ocr", ...stripped };
    if (damage === null) return { page };
    const message = `Page ${number} of ${file.pageCount} is damaged: ${damage}.`;
    return { page, issue: { code: "PAGE_DAMAGED", message, at } };
  } catch (error) {
    const reason = messageOf(error).replace(/\.$/, "");
    const message = `Page ${number} of ${file.pageCount} cannot be read: ${reason}.`;
    const code = error instanceof HubError ? error.code : "PAGE_UNREADABLE";
    return { error, issue: { code, message, at } };
  }
}

async function wordsOn({ content, dpi }: SourcePage, clock: Clock): Promise<readonly Word[]> {
  if ("words" in content) return content.words.slice(0, WORDS_PER_PAGE_MAX);
  // Turning pixels over keeps the thread busy: others get a turn before and after.
  await breath();
  const image = readyForOcr(content.raster, ...dpi);
  await breath();
  const words = await readPage(image.raster, clock);
  return asReceived(words.slice(0, WORDS_PER_PAGE_MAX), image);
}
