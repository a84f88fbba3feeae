/** The outside parser that reads what we write; it has no types of its own. */
declare module "edifact/parser.js" {
  import type { EventEmitter } from "node:events";
  export default class Parser extends EventEmitter {
    constructor(validator: unknown);
    encoding(level: string): void;
    write(text: string): void;
    end(): void;
  }
}

declare module "edifact/validator.js" {
  export default class Validator {}
}
