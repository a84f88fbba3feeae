import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { messageOf, transient } from "../../../domain/errors.js";
import type { OutgoingDocument } from "../../connector.js";

/** Puts a document where a partner's software fetches it; whole or not at all, because it may look at any time. */
export async function putIntoFolder(folder: string, { fileName, body }: OutgoingDocument): Promise<void> {
  const path = join(folder, basename(fileName));
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.part`, body);
    await rename(`${path}.part`, path);
  } catch (error) {
    throw transient("NOT_SENT", `the document cannot be put into ${folder}: ${messageOf(error)}`);
  }
}
