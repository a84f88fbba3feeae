import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config.js";
import { HubError, messageOf } from "./domain/errors.js";
import {
  DEFAULT_PARCEL_SETTINGS,
  type ParcelSettings,
  parcelSettingsFile,
} from "./domain/parcel-settings.js";

/** The file in the data folder in which the house writes its rules for parcels and returns. */
const FILE = "parcels.json";

/** The house's rules; what its file leaves out, or all of it without a file, is as the hub has it. */
export function loadParcelSettings({ dataDir }: Pick<Config, "dataDir">): ParcelSettings {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) return DEFAULT_PARCEL_SETTINGS;
  const problem = (why: string): HubError =>
    new HubError("CONFIG", `${path} is not right: ${why}`, {
      mend: `Correct it, or take it away: without it the hub goes by its own rules. docs/returns.md shows one.`,
    });
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw problem(messageOf(cause));
  }
  const parsed = parcelSettingsFile.safeParse(written);
  if (!parsed.success) {
    throw problem(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; "));
  }
  const { approval, costs, silence } = parsed.data;
  return {
    approval: approval ?? DEFAULT_PARCEL_SETTINGS.approval,
    costs: costs ?? DEFAULT_PARCEL_SETTINGS.costs,
    silence: silence ?? DEFAULT_PARCEL_SETTINGS.silence,
  };
}
