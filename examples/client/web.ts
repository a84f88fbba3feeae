import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { HubRefusal } from "./hub.js";

/** Text that is HTML already. Everything else is escaped where it is put in. */
export class Html {
  constructor(readonly text: string) {}
}
type Part = Html | string | number | null | undefined | false | readonly Part[];

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, at) => `${text}${at < parts.length ? written(parts[at]) : ""}`).join(""));
}

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(written).join("");
  if (part === null || part === undefined || part === false) return "";
  return String(part).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A page, or where to go instead. */
export type Reply =
  | { readonly title: string; readonly body: Html; readonly refreshSeconds?: number }
  | { readonly goTo: string };
/** One page by what was asked: the address's query, or the fields of the form. */
export type Page = (asked: URLSearchParams) => Promise<Reply>;

const BODY_BYTES_MAX = 64 * 1024;
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 64rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 1.75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid; }
label { display: block; margin-top: 0.6rem; font-weight: 600; }
input, select, button { font: inherit; padding: 0.35rem 0.6rem; max-width: 100%; box-sizing: border-box; }
button { margin-top: 0.75rem; cursor: pointer; }
.bad { font-weight: 700; color: light-dark(#a40000, #ff8a80); } .good { color: light-dark(#0a6b2d, #7bd88f); }
.note { opacity: 0.8; } :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Serves pages by "METHOD /path" on this machine only, and prints where. */
export async function serve(
  name: string,
  port: number,
  pages: Readonly<Record<string, Page>>,
): Promise<void> {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request, pages);
    response.writeHead(status, {
      "content-security-policy": POLICY,
      "referrer-policy": "same-origin",
      ...headers,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  console.log(`${name} http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function answer(request: IncomingMessage, pages: Readonly<Record<string, Page>>): Promise<Sent> {
  const url = new URL(request.url ?? "/", "http://here");
  const page = pages[`${request.method} ${url.pathname}`];
  if (page === undefined)
    return shown(404, { title: "Not here", body: html`<p><a href="/">To the start</a></p>` });
  try {
    if (request.method === "POST" && isFromElsewhere(request)) throw new HubRefusal("This form is not ours.");
    const reply = await page(request.method === "POST" ? await formOf(request) : url.searchParams);
    if ("goTo" in reply) return { status: 303, headers: { location: reply.goTo }, body: "" };
    return shown(200, reply);
  } catch (error) {
    if (!(error instanceof HubRefusal)) console.error(error);
    const words = error instanceof HubRefusal ? error.message : "Something went wrong here.";
    return shown(500, { title: "That did not work", body: html`<p role="alert" class="bad">${words}</p>` });
  }
}

/** A form of another site could be sent with one click; the browser says where it stands. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > BODY_BYTES_MAX) throw new HubRefusal("This form is too long.");
  }
  return new URLSearchParams(text);
}

function shown(status: number, reply: Exclude<Reply, { goTo: string }>): Sent {
  const { title, body, refreshSeconds } = reply;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body: page.text };
}

/** `OUT_FOR_DELIVERY` as people say it. */
export const words = (code: string): string => code.toLowerCase().replaceAll("_", " ");

/** An instant to the minute, in UTC; nothing for null. */
export const minute = (instant: string | null): string => instant?.slice(0, 16).replace("T", " ") ?? "";

/** Fields that a form sends along without showing them. */
export const hidden = (values: Readonly<Record<string, string>>): Html[] =>
  Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
