// Adds to package-lock.json the optional platform packages that npm left out of it.
//
// npm writes only those platform packages into the lock that the registry in use could describe,
// and `npm ci` then refuses the lock on that very registry. An entry with version, os and cpu is
// all npm needs to skip a foreign platform, or to fetch the package on its own platform.
// Run it after every change of dependencies: `npm run lock`.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const OS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const CPU = ["arm64", "arm", "x64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32"];

const lock = JSON.parse(readFileSync(FILE, "utf8"));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ""),
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to ${FILE}`);

/** Node's own look-up: a dependency may be nested under any ancestor of the package that wants it. */
function isLocked(path, name) {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${at}/node_modules/${name}`]) return true;
  }
  return lock.packages[`node_modules/${name}`] !== undefined;
}

/** Platform packages are named after their platform: `@scope/tool-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = OS.filter((word) => words.includes(word) || (word === "win32" && words.includes("windows")));
  const cpu = CPU.filter(
    (word) => words.includes(word) || (word === "arm" && words.some((w) => /^arm/.test(w) && w !== "arm64")),
  );
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(words.includes("musl") ? { libc: ["musl"] } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}
