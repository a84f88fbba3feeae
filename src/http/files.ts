import { HubError } from "../domain/errors.js";
import type { Role } from "../domain/vocabulary.js";
import { receive } from "../flows/receiving/receive.js";
import type { ConfiguredConnection, Hub } from "../flows/work/hub.js";
import { type Answer, unlessAway } from "./answer.js";
import type { Authenticate } from "./authenticate.js";
import { readBody } from "./body.js";
import type { Exchange } from "./exchange.js";
import { dispositionName, plainName, readParts, type UploadedFile } from "./upload.js";
import { receipt } from "./webhooks.js";

const BODY_BYTES_MAX = 10 * 1024 * 1024;
const MAY_UPLOAD: readonly Role[] = ["OPERATOR", "FRONT_OFFICE", "SUPPLY_CHAIN"];

/** Files that people hand in. They are kept like any other arrival and read afterwards. */
export async function takeFiles(hub: Hub, authenticate: Authenticate, exchange: Exchange): Promise<Answer> {
  const viewer = await authenticate(exchange.request, exchange.url);
  if (viewer === null) throw new HubError("UNAUTHENTICATED", "handing in files needs a token");
  if (!MAY_UPLOAD.includes(viewer.role)) {
    throw new HubError("FORBIDDEN", `handing in files is not for the role ${viewer.role}`);
  }
  const connection = hub.connection(exchange.name);
  if (connection === undefined) throw new HubError("NOT_FOUND", "there is no connection of this name");
  const files = await filesOf(exchange);
  for (const { name } of files) assertFits(connection, name);
  const messages = files.map(({ name, contentType, bytes }) => ({
    body: bytes,
    contentType,
    fileName: name,
    headers: { uploader: viewer.subject },
    deliveryId: null,
  }));
  const origin = { address: exchange.remoteAddress, operation: "files" };
  return receipt(await unlessAway(receive(hub, connection.id, messages, { ...viewer, origin })));
}

async function filesOf({ request, url }: Exchange): Promise<UploadedFile[]> {
  const contentType = request.headers["content-type"] ?? "application/octet-stream";
  const bytes = await readBody(request, BODY_BYTES_MAX);
  if (contentType.toLowerCase().startsWith("multipart/form-data")) return readParts(contentType, bytes);
  const given = url.searchParams.get("name") ?? dispositionName(request.headers["content-disposition"]);
  const name = given === null ? "" : plainName(given);
  if (name === "") {
    throw new HubError("INVALID", "the file has no name", { mend: "Add ?name=orders.csv to the address." });
  }
  if (bytes.byteLength === 0) throw new HubError("INVALID", "the file is empty");
  return [{ name, contentType, bytes }];
}

function assertFits({ id, connector }: ConfiguredConnection, name: string): void {
  const extensions = connector.files?.extensions ?? [];
  if (extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()))) return;
  throw new HubError(
    "UNSUPPORTED_MEDIA_TYPE",
    extensions.length === 0 ? `${id} takes no files` : `${id} takes ${extensions.join(", ")}, not "${name}"`,
  );
}
