import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Interruption = (forward: () => Promise<void>) => Promise<"ANSWER" | "CUT">;

/** Stands between the hub and Tryton, sees which methods are called, and interferes where a test says so. */
export async function startTrytonProxy(target: string) {
  const interruptions = new Map<string, Interruption>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method } = JSON.parse(body.toString("utf8")) as { method: string };
    const answers: { readonly status: number; readonly text: string }[] = [];
    const forward = async (): Promise<void> => {
      const { authorization } = request.headers;
      const got = await fetch(`${target}${request.url}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
        body,
      });
      answers.push({ status: got.status, text: await got.text() });
    };
    const interruption = interruptions.get(method);
    interruptions.delete(method);
    try {
      const end = interruption === undefined ? "ANSWER" : await interruption(forward);
      if (end === "CUT") return void response.destroy();
      if (answers.length === 0) await forward();
    } catch {
      return void response.destroy();
    }
    const [{ status, text } = { status: 502, text: "" }] = answers;
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const once = (method: string, interruption: Interruption): void => {
    interruptions.set(`model.${method}`, interruption);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    /** Does this when a method is called next, and lets the call go on afterwards. */
    before: (method: string, act: () => Promise<unknown>) =>
      once(method, async () => {
        await act();
        return "ANSWER";
      }),
    /** Lets the next call of a method have its effect, and its answer be lost. */
    loseAnswerOf: (method: string) =>
      once(method, async (forward) => {
        await forward();
        return "CUT";
      }),
    /** Cuts the next call of a method before Tryton hears of it, and does this. */
    cutBefore: (method: string, act: () => Promise<unknown> = async () => {}) =>
      once(method, async () => {
        await act();
        return "CUT";
      }),
    /** True while something that was ordered has not happened. */
    isWaiting: (): boolean => interruptions.size > 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
