import { Socket } from "node:net";
import pg from "pg";

/**
 * A connection whose end never ends the process. A server that dies says so to whoever listens, and a pool listens only
 * while a connection lies idle: between two users, one of whom gets it in the very moment that the other's answer is
 * read, nobody would hear, and Node ends a program for that. What was asked on it fails by itself.
 */
export class ListenedClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, stream: () => new TurnSocket() });
    this.on("error", () => undefined);
  }
}

/**
 * Sends all that is written in one turn of the event loop by one call of the system. The driver makes a call for each
 * statement, and what a transaction asks side by side then costs half as much again and wakes the server as often.
 */
class TurnSocket extends Socket {
  #isHeld = false;

  override cork(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    super.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      super.uncork();
    });
  }

  /** The turn's end does it. */
  override uncork(): void {}
}
