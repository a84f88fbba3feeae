import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, visit } from "graphql";
import { HubError } from "../domain/errors.js";
import { unstorableText } from "../domain/storable.js";
import type { Viewer } from "../domain/viewer.js";
import { looksLikeCredential } from "./authenticate.js";
import { Buckets } from "./buckets.js";
import {
  ADDRESS_RATE,
  callerOf,
  isTooMuch,
  LIMIT_CODE,
  LIMITS,
  RATES,
  type Rate,
  TOKENS_MAX,
} from "./limits.js";
import { operationIn } from "./origin.js";
import { scales, type Weight } from "./scales.js";
import { type TrustedDocuments, trustedText } from "./trusted-documents.js";

/** An operation as it came, nothing of it checked. */
export interface Asked {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** An operation that may go on. */
export interface Admitted {
  /** The text to run, if there is any. */
  readonly query: unknown;
  /** Null if the text is no GraphQL; whoever executes says so in its own words. */
  readonly document: DocumentNode | null;
  /** What the audit calls it. */
  readonly operation: string;
  readonly cost: number;
  readonly isPersonal: boolean;
}

export interface AdmissionOptions {
  readonly schema: GraphQLSchema;
  readonly trusted: TrustedDocuments;
  /** Factor on every rate; 0 takes the rates away. */
  readonly rate: number;
}

/** What a request costs that is refused before it is weighed. */
const LEAST_COST = 1;
const DOCUMENTS_KEPT_MAX = 500;

/** The one gate of every operation, whichever way it is executed afterwards. */
export interface Admission {
  /** Lets an operation pass, or throws a `HubError` that says why not. */
  (asked: Asked, viewer: Viewer | null, address: string): Admitted;
  /** Takes the cost of one more answer to an operation. 0, or in how many milliseconds there is enough for it. */
  spend(viewer: Viewer | null, address: string, cost: number): number;
}

export function admission({ schema, trusted, rate }: AdmissionOptions): Admission {
  const buckets = new Buckets();
  const textOf = reader(schema);
  const take = (key: string, cost: number, { burst, perSecond }: Rate): number =>
    rate === 0 ? 0 : buckets.take(key, cost, { burst: burst * rate, perSecond: perSecond * rate });
  /** Of one's own first: who has nothing left takes nothing from the others behind the address. */
  const spend = (viewer: Viewer | null, address: string, cost: number): number => {
    const who = viewer === null ? `address ${address}` : `${viewer.role} ${viewer.subject}`;
    return take(who, cost, RATES[callerOf(viewer)]) || take(`all of ${address}`, cost, ADDRESS_RATE);
  };
  const admit = (asked: Asked, viewer: Viewer | null, address: string): Admitted => {
    const variables = variablesOf(asked.variables);
    const query = trustedText(trusted, asked, viewer);
    const text = typeof query === "string" ? textOf(query) : null;
    if (text?.holdsCredential === true || looksLikeCredential(JSON.stringify(variables)))
      throw new HubError("INVALID", "a token belongs into the Authorization header, and nowhere else");
    if (text?.isTooLong === true) throw overLimit();
    const weight = text?.weigh?.(variables) ?? NO_WEIGHT;
    const isOver = weight.size !== null && isTooMuch(weight.size, LIMITS[callerOf(viewer)]);
    const cost = isOver ? LEAST_COST : (weight.size?.cost ?? LEAST_COST);
    const wait = spend(viewer, address, cost);
    if (wait > 0) throw tooFast(wait);
    if (isOver) throw overLimit();
    if (text !== null && (text.isUnstorable || unstorableText(variables) !== null))
      throw new HubError("INVALID", "a text contains a NUL or half a character");
    const { document = null, operation = NO_OPERATION } = text ?? {};
    return { query, document, operation, cost, isPersonal: weight.isPersonal };
  };
  return Object.assign(admit, { spend });
}

const overLimit = (): HubError => new HubError(LIMIT_CODE, "this operation asks for too much at once");

const MS = 1_000;
const tooFast = (waitMs: number): HubError =>
  new HubError("RATE_LIMITED", "this is more than may be asked for in a while", {
    next: { kind: "retry", afterMs: Math.ceil(waitMs / MS) * MS },
  });

/** What a text says by itself, whoever sends it with whatever variables. */
interface Text {
  /** Null if it is no GraphQL. */
  readonly document: DocumentNode | null;
  /** What the audit calls it: the name of its only operation, or the hash of its text. */
  readonly operation: string;
  readonly isTooLong: boolean;
  readonly holdsCredential: boolean;
  /** PostgreSQL keeps neither NUL nor half a character; nothing that is asked for can contain them. */
  readonly isUnstorable: boolean;
  readonly weigh: ((variables: Readonly<Record<string, unknown>>) => Weight) | null;
}

const NO_OPERATION = operationIn(null, "");
const NO_WEIGHT = { size: null, isPersonal: false };

/** Reads texts, and keeps the last ones: programs send the same few again and again. */
function reader(schema: GraphQLSchema): (query: string) => Text {
  const kept = new Map<string, Text>();
  return (query) => {
    const known = kept.get(query) ?? read(schema, query);
    if (known.document !== null) {
      kept.set(query, known);
      for (const oldest of kept.keys()) {
        if (kept.size <= DOCUMENTS_KEPT_MAX) break;
        kept.delete(oldest);
      }
    }
    return known;
  };
}

function read(schema: GraphQLSchema, query: string): Text {
  const holdsCredential = looksLikeCredential(query);
  try {
    const document = parse(query, { maxTokens: TOKENS_MAX });
    return {
      ...{ document, holdsCredential, isTooLong: false, isUnstorable: isUnstorable(document) },
      ...{ operation: operationIn(document, query), weigh: scales(schema, document) },
    };
  } catch (error) {
    const isTooLong = error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message);
    return {
      ...{ document: null, operation: operationIn(null, query), isTooLong, holdsCredential },
      ...{ isUnstorable: false, weigh: null },
    };
  }
}

function variablesOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : {};
}

function isUnstorable(document: DocumentNode): boolean {
  let isBad = false;
  visit(document, {
    [Kind.STRING]: ({ value }) => {
      isBad ||= unstorableText(value) !== null;
    },
  });
  return isBad;
}
