import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HubError } from "../domain/errors.js";
import { camelName, skeletonOf } from "./connector-skeleton.js";
import { print } from "./terminal.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LIST = "src/connectors/index.ts";

/** Writes the files of a new connector and enters it in the list; it reads its own fixture from the start. */
export async function newConnector(name: string, title: string): Promise<void> {
  const folder = join(ROOT, "src/connectors");
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) {
    throw new HubError("NAME", `"${name}" is no name for a connector`, {
      mend: "Use lower-case words with dashes between them, such as acme-shop.",
    });
  }
  if (!existsSync(join(ROOT, LIST))) {
    throw new HubError("NO_SOURCES", "the sources of the hub are not here", {
      mend: "Run this in a clone of the repository.",
    });
  }
  if (existsSync(join(folder, name))) throw new HubError("EXISTS", `src/connectors/${name} is there already`);
  const written: string[] = [];
  for (const [path, text] of skeletonOf(name, title)) {
    mkdirSync(join(ROOT, path, ".."), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    written.push(path);
  }
  enter(name);
  for (const path of [...written, LIST]) print(path);
  print(`\nNow: npx vitest run --project unit tests/connectors/contract.test.ts -t ${name}`);
  print("Then describe your system in these files, as docs/adding-a-connector.md tells.");
}

/** Adds it to the list of connectors, in its place by the alphabet. */
function enter(name: string): void {
  const path = join(ROOT, LIST);
  const text = readFileSync(path, "utf8");
  const added = `import { ${camelName(name)} } from "./${name}/index.js";\n`;
  const imports = [...text.matchAll(/^import \{ \w+ \} from "\.\/([a-z-]+)\/index\.js";\n/gm)];
  const next = imports.find(([, other = ""]) => other > name);
  const at = next?.index ?? (imports.at(-1)?.index ?? 0) + (imports.at(-1)?.[0].length ?? 0);
  const withImport = text.slice(0, at) + added + text.slice(at);
  writeFileSync(path, withImport.replace(/(\n\];)/, `\n  ${camelName(name)},$1`));
}
