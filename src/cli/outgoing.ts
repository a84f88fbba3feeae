import { writeFileSync } from "node:fs";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import { latestOutgoing, outgoingById } from "../store/writes/outgoing-document.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_MAX = 200;

export async function listOutgoing(json: boolean): Promise<void> {
  const rows = await withHub("look", ({ store }) => latestOutgoing(store.pool, LISTED_MAX));
  if (json) return printJson(rows);
  if (rows.length === 0) return print("Nothing was written for partners yet.");
  print(
    table(
      rows.map(({ id, connectionId, fileName, createdAt, sentAt }) => [
        ...[id, connectionId, fileName, createdAt.toISOString().slice(0, 16)],
        sentAt === null ? "waits to be fetched or sent" : `sent ${sentAt.toISOString().slice(0, 16)}`,
      ]),
    ),
  );
}

export async function saveOutgoing(id: string, file: string): Promise<void> {
  const document = z.uuid().safeParse(id).success
    ? await withHub("look", ({ store }) => outgoingById(store.pool, id))
    : null;
  if (document === null) {
    throw new HubError("NOT_FOUND", `there is no document ${id}`, {
      mend: "See which there are: hub outbox list",
    });
  }
  writeFileSync(file, document.body);
  print(`${file}: ${document.body.length} bytes`);
}
