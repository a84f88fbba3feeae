import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { StoredMessage } from "../../src/connectors/connector.js";
import { connectorById } from "../../src/connectors/index.js";
import { HubError } from "../../src/domain/errors.js";

/** Documents of one format and the connector that reads them. */
export interface Format {
  readonly name: string;
  readonly connector: string;
  readonly messages: readonly StoredMessage[];
}

/** Which connector reads the files of a folder, by the beginning of the folder's name; else the connector of that name. */
const BY_FOLDER: readonly (readonly [RegExp, string])[] = [
  [/^x12/, "x12"],
  [/^edifact/, "edifact"],
  [/^tradacoms/, "tradacoms"],
  [/^(?:ubl|peppol|oioubl)/, "ubl"],
  [/^csv-orders/, "order-file"],
  [/^email/, "email"],
  [/^(?:fax|pdf)/, "fax"],
  [/^shopify/, "shopify"],
  [/^woocommerce/, "woocommerce"],
  [/^carrier-tracking/, "carrier-events"],
  [/^epcis/, "epcis"],
  [/^call-records/, "amazon-connect"],
  [/^crm-hubspot/, "hubspot"],
  [/^erp-erpnext/, "erpnext"],
  [/^erp-sap/, "sap-s4"],
];

/** What lies beside the documents and is none. */
const ASIDE = new Set(["SOURCE.txt", "settings.json", "README.md"]);
const RECEIVED_AT = "2026-11-21T12:00:00.000Z";

/** The formats of a folder: one for each folder in it that a connector can read. Throws a HubError if there are none. */
export function formatsIn(folder: string): Format[] {
  if (!existsSync(folder)) {
    throw new HubError("NO_DOCUMENTS", `there is no folder ${folder}`, {
      mend: "Name a folder with one folder for each format: hub bench documents --documents <folder>",
    });
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => formatOf(folder, name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function formatOf(folder: string, name: string): Format[] {
  const id = BY_FOLDER.find(([pattern]) => pattern.test(name))?.[1] ?? name;
  const connector = connectorById(id);
  if (connector === undefined) return [];
  const extensions = connector.files?.extensions ?? [];
  const messages = filesUnder(join(folder, name))
    .filter(([file]) => extensions.length === 0 || extensions.includes(extname(file).toLowerCase()))
    .map(([file, path]) => messageOf(file, path));
  return messages.length === 0 ? [] : [{ name, connector: id, messages }];
}

/** The files of a format and those in its folder `broken`, each by its name. */
function filesUnder(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path).map(([file, at]) => [`${entry.name}/${file}`, at]);
    return entry.isFile() && !ASIDE.has(entry.name) ? [[entry.name, path]] : [];
  });
}

const messageOf = (fileName: string, path: string): StoredMessage => ({
  ...{ id: "0195f000-0000-7000-8000-000000000001", receivedAt: RECEIVED_AT, deliveryId: null, headers: {} },
  ...{ contentType: "application/octet-stream", fileName, body: new Uint8Array(readFileSync(path)) },
});
