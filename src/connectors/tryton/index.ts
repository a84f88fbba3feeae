import { z } from "zod";
import { executionEvent } from "../../domain/execution.js";
import { defineConnector, type MapResult } from "../connector.js";
import { fieldIssues } from "../reading/checks/field-issues.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText } from "../reading/json/tree-path.js";
import { eventsOf, returnEventsOf } from "./events.js";
import { execution } from "./execution.js";
import { trytonDocument } from "./payload.js";
import { trytonSettings } from "./settings.js";
import { trytonSource } from "./source.js";

/** Tryton 6.0 carries orders out: sales, amendments, shipments and complaints, over its JSON-RPC. */
export const tryton = defineConnector<typeof trytonSettings, JsonDocument>({
  id: "tryton",
  title: "Tryton",
  side: "EXECUTION",
  settings: trytonSettings,
  secrets: ["password"],
  mappingVersion: 1,
  decode: async ({ body }) => readJson(body),
  map,
  orderKey: (document) =>
    document.ok ? firstText(document.value, ["sale.reference", "return.reference"]) : null,
  source: trytonSource,
  execution,
});

function map(document: JsonDocument): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const read = trytonDocument.safeParse(document.value);
  if (!read.success) return { ok: false, issues: fieldIssues(read.error, document.value) };
  const drafts = read.data.kind === "sale" ? eventsOf(read.data.sale) : returnEventsOf(read.data.return);
  const events = z.array(executionEvent).safeParse(drafts);
  if (!events.success) return { ok: false, issues: fieldIssues(events.error, drafts) };
  return { ok: true, documents: events.data.map((event) => ({ kind: "EXECUTION", event })), warnings: [] };
}
