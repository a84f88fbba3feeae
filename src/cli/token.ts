import { type Command, InvalidArgumentError, Option } from "commander";
import { readConfig } from "../config.js";
import { ROLES, type Role } from "../domain/vocabulary.js";
import { signToken } from "../http/auth.js";
import { tokenSecretOf } from "../secrets.js";
import { print } from "./terminal.js";

const HOURS_MAX = 12;
const HOURS_USUAL = 8;

/** `hub token`: a signed token for development. */
export function tokenCommand(program: Command): void {
  program
    .command("token")
    .description("print a signed token for development")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory())
    .option("--customer <id>", "whose data a CUSTOMER sees")
    .option("--subject <name>", "who it speaks for", "developer")
    .option("--hours <number>", `how long it is valid, at most ${HOURS_MAX}`, hoursOf, HOURS_USUAL)
    .action(async (options: { role: Role; customer?: string; subject: string; hours: number }) => {
      const token = await signToken(tokenSecretOf(readConfig()), {
        subject: options.subject,
        role: options.role,
        customerId: options.customer ?? null,
        ttlSeconds: Math.round(options.hours * 3_600),
      });
      print(token);
    });
}

function hoursOf(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= HOURS_MAX)) throw new InvalidArgumentError(`It must be up to ${HOURS_MAX}.`);
  return hours;
}
