import { parentPort } from "node:worker_threads";
import { connectorById } from "../connectors/index.js";
import { HubError, messageOf } from "../domain/errors.js";
import type { ReadAnswer, ReadRequest } from "./read-apart.js";
import { understand } from "./understand.js";

/** Runs in a thread of its own (`read-apart.ts`): a document made to hurt hurts nobody else. */
parentPort?.on("message", (request: ReadRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage("ready");

async function answerTo({ connectorId, message, settings, withDocument }: ReadRequest): Promise<ReadAnswer> {
  try {
    const connector = connectorById(connectorId);
    if (connector === undefined) throw new Error(`there is no connector "${connectorId}"`);
    const { document, ...understood } = await understand(connector, message, settings);
    return { understood: withDocument ? { ...understood, document } : understood };
  } catch (error) {
    const isKnown = error instanceof HubError;
    return {
      failure: {
        message: messageOf(error),
        code: isKnown ? error.code : null,
        next: isKnown ? error.next : null,
      },
    };
  }
}
