const HEAD = "UNB+UNOC:3+4012345000009:14+4099999000003:14+261103:1016+881";

/** One interchange with these messages; counts and references are right. */
export function interchangeOf(
  messages: readonly { readonly type: string; readonly segments: readonly string[] }[],
  head = HEAD,
): string {
  const all = [
    head,
    ...messages.flatMap(({ type, segments }, at) => [
      `UNH+${at + 1}+${type}:D:96A:UN`,
      ...segments,
      `UNT+${segments.length + 2}+${at + 1}`,
    ]),
    `UNZ+${messages.length}+881`,
  ];
  return all.map((segment) => `${segment}'`).join("");
}

/** An interchange with one message. */
export const messageOf = (type: string, segments: readonly string[]): string =>
  interchangeOf([{ type, segments }]);
