import { type Command, InvalidArgumentError, Option } from "commander";
import { SCOPES, type Scope } from "../domain/viewer.js";
import { ROLES, type Role } from "../domain/vocabulary.js";

const DAYS_MAX = 3_650;

interface Flags {
  readonly json?: true;
}

/** `hub key create|list|revoke`: keys of machines. */
export function keyCommand(program: Command): void {
  const key = program.command("key").description("keys by which machines use the API");
  key
    .command("create")
    .description("make a key and print it, once; only its hash is kept")
    .requiredOption("--name <text>", "what it is for")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory())
    .option(
      "--customer <id>",
      "whose rows a key of the role CUSTOMER sees; left out, with --scope schema:read, none",
    )
    .addOption(new Option("--scope <scope...>", "what it may do besides").choices(SCOPES).default([]))
    .option("--days <number>", "how long it is valid; without it until it is revoked", daysOf)
    .option("--json", "print one JSON document")
    .action(
      async (
        options: Flags & { name: string; role: Role; customer?: string; scope: Scope[]; days?: number },
      ) => (await import("./api-keys.js")).create(options, options.json === true),
    );
  key
    .command("list")
    .description("every key, and when it was used last")
    .option("--json", "print one JSON document")
    .action(async ({ json }: Flags) => (await import("./api-keys.js")).list(json === true));
  key
    .command("revoke <key>")
    .description("take a key back, by its prefix or id; who uses it is refused within a second")
    .action(async (name: string) => (await import("./api-keys.js")).revoke(name));
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!(days > 0 && days <= DAYS_MAX)) throw new InvalidArgumentError(`It must be up to ${DAYS_MAX}.`);
  return days;
}
