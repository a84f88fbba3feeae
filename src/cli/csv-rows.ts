import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse";
import { HubError, messageOf } from "../domain/errors.js";

const RECORD_BYTES_MAX = 16 * 1024 * 1024;
const MESSAGE_LENGTH_MAX = 200;
const CONTROL = /\p{Cc}/u;

/** A file of JSON. */
export async function jsonFrom(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new HubError("NO_SUCH_FILE", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError("BAD_MAPPING", `${file} is no JSON: ${messageOf(cause)}`, { cause });
  }
}

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
    if ((cause as { code?: unknown }).code === "ENOENT")
      throw new HubError("NO_SUCH_FILE", `there is no ${file}`);
    throw new HubError("NO_TABLE", `${file} cannot be read as CSV: ${printable(messageOf(cause))}`, {
      mend: "It must be CSV with a header, commas, and double quotes around values that hold them.",
      cause,
    });
  } finally {
    source.destroy();
  }
}

/** The parser quotes what it stumbles over, which may be anything. */
const printable = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").slice(0, MESSAGE_LENGTH_MAX);
