import type { Command } from "commander";

/** `hub status`: what runs and what lags. */
export function statusCommand(program: Command): void {
  program
    .command("status")
    .description("what runs and what lags")
    .option("--json", "print one JSON document")
    .action(async ({ json }: { json?: boolean }) =>
      (await import("./condition.js")).showStatus(json === true),
    );
}

interface DoctorOptions {
  readonly json?: boolean;
  readonly retry?: boolean;
}

/** `hub doctor`: what is wrong and how to mend it. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("what is wrong and how to mend it; exit 1 if anything is")
    .option("--retry", "first let parked work be tried again, after its cause is mended")
    .option("--json", "print one JSON document")
    .action(async ({ json, retry }: DoctorOptions) =>
      (await import("./condition.js")).showFindings(json === true, retry === true),
    );
}
