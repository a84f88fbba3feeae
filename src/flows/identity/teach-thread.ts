import { parentPort, workerData } from "node:worker_threads";
import { type Material, teach } from "../../identity/learning/teach.js";

/** Runs in a thread of its own (`teach-apart.ts`): learning is seconds of computing. */
parentPort?.postMessage(teach(workerData as Material));
