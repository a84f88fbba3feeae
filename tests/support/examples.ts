import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WAIT_MS = 30_000;

export type Example = Awaited<ReturnType<typeof startExample>>;

/** Starts one of the examples as docs/examples.md says, and reads it as a browser without scripts would. */
export async function startExample(name: string, settings: { readonly url: string; readonly token: string }) {
  const child = spawn(process.execPath, ["--import", "tsx", `examples/${name}.ts`], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HUB_URL: settings.url, HUB_TOKEN: settings.token, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value = "" } = await lines.next();
  const start = /http:\S+/.exec(String(value))?.[0];
  if (start === undefined) throw new Error(`${name} did not start`);
  const get = async (path: string): Promise<BrowserPage> => pageOf(await fetch(new URL(path, start)));
  return {
    get,
    /** Sends a form of a page with what a person typed into it, and follows where it leads. */
    async submit(page: BrowserPage, action: string, typed: Readonly<Record<string, string>> = {}) {
      const fields = { ...page.fields(action), ...typed };
      return pageOf(
        await fetch(new URL(action, start), { method: "POST", body: new URLSearchParams(fields) }),
      );
    },
    /** Sends fields by hand, from another site if one is named. */
    post: (action: string, fields: Readonly<Record<string, string>>, origin?: string) =>
      fetch(new URL(action, start), {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: origin === undefined ? {} : { origin },
      }),
    /** Looks at a page again and again, as it does by itself, until it says something. */
    async until(path: string, said: RegExp): Promise<BrowserPage> {
      const deadline = Date.now() + WAIT_MS;
      for (;;) {
        const page = await get(path);
        if (said.test(page.text)) return page;
        if (Date.now() > deadline) throw new Error(`${path} never said ${said}: ${page.text}`);
        await sleep(50);
      }
    },
    async close(): Promise<void> {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

export interface BrowserPage {
  readonly status: number;
  /** Where it was found in the end. */
  readonly path: string;
  /** What a person reads. */
  readonly text: string;
  readonly links: readonly string[];
  /** The fields of a form and what stands in them. */
  fields(action: string): Readonly<Record<string, string>>;
}

async function pageOf(response: Response): Promise<BrowserPage> {
  const markup = await response.text();
  const { pathname, search } = new URL(response.url);
  return {
    status: response.status,
    path: `${pathname}${search}`,
    text: plain(markup.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]+>/g, " ")).replace(/\s+/g, " "),
    links: [...markup.matchAll(/<a href="([^"]+)"/g)].map(([, href = ""]) => plain(href)),
    fields(action) {
      const [, form] =
        new RegExp(`<form method="post" action="${action}">(.*?)</form>`, "s").exec(markup) ?? [];
      if (form === undefined) throw new Error(`there is no form ${action} in ${markup}`);
      const inputs = [...form.matchAll(/<input[^>]* name="([^"]+)"[^>]*>/g)];
      return Object.fromEntries(
        inputs.map(([input, name = ""]) => [name, plain(/ value="([^"]*)"/.exec(input)?.[1] ?? "")]),
      );
    },
  };
}

const plain = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
