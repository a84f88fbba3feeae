#!/usr/bin/env node
import { existsSync } from "node:fs";

const main = new URL("../dist/src/main.js", import.meta.url);
if (existsSync(main)) {
  // Faults then name the line that a person wrote.
  process.setSourceMapsEnabled(true);
  await import(main.href);
} else {
  process.stderr.write("hub: not built yet. Run `node scripts/ensure.mjs` in the clone first.\n");
  process.exitCode = 1;
}
