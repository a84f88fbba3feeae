import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { availableOrFail } from "./server-process.js";

const TOOLS = fileURLToPath(new URL("../../tools/", import.meta.url));

/** False where `tools` has not been installed; tests then say `describe.skipIf(!toolsAvailable)`. */
export const toolsAvailable = availableOrFail(
  "tools (node scripts/ensure.mjs tools)",
  existsSync(`${TOOLS}node_modules/.throughline-lock`),
);

/** A tool as a process of its own: it has its own graphql, and two of them do not mix in one. */
export function tool(script: string) {
  const child = spawn(process.execPath, [`${TOOLS}${script}`], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH, NODE_ENV: "production" },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** Hands it one line of JSON and reads the line it answers with. */
    async ask(given: unknown): Promise<unknown> {
      child.stdin.write(`${JSON.stringify(given)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended without an answer`);
      return JSON.parse(value);
    },
    async close(): Promise<void> {
      if (child.exitCode !== null) return;
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    },
  };
}
