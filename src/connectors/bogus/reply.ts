/** What the server does with the connection: answer, answer nonsense, fall silent, or cut it. */
export type Reply =
  | {
      readonly kind: "json";
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "raw"; readonly status: number; readonly contentType: string; readonly text: string }
  | { readonly kind: "silence" }
  | { readonly kind: "reset" };

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: "json", status, body, headers };
}

export function failure(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(status, { error: { code, message } }, headers);
}

/** The answer cut in the middle, as a proxy with a full buffer sends it. */
export function truncated(reply: Reply): Reply {
  if (reply.kind !== "json") return reply;
  const text = JSON.stringify(reply.body);
  return {
    kind: "raw",
    status: reply.status,
    contentType: "application/json",
    text: text.slice(0, Math.floor(text.length / 2)),
  };
}

/** The page that a proxy shows for a system behind it, with the wrong status. */
export const HTML_PAGE: Reply = {
  kind: "raw",
  status: 200,
  contentType: "text/html; charset=utf-8",
  text: "<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>",
};
