import { Worker } from "node:worker_threads";
import { HubError, messageOf } from "../../domain/errors.js";
import type { Material, Taught } from "../../identity/learning/teach.js";
import { threadUrl } from "../work/thread-url.js";

const TIMEOUT_MS = 600_000;
const HEAP_MB_MAX = 2_048;

/** Learns in a thread of its own, so that whoever is served meanwhile waits for nobody. */
export function teachApart(material: Material): Promise<Taught> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadUrl("teach-thread"), {
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
