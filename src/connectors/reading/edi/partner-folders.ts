import { z } from "zod";
import type { Door, DoorContext, OutgoingDocument } from "../../connector.js";
import { watchFolder } from "../sources/watched-folder.js";
import { putIntoFolder } from "./out-folder.js";

const folder = z.string().min(1).nullable().default(null);

/** Where a gateway leaves a partner's documents and fetches ours: settings of every connector that trades by files. */
export const partnerFolders = {
  folder: folder.describe(
    "Folder to watch for documents, where a gateway leaves them. Leave it out if there is none.",
  ),
  outFolder: folder.describe(
    "Folder that our answers are put into, for a gateway to send them. Leave it out if they are fetched from the hub.",
  ),
};

interface Folders {
  readonly folder: string | null;
  readonly outFolder: string | null;
}

/** The two ends of it, for files with these extensions. */
export const byFolders = (extensions: readonly string[]) => ({
  async listen({ settings, receive, log }: DoorContext<Folders>): Promise<Door | null> {
    return settings.folder === null
      ? null
      : watchFolder({ folder: settings.folder, extensions, receive, log });
  },
  async send(document: OutgoingDocument, { outFolder }: Folders): Promise<"SENT" | "KEPT"> {
    if (outFolder === null) return "KEPT";
    await putIntoFolder(outFolder, document);
    return "SENT";
  },
});
