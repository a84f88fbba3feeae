import { createHash } from "node:crypto";
import type { Answer } from "../answer.js";

export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly body: string;
  readonly script: string;
}

const LOOK = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
label { display: block; font-weight: 600; margin-top: 0.75rem; }
input, textarea, select, button { font: inherit; padding: 0.4rem 0.6rem; max-width: 100%; box-sizing: border-box; }
input, textarea { width: 100%; } button { margin-top: 0.75rem; cursor: pointer; }
pre { overflow: auto; padding: 0.75rem; border: 1px solid; border-radius: 0.3rem; max-height: 30rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid; vertical-align: top; }
.note { opacity: 0.8; } :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/**
 * One self-contained page. Its policy lets in exactly its own style and script, by their hashes, and
 * lets it talk to this server only; nothing a document says can run in it.
 */
export function page({ title, style, body, script }: PageParts): Answer {
  const styles = `${LOOK}${style}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(styles)}'`,
    `script-src '${hashOf(script)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`,
  };
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Shared by the pages' scripts: asks the API and builds rows; text is only ever put in as text. */
export const ASKING = `
const byId = (id) => document.getElementById(id);
const ask = async (query, variables, token) => {
  const headers = { "content-type": "application/json" };
  if (token) headers.authorization = "Bearer " + token;
  const response = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return response.json();
};
const said = (answer) => (answer.errors || []).map((error) => error.message + (error.extensions && error.extensions.mend ? " " + error.extensions.mend : "")).join(" ");
const words = (word) => String(word === null || word === undefined ? "" : word).toLowerCase().replaceAll("_", " ");
const day = (instant) => (instant ? new Date(instant).toLocaleString() : "");
const rows = (head, list) => {
  const table = document.createElement("table");
  const top = table.createTHead().insertRow();
  for (const title of head) { const cell = document.createElement("th"); cell.scope = "col"; cell.textContent = title; top.append(cell); }
  const body = table.createTBody();
  for (const values of list) { const row = body.insertRow(); for (const value of values) row.insertCell().textContent = value === null || value === undefined ? "" : String(value); }
  return table;
};
const show = (place, ...parts) => place.replaceChildren(...parts);
`;
