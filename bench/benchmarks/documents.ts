import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { X12Parser } from "node-x12";
import type { StoredMessage } from "../../src/connectors/connector.js";
import { connectorById } from "../../src/connectors/index.js";
import { type Comparison, comparison, inTurns, type Slice } from "../comparison.js";
import { type Format, formatsIn } from "../documents/corpus.js";
import { type FormatReport, readFormat } from "../documents/read-format.js";
import type { Benchmark, BenchOptions, Findings } from "../report.js";
import type { Stage } from "../stage.js";

const FIXTURES = fileURLToPath(new URL("../../tests/connectors/fixtures", import.meta.url));
const ROUNDS = 5;

export const documents: Benchmark = {
  title: "Documents: bytes to canonical documents, on one core",
  peerIs: "the parser alone, without any mapping: node-x12 for X12, fast-xml-parser for UBL",
  headline: (comparisons) => comparisons[0],
  run,
};

async function run(_: Stage, options: BenchOptions, onProgress: (what: string) => void): Promise<Findings> {
  const formats = formatsIn(options.documents ?? FIXTURES);
  const comparisons = [
    await against("X12 850, parse and map", "x12", formats, x12Peer, options, onProgress),
    await against("UBL order, parse and map", "ubl", formats, xmlPeer, options, onProgress),
  ].filter((one) => one !== null);
  const reports: FormatReport[] = [];
  for (const format of formats) {
    onProgress(`reading ${format.name}`);
    const report = await readFormat(format);
    if (report !== null) reports.push(report);
  }
  const sum = (name: "files" | "read" | "quarantined" | "crashed"): number =>
    reports.reduce((total, report) => total + report[name], 0);
  const facts = {
    files: sum("files"),
    read: sum("read"),
    quarantined: sum("quarantined"),
    crashed: sum("crashed"),
  };
  return { comparisons, facts, formats: reports };
}

type Parse = (text: string) => unknown;
const x12Peer: Parse = (text) => new X12Parser().parse(text);
const xml = new XMLParser({ ignoreAttributes: false });
const xmlPeer: Parse = (text) => xml.parse(text);

/** The first orders of a format that the peer takes too, read by both in turns. */
async function against(
  name: string,
  id: string,
  formats: readonly Format[],
  peer: Parse,
  { rounds, seconds }: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Comparison | null> {
  const connector = connectorById(id);
  if (connector === undefined) return null;
  const settings = connector.settings.parse({});
  const ours = async (message: StoredMessage): Promise<boolean> => {
    const { body: _body, ...envelope } = message;
    const result = connector.map(await connector.decode(message, settings), envelope, settings);
    return result.ok && result.documents.some(({ kind }) => kind === "ORDER");
  };
  const own = formats.filter((format) => format.connector === id).flatMap(({ messages }) => messages);
  const chosen: { message: StoredMessage; text: string }[] = [];
  for (const message of own) {
    const text = new TextDecoder().decode(message.body);
    if ((await ours(message).catch(() => false)) && takes(peer, text)) chosen.push({ message, text });
  }
  if (chosen.length === 0) return null;
  const slice = async (work: (one: (typeof chosen)[number]) => unknown): Promise<Slice> => {
    const started = performance.now();
    let done = 0;
    while (performance.now() - started < seconds * 1000) {
      for (const one of chosen) await work(one);
      done += chosen.length;
    }
    return { value: (done * 1000) / (performance.now() - started), details: {} };
  };
  const slices = await inTurns(
    rounds ?? ROUNDS,
    () => slice(({ message }) => ours(message)),
    () => slice(({ text }) => peer(text)),
    (round) => onProgress(`${name}: round ${round + 1}`),
  );
  return comparison(`${name} (${chosen.length} documents)`, "documents/s", slices);
}

function takes(peer: Parse, text: string): boolean {
  try {
    peer(text);
    return true;
  } catch {
    return false;
  }
}
