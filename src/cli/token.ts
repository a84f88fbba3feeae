import type { Command } from "commander";
import { Option } from "commander";
import { readConfig } from "../config.js";
import { ROLES, type Role } from "../domain/vocabulary.js";
import { signToken } from "../http/auth.js";
import { tokenSecretOf } from "../service.js";
import { print } from "./terminal.js";

/** `hub token`: a signed token for development. */
export function tokenCommand(program: Command): void {
  program
    .command("token")
    .description("print a signed token for development")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory())
    .option("--customer <id>", "whose data a CUSTOMER sees")
    .option("--subject <name>", "who it speaks for", "developer")
    .option("--hours <number>", "how long it is valid, at most 12", "8")
    .action(async (options: { role: Role; customer?: string; subject: string; hours: string }) => {
      const token = await signToken(tokenSecretOf(readConfig()), {
        subject: options.subject,
        role: options.role,
        customerId: options.customer ?? null,
        ttlSeconds: Math.round(Number(options.hours) * 3_600),
      });
      print(token);
    });
}
