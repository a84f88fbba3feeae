import { userInfo } from "node:os";
import type { Viewer } from "../domain/viewer.js";

/** Whoever sits at the machine, as the audit knows them: by their account there. */
export function keyboard(command: string): Viewer {
  return {
    subject: `keyboard:${accountName()}`,
    role: "OPERATOR",
    customerId: null,
    origin: { address: "keyboard", operation: `hub ${command}` },
  };
}

/** An account without a name is known by its number. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
