import { z } from "zod";
import { partyStatement } from "../../domain/party.js";
import { defineConnector } from "../connector.js";
import { fieldIssues } from "../reading/checks/field-issues.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { customerForm, partyOf } from "./form.js";

/** What people key about customers: a move, a new number to call. Kept as it was saved, like any other message. */
export const customerFormConnector = defineConnector<z.ZodObject<Record<never, never>>, JsonDocument>({
  id: "customer-form",
  title: "Customer data keyed by hand",
  side: "SALES_DESK",
  settings: z.object({}),
  secrets: [],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  map: (document) => {
    if (!document.ok) return { ok: false, issues: [document.issue] };
    const form = customerForm.safeParse(document.value);
    if (!form.success) return { ok: false, issues: fieldIssues(form.error, document.value) };
    const party = partyStatement.safeParse(partyOf(form.data));
    if (!party.success) return { ok: false, issues: fieldIssues(party.error, document.value) };
    const { channel, statedAt } = form.data;
    return {
      ok: true,
      documents: [{ kind: "PARTY", party: { channel, statedAt, statement: party.data } }],
      warnings: [],
    };
  },
});
