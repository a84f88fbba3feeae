import { writeFileSync } from "node:fs";
import { demoFaxes } from "./demo-faxes.js";

/**
 * Draws the faxes of the demo anew: `npx tsx tests/support/fax/make-demo-faxes.ts`.
 * Needs the fonts DejaVu and Noto Sans CJK; the files are committed, so nobody else does.
 */
const folder = new URL("../../../examples/demo/fax/", import.meta.url);
for (const [name, content] of demoFaxes()) {
  writeFileSync(new URL(name, folder), content);
  process.stdout.write(`${name}: ${content.length} bytes\n`);
}
