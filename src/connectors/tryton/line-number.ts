/** Lines of a sale have no number of ours in Tryton, so it stands in the line's note, where no document prints it. */
export const noteOf = (lineNumber: string): string => `Throughline line ${lineNumber}`;

export const lineNumberIn = (note: string | null): string | null =>
  /^Throughline line (.{1,100})$/mu.exec(note ?? "")?.[1] ?? null;
