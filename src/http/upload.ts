import busboy from "busboy";
import { HubError, messageOf } from "../domain/errors.js";

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const FILES_MAX = 20;
const FIELDS_MAX = 20;
const NAME_LENGTH_MAX = 200;

/** The files of a multipart form; everything else in it is passed over. */
export function readParts(contentType: string, body: Uint8Array): Promise<UploadedFile[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(
        error instanceof HubError
          ? error
          : new HubError("INVALID", `the form cannot be read: ${messageOf(error)}`),
      );
    try {
      const parser = busboy({
        headers: { "content-type": contentType },
        defParamCharset: "utf8",
        limits: { files: FILES_MAX, fields: FIELDS_MAX, parts: FILES_MAX + FIELDS_MAX },
      });
      const files: UploadedFile[] = [];
      parser.on("file", (_field, stream, { filename, mimeType }) => {
        const chunks: Uint8Array[] = [];
        stream.on("data", (chunk: Uint8Array) => chunks.push(Uint8Array.from(chunk)));
        stream.on("error", fail);
        stream.on("end", () => {
          files.push({
            name: plainName(filename ?? ""),
            contentType: mimeType,
            bytes: Uint8Array.from(Buffer.concat(chunks)),
          });
        });
      });
      parser.on("filesLimit", () => fail(new HubError("TOO_LARGE", `at most ${FILES_MAX} files at once`)));
      parser.on("error", fail);
      parser.on("close", () => {
        if (files.length > 0 && files.every(({ name, bytes }) => name !== "" && bytes.byteLength > 0))
          resolve(files);
        else
          fail(new HubError("INVALID", "the form holds no file, or one without a name or without content"));
      });
      parser.end(body);
    } catch (error) {
      fail(error);
    }
  });
}

/** The name in a Content-Disposition header; null if there is none. */
export function dispositionName(header: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header ?? "")?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      return null;
    }
  }
  return (
    /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i
      .exec(header ?? "")
      ?.slice(1)
      .find((name) => name !== undefined) ?? null
  );
}

/** The last part of a path, without characters that steer terminals or texts. It is a label, never a path to open. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(-NAME_LENGTH_MAX);
}
