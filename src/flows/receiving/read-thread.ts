import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { connectorById } from "../../connectors/index.js";
import { HubError, messageOf } from "../../domain/errors.js";
import {
  type Answered,
  type Asked,
  BEAT_MS,
  type ReadAnswer,
  type ReadRequest,
  type ThreadData,
} from "./reading-threads.js";
import { understand } from "./understand.js";

/** On Linux this speaks of the calling thread and of those that it starts; elsewhere it would slow down the whole hub. */
const NICE = 10;
const { yields, beats } = workerData as ThreadData;
if (yields && process.platform === "linux") setPriority(NICE);

setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();

/** Runs in a thread of its own (`reading-threads.ts`): a document made to hurt hurts nobody else. */
parentPort?.on("message", ({ id, request }: Asked) => {
  void answerTo(request).then((answer) => parentPort?.postMessage({ id, answer } satisfies Answered));
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
