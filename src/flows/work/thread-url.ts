import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The address of a file of this folder as the program of a thread. Run from the sources, it has to be translated as this one was. */
export function threadUrl(name: string): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL(`./${name}.js`, import.meta.url);
  const source = new URL(`./${name}.ts`, import.meta.url).href;
  // What a require finds is the twin of what a thread of modules needs.
  const twin = createRequire(import.meta.url).resolve("tsx/esm/api");
  const translator = pathToFileURL(twin.replace(/\.cjs$/, ".mjs")).href;
  const program = `import { register } from ${JSON.stringify(translator)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
