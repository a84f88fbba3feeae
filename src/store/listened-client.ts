import pg from "pg";

/**
 * A connection whose end never ends the process. A server that dies says so to whoever listens, and a pool listens only
 * while a connection lies idle: between two users, one of whom gets it in the very moment that the other's answer is
 * read, nobody would hear, and Node ends a program for that. What was asked on it fails by itself.
 */
export class ListenedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}
