import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { HubError, messageOf } from "../domain/errors.js";
import type { Material, Taught } from "../identity/teach.js";

const TIMEOUT_MS = 600_000;
const HEAP_MB_MAX = 2_048;

/** Learns in a thread of its own, so that whoever is served meanwhile waits for nobody. */
export function teachApart(material: Material): Promise<Taught> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadUrl(), {
      workerData: material,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    const fail = (reason: string): void =>
      reject(new HubError("LEARNING_FAILED", `learning a model failed: ${reason}`));
    const timer = setTimeout(() => {
      fail(`it took more than ${TIMEOUT_MS / 1000} s`);
      void thread.terminate();
    }, TIMEOUT_MS);
    thread.once("message", (taught: Taught) => resolve(taught));
    thread.once("error", (error) => fail(messageOf(error)));
    thread.once("exit", (code) => {
      clearTimeout(timer);
      fail(`its thread ended with code ${code}`);
    });
  });
}

/** The file beside this one. Run from the sources, it has to be translated as this one was. */
function threadUrl(): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL("./teach-thread.js", import.meta.url);
  const source = new URL("./teach-thread.ts", import.meta.url).href;
  // What a require finds is the twin of what a thread of modules needs.
  const twin = createRequire(import.meta.url).resolve("tsx/esm/api");
  const translator = pathToFileURL(twin.replace(/\.cjs$/, ".mjs")).href;
  const program = `import { register } from ${JSON.stringify(translator)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
