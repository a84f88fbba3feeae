import { setTimeout as sleep } from "node:timers/promises";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from "graphql";
import { HubError, messageOf } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/work/hub.js";
import type { Admission, Asked } from "./admission.js";
import type { GraphqlOptions } from "./graphql.js";
import { errorFormatter } from "./graphql-errors.js";
import { ERRORS_MAX, TOKEN_LOOK_MS } from "./limits.js";
import { originOf, withOrigin } from "./origin.js";
import { type Seats, seats } from "./seats.js";

export interface LiveOptions {
  readonly schema: GraphQLSchema;
  readonly context: GraphqlOptions["context"];
  readonly admit: Admission;
  readonly log: Hub["log"];
}

/** Who listens: a credential that is looked at again and again, and where it came from. */
export interface Listener {
  /** Throws once the credential does not stand any more. */
  readonly holder: () => Promise<Viewer>;
  readonly address: string;
}

/** A subscription under way. `return` ends it at once, whatever it waits for. */
export interface Open {
  readonly document: DocumentNode;
  readonly answers: AsyncIterableIterator<FormattedExecutionResult>;
}

/** Opens subscriptions for whichever transport; the same gate, tables and audit as for every other operation. */
export interface LiveDoor {
  /** Answers errors, in the form in which a client may see them, if it is refused. */
  open(asked: Asked, listener: Listener): Promise<Open | readonly GraphQLError[]>;
}

export function liveDoor(options: LiveOptions): LiveDoor {
  const shown = shownBy(options.log);
  const places = seats();
  return {
    async open(asked, listener) {
      try {
        return await opened(options, asked, listener, places, shown);
      } catch (error) {
        return error instanceof Refusal ? error.errors.slice(0, ERRORS_MAX).map(shown) : [shown(error)];
      }
    },
  };
}

/** Several errors at once, as validation finds them. */
class Refusal extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super("the operation is refused");
  }
}

type Shown = (error: unknown) => GraphQLError;

async function opened(
  { schema, context, admit }: LiveOptions,
  asked: Asked,
  { holder, address }: Listener,
  places: Seats,
  shown: Shown,
): Promise<Open> {
  const found = await holder();
  const admitted = admit(asked, found, address);
  const document = checked(schema, admitted.document ?? parse(String(admitted.query ?? "")), asked);
  const origin = originOf(asked, admitted, address);
  const viewer = withOrigin(found, origin);
  const leave = places.take(viewer);
  const ending = new AbortController();
  const close = (): void => {
    leave();
    ending.abort();
  };
  try {
    const args = {
      ...{ schema, document, operationName: asked.operationName as string | undefined },
      variableValues: asked.variables as Record<string, unknown> | undefined,
    };
    const contextFor = (who: Viewer) => ({ ...context(who, address), admitted, ended: ending.signal });
    const source = await createSourceEventStream({ ...args, contextValue: contextFor(viewer) });
    if (!(Symbol.asyncIterator in source)) throw new Refusal(source.errors ?? []);
    /** Everything is made anew for each event: who it is, what they may see, what was read. Null if nothing is. */
    const answer = async (event: unknown): Promise<FormattedExecutionResult | null> => {
      await patience(() => admit.spend(viewer, address, admitted.cost), ending.signal);
      const contextValue = contextFor(withOrigin(await holder(), origin));
      const result = await execute({ ...args, rootValue: event, contextValue });
      if (isOutOfSight(result)) return null;
      await contextValue.noteReads?.(admitted.isPersonal);
      return formatted(result, shown);
    };
    return { document, answers: endable(answersTo(source, answer, holder, ending, shown), close) };
  } catch (error) {
    close();
    throw error;
  }
}

/** What may be subscribed to by this document; throws what is wrong with it. */
function checked(schema: GraphQLSchema, document: DocumentNode, { operationName }: Asked): DocumentNode {
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string")
    throw new HubError("INVALID", '"operationName" is not a text');
  const operation = getOperationAST(document, operationName as string | undefined);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
    throw new HubError("INVALID", "only subscriptions are answered here", {
      mend: "Send queries and mutations by POST to /graphql.",
    });
  const errors = validate(schema, document);
  if (errors.length > 0) throw new Refusal(errors);
  return document;
}

async function* answersTo(
  source: AsyncIterable<unknown>,
  answer: (event: unknown) => Promise<FormattedExecutionResult | null>,
  holder: Listener["holder"],
  ending: AbortController,
  shown: Shown,
): AsyncGenerator<FormattedExecutionResult> {
  let fault: unknown = null;
  // A stream on which nothing happens has to end with its token, too.
  const look = setInterval(() => {
    holder().catch((error: unknown) => {
      fault ??= error;
      ending.abort();
    });
  }, TOKEN_LOOK_MS);
  try {
    for await (const event of source) {
      const answered = await answer(event);
      if (answered !== null) yield answered;
    }
  } catch (error) {
    fault ??= error;
  } finally {
    clearInterval(look);
  }
  if (fault !== null && !(ending.signal.aborted && isAbort(fault))) throw shown(fault);
}

/** True if the thing of an event went out of the listener's sight while the event was on its way. */
const isOutOfSight = ({ data, errors }: ExecutionResult): boolean =>
  data == null && (errors ?? []).some(({ originalError }) => isCoded(originalError, "OUT_OF_SIGHT"));

const isCoded = (error: unknown, code: string): boolean => error instanceof HubError && error.code === code;

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Waits until there is enough to pay with. An event is late then, and never lost. */
async function patience(spend: () => number, signal: AbortSignal): Promise<void> {
  for (let wait = spend(); wait > 0; wait = spend()) await sleep(wait, undefined, { signal });
}

/** The same answers; whoever ends them need not wait for the next one. */
function endable<Value>(answers: AsyncGenerator<Value>, close: () => void): AsyncIterableIterator<Value> {
  const closing = async (next: Promise<IteratorResult<Value>>): Promise<IteratorResult<Value>> => {
    try {
      const result = await next;
      if (result.done === true) close();
      return result;
    } catch (error) {
      close();
      throw error;
    }
  };
  return {
    next: () => closing(answers.next()),
    return: (value?: unknown) => {
      close();
      return answers.return(value);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function formatted({ data, errors }: ExecutionResult, shown: Shown): FormattedExecutionResult {
  const found = (errors ?? []).slice(0, ERRORS_MAX).map((error) => shown(error).toJSON());
  return { ...(data === undefined ? {} : { data }), ...(found.length === 0 ? {} : { errors: found }) };
}

/** An error as a client may see it, by the same rules as everywhere. */
function shownBy(log: Hub["log"]): Shown {
  const format = errorFormatter(log);
  return (error) => {
    const own = error instanceof GraphQLError ? error : asGraphql(error);
    const extensions = isLanguage(own)
      ? { ...own.extensions, code: "GRAPHQL_VALIDATION_FAILED" }
      : own.extensions;
    const shown = format({ ...own.toJSON(), extensions }, error);
    // The schema is not told by mistakes.
    const message = shown.message.replace(/ ?Did you mean .+\?$/, "");
    const told = new GraphQLError(message, { extensions: shown.extensions ?? {} });
    return shown.path === undefined ? told : Object.assign(told, { path: shown.path });
  };
}

const asGraphql = (error: unknown): GraphQLError => {
  const code = error instanceof HubError ? error.code : "INTERNAL_SERVER_ERROR";
  return new GraphQLError(messageOf(error), { extensions: { code } });
};

/** True for what the parser or the rules of the language say, which is about the text alone. */
const isLanguage = ({ path, originalError, extensions }: GraphQLError): boolean =>
  path === undefined && originalError === undefined && extensions.code === undefined;
