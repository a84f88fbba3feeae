import type { Issue } from "../connector.js";
import type { Box, Word } from "./words.js";

/** The line that the sending machine prints on top of each page. */
export interface HeaderStrip {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
  /** Number the sender has typed into his machine: a hint, never proof. */
  readonly sender: string | null;
  readonly page: number | null;
  readonly pages: number | null;
}

export interface FaxPage {
  /** From 1, as in the file. */
  readonly number: number;
  /** Pixels of the page as received, turned upright. Boxes of words are in these. */
  readonly width: number;
  readonly height: number;
  /** Dots per inch across and down; in standard fax resolution they differ. */
  readonly dpi: readonly [x: number, y: number];
  readonly source: "ocr" | "text-layer";
  /** Everything but the header strip. */
  readonly words: readonly Word[];
  readonly headerStrip: HeaderStrip | null;
}

/** A fax as it was read: plain data, nothing is understood yet. */
export interface FaxDocument {
  readonly format: "tiff" | "pdf";
  /** Hex, of the whole file: the identity of a fax that prints no order number. */
  readonly sha256: string;
  readonly pageCount: number;
  readonly pages: readonly FaxPage[];
  /** Number of the sender as the fax server has recorded it. */
  readonly sender: string | null;
  /** Pages that could not be read, or not whole. */
  readonly issues: readonly Issue[];
}
