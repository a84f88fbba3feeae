/** How the word lists are written down: words by spaces, rows by lines, columns by `|`, signs without anything between. */
export const list = (text: string): string[] => text.trim().split(/\s+/);

export const signs = (text: string): string[] => [...new Set([...text.replace(/\s/g, "")])];

export const lines = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()));
