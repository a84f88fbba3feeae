import { readConfig } from "../config.js";
import { createLog } from "../log.js";
import { ACTS, comeToRest } from "./demo/script.js";
import { ask, repeatedAsks } from "./demo/senders.js";
import { type Stage, setStage } from "./demo/stage.js";
import { countUp, type DemoNumbers, deviations, summaryText } from "./demo/summary.js";
import { unlessStopped, untilStopped } from "./stopping.js";
import { clearProgress, print, printJson, progress, say } from "./terminal.js";

export interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean;
}

/** Plays the demo, prints what came of it, and stays up for a look around unless it is told not to. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const started = Date.now();
  const stopped = untilStopped();
  const config = readConfig();
  const log = createLog(config.logLevel === "info" ? "silent" : config.logLevel);
  progress("starting");
  const stage = await setStage(config, options.once === true ? 0 : config.port, log);
  try {
    const numbers = await unlessStopped(play(stage, started));
    clearProgress();
    if (options.json === true) printJson(numbers);
    else print(await report(stage, numbers, options.once !== true));
    const wrong = deviations(numbers, repeatedAsks());
    for (const deviation of wrong) say(`hub: the demo went wrong: ${deviation}`);
    if (wrong.length > 0) process.exitCode = 1;
    if (options.once !== true) await stopped;
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, started: number): Promise<DemoNumbers> {
  for (const [at, act] of ACTS.entries()) {
    const title = `${at + 1} of ${ACTS.length}: ${act.title}`;
    progress(title);
    await act.run(stage);
    await comeToRest(stage, (left) => progress(`${title} (${left} to do)`));
  }
  return countUp(stage.service.hub, Math.round((Date.now() - started) / 100) / 10);
}

const SAMPLE_QUERY = `query {
  customers(search: "云帆", first: 1) {
    edges { node {
      name
      crosswalks { system code }
      orders(first: 2) { edges { node { number channel fulfillmentStatus executionSync } } }
    } }
  }
}`;

async function report(stage: Stage, numbers: DemoNumbers, staysUp: boolean): Promise<string> {
  const token = await stage.token("FRONT_OFFICE");
  const answer = await ask(stage, token, SAMPLE_QUERY);
  const { url } = stage.service;
  return [
    await summaryText(stage.service.hub, numbers),
    `A question and its answer\n${SAMPLE_QUERY.replace(/^/gm, "  ")}\n${JSON.stringify(answer, null, 2).replace(/^/gm, "  ")}`,
    [
      `GraphQL    ${url}/graphql`,
      `Sign in    ${url}/sign-in#token=${await stage.token("OPERATOR")}`,
      `Tracking   ${url}/track`,
      `Done in ${numbers.seconds} s.${staysUp ? " Ctrl-C stops it and drops the scratch database." : ""}`,
    ].join("\n"),
  ].join("\n\n");
}
