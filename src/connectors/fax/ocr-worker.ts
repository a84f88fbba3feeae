import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Worker as Thread } from "node:worker_threads";
import Tesseract from "tesseract.js";
import { HubError, messageOf } from "../../domain/errors.js";
import { OCR_START_TIMEOUT_MS } from "./limits.js";
import type { Word } from "./words.js";

/** The two scripts we read. One worker holds one of them: the engine reads mixed pages better in two goes. */
export type OcrLanguage = "eng" | "chi_sim";

/** Resolution the page images come in; the engine sizes its guesses by it. */
export const OCR_DPI = 200;

/** One thread with the engine and one language in it. */
export interface OcrWorker {
  readonly language: OcrLanguage;
  /** Rejects with a HubError when it takes too long or the thread dies; the worker is then of no more use. */
  /** `late` says what to throw when the time is over. */
  recognize(image: Uint8Array, timeoutMs: number, late: () => HubError): Promise<Word[]>;
  /** An idle worker does not keep the process alive, a busy one does. */
  hold(isBusy: boolean): void;
  stop(): Promise<void>;
}

/**
 * Which of the two models in a language package is used. For Latin both read alike and the small one
 * starts faster; for Chinese the small one confuses rare characters that the large one knows.
 */
const MODEL_FOLDERS: Readonly<Record<OcrLanguage, string>> = { eng: "4.0.0_best_int", chi_sim: "4.0.0" };

/** Language data comes with the packages: nothing is ever downloaded. */
function folderOf(language: OcrLanguage): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve(`@tesseract.js-data/${language}/package.json`)), MODEL_FOLDERS[language]);
}

export async function startOcrWorker(language: OcrLanguage): Promise<OcrWorker> {
  const starting = Tesseract.createWorker(language, Tesseract.OEM.LSTM_ONLY, {
    langPath: folderOf(language),
    cacheMethod: "none",
    gzip: true,
    // Without a handler of ours the library throws where nobody can catch it.
    errorHandler: () => {},
  });
  const engine = await within(starting, OCR_START_TIMEOUT_MS, () =>
    failure(`the reader of scans did not start within ${OCR_START_TIMEOUT_MS / 1000} s`),
  );
  await engine.setParameters({
    // One column of text of varying sizes: keeps the cells of a table row together.
    tessedit_pageseg_mode: Tesseract.PSM.SINGLE_COLUMN,
    user_defined_dpi: String(OCR_DPI),
    // The engine talks to itself on stderr.
    debug_file: "/dev/null",
  });
  const thread = Reflect.get(engine, "worker") as Thread;
  let give: (reason: Error) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    give = reject;
  });
  death.catch(() => {});
  thread.on("error", (error) => give(failure(messageOf(error))));
  return {
    language,
    async recognize(image, timeoutMs, late) {
      const work = engine.recognize(image as Tesseract.ImageLike, {}, { blocks: true, text: false });
      const { data } = await within(Promise.race([work, death]), timeoutMs, late);
      return wordsOf(data);
    },
    hold(isBusy) {
      if (isBusy) thread.ref();
      else thread.unref();
    },
    async stop() {
      give(failure("the reader of scans was closed"));
      await engine.terminate();
    },
  };
}

function failure(reason: string): HubError {
  return new HubError("OCR_FAILED", reason, { next: { kind: "retry" } });
}

async function within<T>(work: Promise<T>, timeoutMs: number, late: () => HubError): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  try {
    return await Promise.race([work, end]);
  } catch (error) {
    // The library rejects with plain text.
    throw error instanceof Error ? error : failure(messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}

function wordsOf(data: Tesseract.Page): Word[] {
  return (data.blocks ?? [])
    .flatMap((block) => block.paragraphs)
    .flatMap((paragraph) => paragraph.lines)
    .flatMap((line) => line.words)
    .flatMap((word) => wordOf(word) ?? []);
}

/** Quotation marks that stand for a gap: the Chinese model sees them in the white between two cells. */
const STRAY = /^[\s“”‘’"']$/;

function wordOf({ text, bbox, confidence, symbols }: Tesseract.Word): Word | null {
  const first = symbols.findIndex((symbol) => !STRAY.test(symbol.text));
  const last = symbols.findLastIndex((symbol) => !STRAY.test(symbol.text));
  if (text.trim() === "" || (symbols.length > 0 && first < 0)) return null;
  const left = symbols[first]?.bbox.x0 ?? bbox.x0;
  const right = symbols[last]?.bbox.x1 ?? bbox.x1;
  const kept = symbols.slice(first, last + 1).map((symbol) => symbol.text);
  return {
    text: symbols.length > 0 ? kept.join("") : text.trim(),
    box: [left, bbox.y0, right, bbox.y1],
    confidence: Math.min(1, Math.max(0, confidence / 100)),
  };
}
