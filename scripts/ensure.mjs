// Makes a fresh clone ready to run: the right Node, the locked dependencies, an up-to-date build.
//
// Runs before `npm start`, `npm test` and `npm run demo`; with the word `tools`, which tests give, it also
// installs what only tests need. Uses nothing but Node itself, asks no
// questions, and says nothing when there is nothing to do. Each step leaves a mark of what it was
// made from, and leaves it last: a step that was interrupted is done again.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const NODE_MIN = [20, 19];
/** What the build is made from; folders count with all they hold. */
const SOURCES = ["src", "migrations", "bench", "tsconfig.json", "tsconfig.build.json", "package-lock.json"];
/** Files the build needs beside the compiled ones, copied to the same path under `dist`. */
const ASSETS = [];
const LOCK_WAIT_MS = 15 * 60_000;
const LOCK_POLL_MS = 200;
const HEARTBEAT_MS = 2_000;
const HEARTBEAT_LOST_MS = 60_000;
const OUTPUT_CHARS_MAX = 20_000;
/** npm failed because it cannot reach the registry: another way of asking would fail the same way. */
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/;

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(ROOT, ...parts);

const INSTALL_MARK = at("node_modules", ".throughline-lock");
const BUILD_MARK = at("dist", ".throughline-build");
const TOOLS_MARK = at("tools", "node_modules", ".throughline-lock");
const LOCK = at(".hub", "ensure.lock");

/** One step: what its result must be made from, where that is written down, and how it is done. */
const STEPS = [
  { wanted: () => hashOfLockfile("package-lock.json"), mark: INSTALL_MARK, run: install },
  { wanted: hashOfSources, mark: BUILD_MARK, run: build },
];
if (process.argv.includes("tools"))
  STEPS.push({
    wanted: () => hashOfLockfile("tools/package-lock.json"),
    mark: TOOLS_MARK,
    run: installTools,
  });

try {
  checkNode();
  if (STEPS.some(isDue)) await withLock(runDueSteps);
} catch (error) {
  console.error(`throughline: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = NODE_MIN;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Error(
    `this is Node ${process.versions.node}, and the hub needs ${NODE_MIN.join(".")} or newer: install it from https://nodejs.org and run the same command again`,
  );
}

function isDue({ wanted, mark }) {
  return !existsSync(mark) || readFileSync(mark, "utf8").trim() !== wanted();
}

async function runDueSteps() {
  for (const step of STEPS) {
    if (!isDue(step)) continue;
    const madeFrom = step.wanted();
    rmSync(step.mark, { force: true });
    if ((await step.run()) === false) continue;
    writeFileSync(step.mark, `${madeFrom}\n`);
  }
}

/** Dependencies hold programs for one platform, so a folder carried to another machine is not the same. */
function hashOfLockfile(file) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(at(file))).digest("hex");
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const path of [...SOURCES, ...ASSETS].flatMap(filesUnder).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** A source that is not there counts as empty: what it lacks, the compiler will say. */
function filesUnder(path) {
  const found = statSync(at(path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(at(path)).flatMap((name) => filesUnder(join(path, name)));
}

/** `npm ci` refuses a lock that the registry in use can only describe in part; `npm install` does not. */
async function install() {
  say("installing the locked dependencies (about a minute, once)");
  // The compiler is a development dependency and is needed whatever NODE_ENV says.
  const quiet = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const ci = await npm(["ci", ...quiet]);
  if (ci.ok) return;
  if (NO_NETWORK.test(ci.output)) {
    throw new Error(`npm cannot reach its registry; check the network or the proxy\n${ci.output}`);
  }
  say("npm ci refused; trying npm install, which leaves package-lock.json alone");
  const again = await npm(["install", "--no-save", ...quiet]);
  if (!again.ok) throw new Error(`npm could not install the dependencies\n${ci.output}\n${again.output}`);
}

/** Without them their tests are skipped, and in CI they fail: nothing else is kept from running. */
async function installTools() {
  say("installing what only tests need: a gateway, linters (half a minute, once)");
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { ok, output } = await npm(["ci", "--prefix", "tools", ...quiet]);
  if (!ok) say(`their tests will be skipped: npm could not install them\n${output}`);
  return ok;
}

/** Compiles beside the old build and swaps when all is well: a failed build takes nothing away. */
async function build() {
  say("building");
  const next = at("dist.next");
  rmSync(next, { recursive: true, force: true });
  const tsc = at("node_modules", "typescript", "bin", "tsc");
  const { ok, output } = await run(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", next]);
  if (!ok) {
    rmSync(next, { recursive: true, force: true });
    throw new Error(`the build failed\n${output}`);
  }
  for (const asset of ASSETS) cpSync(at(asset), join(next, asset), { recursive: true });
  rmSync(at("dist"), { recursive: true, force: true });
  renameSync(next, at("dist"));
}

/** The npm that is running us, else the one on PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  if (own?.endsWith(".js")) return run(process.execPath, [own, ...args]);
  return run("npm", args, { shell: process.platform === "win32" });
}

/** Runs a program and keeps what it says: a step that works is one line, and one that fails shows all of it. */
function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ ok: false, output: `${program}: ${error.message}` }));
    child.on("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

/** Two commands at once: the second waits, then finds everything done. A lock of the dead is removed. */
async function withLock(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  const deadline = Date.now() + LOCK_WAIT_MS;
  let told = false;
  while (!takeLock()) {
    const holder = lockHolder();
    if (isDead(holder)) removeLockOf(holder);
    else if (Date.now() > deadline)
      throw new Error(`process ${holder} holds ${LOCK} for too long; end it or remove the file`);
    else {
      if (!told) say(`waiting for process ${holder ?? "?"}, which is setting up this clone`);
      told = true;
      await sleep(LOCK_POLL_MS);
    }
  }
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(LOCK, { force: true });
  }
}

function beat() {
  if (existsSync(LOCK)) utimesSync(LOCK, new Date(), new Date());
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Null while its owner has made the file and not yet written its name. */
function lockHolder() {
  const pid = existsSync(LOCK) ? Number(readFileSync(LOCK, "utf8")) : 0;
  return pid > 0 ? pid : null;
}

/** Gone, or with no heartbeat left: its process id may belong to a stranger by now. */
function isDead(holder) {
  const found = statSync(LOCK, { throwIfNoEntry: false });
  if (found !== undefined && Date.now() - found.mtimeMs > HEARTBEAT_LOST_MS) return true;
  if (holder === null) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code !== "EPERM";
  }
}

/** Moves the lock aside and looks again: another may have removed the dead one and taken it meanwhile. */
function removeLockOf(holder) {
  const aside = `${LOCK}.${process.pid}`;
  try {
    renameSync(LOCK, aside);
  } catch {
    return;
  }
  if (Number(readFileSync(aside, "utf8")) === (holder ?? 0)) rmSync(aside);
  else renameSync(aside, LOCK);
}

function say(line) {
  console.error(`throughline: ${line}`);
}
