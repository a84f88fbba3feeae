/** What one fax may cost. Real faxes stay far below; files made to hurt stop here. */
export const PAGES_MAX = 50;
export const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** An A3 page at 400 dpi has 31 million. */
export const PAGE_PIXELS_MAX = 40_000_000;
export const PAGE_EDGE_PIXELS_MAX = 20_000;
export const WORDS_PER_PAGE_MAX = 5_000;
export const PDF_PAGE_TIMEOUT_MS = 30_000;
/** A busy fax page is read in 2 to 4 s, on a machine with more to do in some more; what takes longer than this is given up. */
export const OCR_PAGE_SECONDS_DEFAULT = 30;
/** Orders have a few pages. A fax made to hurt holds its reader no longer than this, whatever it has. */
export const OCR_FAX_SECONDS_DEFAULT = 120;
export const OCR_START_TIMEOUT_MS = 60_000;
/** Each worker holds some 100 MB. */
export const OCR_WORKERS_MAX = 4;
export const OCR_IDLE_MS = 120_000;
