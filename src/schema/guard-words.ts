import "reflect-metadata";
import { registerEnumType } from "type-graphql";
import { SCOPES } from "../domain/viewer.js";
import { AUDIT_KINDS, type AuditKind as Kind } from "../store/audit-entry.js";

export const AuditKind = Object.fromEntries(AUDIT_KINDS.map((kind) => [kind, kind])) as Readonly<
  Record<Kind, Kind>
>;
registerEnumType(AuditKind, {
  name: "AuditKind",
  description: "What an audit entry tells of.",
  valuesConfig: {
    CHANGE: { description: "Somebody changed something." },
    READ: { description: "Somebody of the house saw somebody's personal data." },
  },
});

/** GraphQL has no colons in words. */
export const Scope = Object.fromEntries(
  SCOPES.map((scope) => [scope.replace(":", "_").toUpperCase(), scope]),
) as Readonly<Record<string, (typeof SCOPES)[number]>>;
registerEnumType(Scope, {
  name: "Scope",
  description: "What a key may do besides what its role may.",
  valuesConfig: {
    PERSONAL_READ: {
      description: "See personal data in plain. Without it a key of the house sees it masked.",
    },
    SCHEMA_READ: { description: "See the schema, with the role CUSTOMER." },
  },
});
