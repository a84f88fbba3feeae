import type { z } from "zod";
import type { Issue } from "../../connector.js";

const ISSUES_MAX = 20;
const VALUE_CHARS_MAX = 60;

/** What zod found, in words for the person who gets the message on their desk. */
export function fieldIssues(error: z.ZodError, document: unknown): Issue[] {
  return error.issues.slice(0, ISSUES_MAX).map((issue) => {
    const path = issue.path.map(String).join(".");
    const value = valueAt(document, issue.path);
    const field = path === "" ? "The message" : `"${path}"`;
    const at = path === "" ? null : path;
    if (value === undefined) {
      return { code: "FIELD_MISSING", message: `${field} is missing.`, at };
    }
    return { code: "FIELD_INVALID", message: `${field} ${complaint(issue)} It is ${shown(value)}.`, at };
  });
}

function complaint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `should be ${KINDS[issue.expected] ?? issue.expected}.`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters.`
        : `is more than ${issue.maximum}.`;
    case "too_small":
      return issue.origin === "array" ? "has too few entries." : "is too short or too small.";
    case "invalid_value":
      return `should be one of ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? `cannot be right: ${issue.message}.`;
    case "invalid_union":
      return "is of the wrong kind.";
    default:
      return `cannot be right: ${issue.message}.`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a group of fields",
  array: "a list",
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "should be a date and time with its zone, such as 2026-11-05T09:30:00+01:00.",
  date: "should be a date such as 2026-11-05.",
};

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a group of fields";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}
