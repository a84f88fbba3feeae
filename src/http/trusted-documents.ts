import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HubError, messageOf } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";

/** `off`: any text. `preferred`: any text, or the hash of a listed one. `required`: listed ones only. */
export const TRUST_MODES = ["off", "preferred", "required"] as const;
export type TrustMode = (typeof TRUST_MODES)[number];

export interface TrustedDocuments {
  readonly mode: TrustMode;
  /** Texts by their SHA-256, in hexadecimal. */
  readonly texts: ReadonlyMap<string, string>;
}

export const NO_TRUSTED_DOCUMENTS: TrustedDocuments = { mode: "off", texts: new Map() };

const manifest = z.record(z.string(), z.string());
const HASH = /^(?:sha256:)?([0-9a-f]{64})$/;

/** Reads a folder of .graphql files, or a manifest that maps hashes to texts. Every hash is checked. */
export function loadTrustedDocuments(mode: TrustMode, path: string | null): TrustedDocuments {
  if (mode === "off") return NO_TRUSTED_DOCUMENTS;
  const mend = "Name a folder of .graphql files, or a JSON file of { hash: text }.";
  if (path === null) throw new HubError("CONFIG", "trusted documents have no place", { mend });
  try {
    const texts = new Map(
      statSync(path).isDirectory() ? [...textsIn(path)].map((text) => [hashOf(text), text]) : listedIn(path),
    );
    return { mode, texts };
  } catch (cause) {
    const message = `trusted documents cannot be read from ${path}: ${messageOf(cause)}`;
    throw new HubError("CONFIG", message, { mend, cause });
  }
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const textsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".graphql"))
    .map((name) => readFileSync(join(folder, name), "utf8"));

function listedIn(file: string): [string, string][] {
  return Object.entries(manifest.parse(JSON.parse(readFileSync(file, "utf8")))).map(([key, text]) => {
    const hash = HASH.exec(key)?.[1];
    if (hash !== hashOf(text)) throw new Error(`"${key}" is not the SHA-256 of its text`);
    return [hash, text];
  });
}

/** The text to run: the given one, or the listed one that is named by its hash. */
export function trustedText(
  { mode, texts }: TrustedDocuments,
  given: { readonly query?: unknown; readonly documentId?: unknown; readonly extensions?: unknown },
  viewer: Viewer | null,
): unknown {
  const named = given.documentId ?? persistedHash(given.extensions);
  if (named !== undefined && given.query === undefined && mode !== "off") {
    const hash = typeof named === "string" ? HASH.exec(named)?.[1] : undefined;
    const text = hash === undefined ? undefined : texts.get(hash);
    if (text === undefined) throw new HubError("OPERATION_NOT_ALLOWED", "there is no such operation here");
    return text;
  }
  // Operators look around; whoever else there is runs what was reviewed.
  const isFree = mode !== "required" || viewer?.role === "OPERATOR";
  if (isFree || (typeof given.query === "string" && texts.has(hashOf(given.query)))) return given.query;
  throw new HubError("OPERATION_NOT_ALLOWED", "there is no such operation here");
}

function persistedHash(extensions: unknown): unknown {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } | null };
  return persistedQuery?.sha256Hash;
}
