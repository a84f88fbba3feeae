import { HubError } from "../../domain/errors.js";
import type { StoredMessage } from "../connector.js";
import { foreignFormat } from "../reading/checks/foreign-format.js";
import { plainLines } from "../reading/edi/plain-lines.js";
import { ediText } from "../reading/edi/text.js";
import { type Interchange, interchangeOf } from "./envelope.js";
import { hasShortIsa } from "./separators.js";
import { startOf, tokenize } from "./tokenize.js";

/** A file of X12 as interchanges, groups, sets and segments. */
export interface X12Document {
  readonly interchanges: readonly Interchange[];
  /** Characters that cannot be read and stand as U+FFFD. */
  readonly unreadable: number;
  /** True if something stands before the first interchange and was passed over. */
  readonly hasPreamble: boolean;
}

const BYTES_MAX = 64 * 1024 * 1024;

/** Opens a file by its first segment, whatever it is called. Throws for what is no X12. */
export function decodeX12({ body }: Pick<StoredMessage, "body">): X12Document {
  if (body.byteLength === 0) throw new HubError("EMPTY_MESSAGE", "The file is empty.");
  if (body.byteLength > BYTES_MAX) {
    throw new HubError("FILE_TOO_LARGE", `The file is over ${BYTES_MAX / 1024 / 1024} MB.`);
  }
  const { text: raw, unreadable } = ediText(body, () => null);
  const text = plainLines(raw);
  const start = startOf(text);
  if (start === null) throw new HubError("NOT_X12", whyNot(text));
  return {
    interchanges: tokenize(text, start).map(interchangeOf),
    unreadable,
    hasPreamble: start > 0,
  };
}

function whyNot(text: string): string {
  if (hasShortIsa(text.trimStart())) {
    return "The ISA segment lacks some of its 16 elements, so nobody can tell who sent the file.";
  }
  const format = foreignFormat(text);
  if (format === "an X12 interchange") {
    return "The file begins with ISA, but it ends or breaks off before its separators can be told.";
  }
  return format === null
    ? "The file is no X12 interchange: it begins with no ISA, GS or ST segment."
    : `The file is no X12 interchange but ${format}.`;
}
