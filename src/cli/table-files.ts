import { constants } from "node:fs";
import { access, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { HubError, messageOf } from "../domain/errors.js";
import { mappingFrom } from "../flows/identity/resolve-records.js";

/** The mapping in a file. */
export async function mappingIn(file: string): Promise<ReturnType<typeof mappingFrom>> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new HubError("NO_SUCH_FILE", `${file} cannot be read: ${messageOf(cause)}`, {
      mend: "Name a JSON file that says what the columns mean.",
      cause,
    });
  });
  return naming(file, async () => mappingFrom(jsonOf(text)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const at = /at position \d+.*/.exec(messageOf(cause))?.[0];
    throw new HubError("BAD_MAPPING", `it is no JSON${at === undefined ? "" : `, ${at}`}`, {
      mend: 'It looks like { "id": "<column>", "source": "<column>", "fields": { "<column>": "<kind>" } }.',
      cause,
    });
  }
}

/** Has what goes wrong with a file say which file that is. */
export async function naming<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof HubError) || cause.message.includes(file)) throw cause;
    const { code, message, mend } = cause;
    throw new HubError(code, `${file}: ${message}`, { ...(mend === null ? {} : { mend }), cause });
  }
}

/** Refuses a place where nothing can be written before hours of work are lost to it; and to write over what is read. */
export async function checkPlaceFor(out: string, inputs: readonly string[]): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there?.isDirectory())
    throw new HubError("CANNOT_WRITE", `${out} is a folder`, { mend: "Name a file in it." });
  for (const input of there === null ? [] : inputs) {
    if ((await pathOf(input)) === (await pathOf(out)))
      throw new HubError("CANNOT_WRITE", `${out} is what is read, and would be written over`, {
        mend: "Name another file with --out.",
      });
  }
  await access(there === null ? dirname(out) : out, constants.W_OK).catch((cause) => {
    throw cannotWrite(out, cause);
  });
}

const pathOf = (file: string): Promise<string> => realpath(file).catch(() => file);

export async function written(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause) => {
    throw cannotWrite(file, cause);
  });
}

const cannotWrite = (file: string, cause: unknown): HubError =>
  new HubError("CANNOT_WRITE", `${file} cannot be written: ${messageOf(cause)}`, {
    mend: "Name a file in a folder that is there and that you may write to.",
    cause,
  });
