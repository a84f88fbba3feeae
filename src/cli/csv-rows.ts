import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { HubError, messageOf } from "../domain/errors.js";

const RECORD_BYTES_MAX = 16 * 1024 * 1024;
const MESSAGE_LENGTH_MAX = 200;
const CONTROL = /\p{Cc}/u;
/** Bytes of no text, as the parser quotes them. */
const BINARY = /\ufffd|\\u00[01]/u;

/** The rows one by one, by column name. The first thing it does is to have the header checked. */
export async function* rowsOf(
  file: string,
  checkHeader: (columns: readonly string[]) => void,
): AsyncGenerator<Record<string, string>> {
  const options = { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true };
  const parser = parse({
    ...options,
    delimiter: file.endsWith(".tsv") ? "\t" : ",",
    max_record_size: RECORD_BYTES_MAX,
    columns: (header: string[]) => {
      if (header.some((name) => CONTROL.test(name) || name.includes("\ufffd")))
        throw new HubError("NO_TABLE", `${file} is no CSV: its first line holds bytes that are no text`, {
          mend: "Export the table as UTF-8 CSV.",
        });
      checkHeader(header);
      return header;
    },
  });
  const source = createReadStream(file);
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) yield row as Record<string, string>;
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw tableFault(file, cause);
  } finally {
    source.destroy();
  }
}

function tableFault(file: string, cause: unknown): HubError {
  const { code } = cause as { code?: unknown };
  const message = messageOf(cause);
  if (code === "ENOENT")
    return new HubError("NO_SUCH_FILE", `there is no ${file}`, { mend: "Name a CSV file that is there." });
  if (code === "EISDIR")
    return new HubError("NO_TABLE", `${file} is a folder`, { mend: "Name a CSV file in it.", cause });
  if (BINARY.test(message))
    return new HubError("NO_TABLE", `${file} is no CSV: it holds bytes that are no text`, {
      mend: "Unpack it if it is an archive, and export the table as UTF-8 CSV.",
      cause,
    });
  return new HubError("NO_TABLE", `${file} cannot be read as CSV: ${printable(message)}`, {
    mend: "It must be CSV with a header, commas, and double quotes around values that hold them.",
    cause,
  });
}

/** The parser quotes what it stumbles over, which may be anything. */
const printable = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").slice(0, MESSAGE_LENGTH_MAX);
