import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, visit } from "graphql";
import { HubError } from "../domain/errors.js";
import { unstorableText } from "../domain/storable.js";
import type { Viewer } from "../domain/viewer.js";
import { assess } from "./assess.js";
import { looksLikeCredential } from "./authenticate.js";
import { Buckets } from "./buckets.js";
import { ADDRESS_RATE, callerOf, LIMIT_CODE, RATES, type Rate, TOKENS_MAX } from "./limits.js";
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
  const documentOf = parser();
  const take = (key: string, cost: number, { burst, perSecond }: Rate): number =>
    rate === 0 ? 0 : buckets.take(key, cost, { burst: burst * rate, perSecond: perSecond * rate });
  /** Of one's own first: who has nothing left takes nothing from the others behind the address. */
  const spend = (viewer: Viewer | null, address: string, cost: number): number => {
    const who = viewer === null ? `address ${address}` : `${viewer.role} ${viewer.subject}`;
    return take(who, cost, RATES[callerOf(viewer)]) || take(`all of ${address}`, cost, ADDRESS_RATE);
  };
  const admit = (asked: Asked, viewer: Viewer | null, address: string): Admitted => {
    const variables = variablesOf(asked.variables);
    refuseCredentials(asked, variables);
    const query = trustedText(trusted, asked, viewer);
    const document = typeof query === "string" ? documentOf(query) : null;
    const weight =
      document === null
        ? ({ ok: true, cost: LEAST_COST, isPersonal: false } as const)
        : assess(schema, document, variables, viewer);
    const wait = spend(viewer, address, weight.ok ? weight.cost : LEAST_COST);
    if (wait > 0) throw tooFast(wait);
    if (!weight.ok) throw overLimit();
    if (document !== null) refuseUnstorable(document, variables);
    return { query, document, cost: weight.cost, isPersonal: weight.isPersonal };
  };
  return Object.assign(admit, { spend });
}

const overLimit = (): HubError => new HubError(LIMIT_CODE, "this operation asks for too much at once");

const MS = 1_000;
const tooFast = (waitMs: number): HubError =>
  new HubError("RATE_LIMITED", "this is more than may be asked for in a while", {
    next: { kind: "retry", afterMs: Math.ceil(waitMs / MS) * MS },
  });

/** Parsed texts, the last ones kept: programs send the same few again and again. */
function parser(): (query: string) => DocumentNode | null {
  const kept = new Map<string, DocumentNode>();
  return (query) => {
    const known = kept.get(query);
    if (known !== undefined) return known;
    try {
      const document = parse(query, { maxTokens: TOKENS_MAX });
      kept.set(query, document);
      for (const oldest of kept.keys()) {
        if (kept.size <= DOCUMENTS_KEPT_MAX) break;
        kept.delete(oldest);
      }
      return document;
    } catch (error) {
      if (error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message)) throw overLimit();
      return null;
    }
  };
}

function variablesOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : {};
}

/** A token has one place, the header: elsewhere it would be logged, cached and shared. */
function refuseCredentials(asked: Asked, variables: Readonly<Record<string, unknown>>): void {
  const texts = [typeof asked.query === "string" ? asked.query : "", JSON.stringify(variables)];
  if (!texts.some(looksLikeCredential)) return;
  throw new HubError("INVALID", "a token belongs into the Authorization header, and nowhere else");
}

/** PostgreSQL keeps neither NUL nor half a character; nothing that is asked for can contain them. */
function refuseUnstorable(document: DocumentNode, variables: unknown): void {
  let isBad = unstorableText(variables) !== null;
  visit(document, {
    [Kind.STRING]: ({ value }) => {
      isBad ||= unstorableText(value) !== null;
    },
  });
  if (isBad) throw new HubError("INVALID", "a text contains a NUL or half a character");
}
