import { packCcitt } from "./ccitt-encoder.js";
import type { FaxPage } from "./tiff-writer.js";

const A4_POINTS = [595, 842] as const;

/** A PDF as a scanner makes it: one black-and-white image per page and no text at all. */
export function writeScanPdf(pages: readonly FaxPage[]): Uint8Array {
  const objects: Uint8Array[] = [];
  const pageIds = pages.map((_, index) => 3 + index * 3);
  objects.push(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
  objects.push(
    ascii(`<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] >>`),
  );
  pages.forEach((page, index) => {
    const id = pageIds[index] ?? 0;
    const [width, height] = A4_POINTS;
    objects.push(
      ascii(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${id + 1} 0 R ` +
          `/Resources << /XObject << /Scan ${id + 2} 0 R >> >> >>`,
      ),
    );
    objects.push(stream("", ascii(`q ${width} 0 0 ${height} 0 0 cm /Scan Do Q`)));
    objects.push(
      stream(
        `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceGray ` +
          "/BitsPerComponent 1 /Filter /CCITTFaxDecode " +
          `/DecodeParms << /K -1 /Columns ${page.width} /Rows ${page.height} >>`,
        packCcitt(page.pixels, page.width, "G4"),
      ),
    );
  });
  return assembled(objects);
}

/** A piece of text and where it begins, in points from the lower left corner. */
export interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A PDF as an office program makes it: pieces of text on each page, no image. */
export function writeTextPdf(...pages: readonly (readonly PlacedText[])[]): Uint8Array {
  const escaped = (text: string): string => text.replace(/[\\()]/g, "\\$&");
  const pageIds = pages.map((_, index) => 3 + index * 2);
  return assembled([
    ascii("<< /Type /Catalog /Pages 2 0 R >>"),
    ascii(`<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(" ")}] >>`),
    ...pages.flatMap((pieces, index) => [
      ascii(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${A4_POINTS[0]} ${A4_POINTS[1]}] /Contents ${(pageIds[index] ?? 0) + 1} 0 R ` +
          "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
      ),
      stream(
        "",
        ascii(pieces.map(({ x, y, text }) => `BT /F 10 Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join("\n")),
      ),
    ]),
  ]);
}

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

function stream(entries: string, data: Uint8Array): Uint8Array {
  return joined([ascii(`<< ${entries} /Length ${data.length} >>\nstream\n`), data, ascii("\nendstream")]);
}

function assembled(objects: readonly Uint8Array[]): Uint8Array {
  const parts = [ascii("%PDF-1.4\n")];
  const offsets: number[] = [];
  const size = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, index) => {
    offsets.push(size());
    parts.push(ascii(`${index + 1} 0 obj\n`), object, ascii("\nendobj\n"));
  });
  const start = size();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    ascii(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts as Uint8Array[]));
}
