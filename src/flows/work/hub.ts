import type { Connector } from "../../connectors/connector.js";
import { isExecuting } from "../../connectors/executing.js";
import { DEFAULT_RULES, type FollowThroughRules } from "../../domain/follow-through.js";
import { DEFAULT_PARCEL_SETTINGS, type ParcelSettings } from "../../domain/parcel-settings.js";
import type { Store } from "../../store/store.js";
import type { WebhookMeans } from "../telling/webhook-means.js";

/** One configured instance of a connector, its settings checked and its secrets resolved. */
export interface ConfiguredConnection {
  readonly id: string;
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
  /** True for one that nobody configured: a connector that reads files needs no settings to be handed some. */
  readonly isBuiltIn?: boolean;
}

export interface Log {
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
  error(details: Readonly<Record<string, unknown>>, message: string): void;
}

/** What flows work with. */
export interface Hub {
  readonly store: Store;
  readonly log: Log;
  /** The house's own rules for parcels and returns; the defaults where it has written none. */
  readonly parcels?: ParcelSettings;
  connection(id: string): ConfiguredConnection | undefined;
  connections(): readonly ConfiguredConnection[];
  /** How changes are seen through in this company; absent where it has set nothing. */
  readonly rules?: FollowThroughRules;
  /** How receivers outside are told of events; absent where nothing is sent. */
  readonly webhooks?: WebhookMeans;
  /** Tells the workers of this process that facts were written; call it after the commit. */
  ring(): void;
}

export const rulesOf = ({ rules }: Hub): FollowThroughRules => rules ?? DEFAULT_RULES;

/** The connections that execute orders; changes are delivered to each of them. */
export function executionSystems(hub: Hub): ConfiguredConnection[] {
  return hub.connections().filter(({ connector, settings }) => isExecuting(connector, settings));
}

/** Those that carry out one order: it is not sent back to where it came from, which has it already. */
export const executorsOf = (hub: Hub, { connectionId }: { readonly connectionId: string }): string[] =>
  executionSystems(hub).flatMap(({ id }) => (id === connectionId ? [] : [id]));

/** How a connection answers. One that nobody configured reads files and has no partner to answer. */
export const answersOf = (connection: ConfiguredConnection | undefined): Connector["answers"] =>
  connection === undefined || connection.isBuiltIn === true ? undefined : connection.connector.answers;

export const parcelSettingsOf = (hub: Hub): ParcelSettings => hub.parcels ?? DEFAULT_PARCEL_SETTINGS;
