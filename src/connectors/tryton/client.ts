import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import { ask as askOver, faultOf, isUnreached } from "../execution-client.js";
import type { SourceClient } from "../source.js";
import { refused, TrytonFault } from "./fault.js";
import { type Reply, resultOf } from "./reply.js";
import type { TrytonSettings } from "./settings.js";

/** Calls the methods of Tryton's models as the hub's user. Throws a TrytonFault for whatever is no result. */
export interface Tryton {
  readonly settings: TrytonSettings;
  /** A call that leaves nothing behind that anybody would have to know of. */
  call(
    method: string,
    params: readonly unknown[],
    context?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /** A call with an effect: from now on a command whose end is unknown may have begun. */
  act(
    method: string,
    params: readonly unknown[],
    context?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  readonly isBegun: boolean;
}

/** Brings a request to trytond and its answer back. */
type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Reply>;

interface Session {
  readonly authorization: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** One session a connection, however many of its orders are worked at once. A restart of the hub logs in anew. */
const sessions = new WeakMap<TrytonSettings, Promise<Session>>();

export const openTryton = (settings: TrytonSettings): Tryton =>
  trytonOver(settings, directly(settings.timeoutMs));

/** The same within the limits that a source has. */
export const trytonOfSource = (settings: TrytonSettings, client: SourceClient): Tryton =>
  trytonOver(settings, throughSource(client));

function trytonOver(settings: TrytonSettings, post: Post): Tryton {
  let isBegun = false;
  const call: Tryton["call"] = (method, params, context = {}) =>
    calling(settings, post, method, params, context);
  return {
    settings,
    call,
    async act(method, params, context) {
      try {
        const result = await call(method, params, context);
        isBegun = true;
        return result;
      } catch (error) {
        // What Tryton did not look at, or took back, has not begun anything.
        if (!(error instanceof TrytonFault) || error.failure.kind === "CUT") isBegun = true;
        throw error;
      }
    },
    get isBegun() {
      return isBegun;
    },
  };
}

async function calling(
  settings: TrytonSettings,
  post: Post,
  method: string,
  params: readonly unknown[],
  context: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const session = await sessionOf(settings, post);
  const withSession = ({ authorization, context: own }: Session) =>
    rpc(settings, post, { authorization }, method, [...params, { ...own, ...context }]);
  try {
    return await withSession(session);
  } catch (error) {
    if (!(error instanceof TrytonFault) || error.failure.kind !== "DENIED") throw error;
    // The session has run out; Tryton turned the call away unread. Whoever comes first logs in for all.
    const kept = await sessions.get(settings)?.catch(() => undefined);
    if (kept === session) sessions.delete(settings);
    return withSession(await sessionOf(settings, post));
  }
}

function sessionOf(settings: TrytonSettings, post: Post): Promise<Session> {
  const known = sessions.get(settings);
  if (known !== undefined) return known;
  const next = logIn(settings, post);
  sessions.set(settings, next);
  next.catch(() => sessions.get(settings) === next && sessions.delete(settings));
  return next;
}

const loginAnswer = z.tuple([z.int(), z.string().min(1)]);
const preferences = z.object({ company: z.int().nullish(), employee: z.int().nullish() });
const companies = z.array(z.object({ id: z.int() }));

async function logIn(settings: TrytonSettings, post: Post): Promise<Session> {
  const { user, password, company } = settings;
  const [userId, token] = shaped(
    loginAnswer,
    await rpc(settings, post, {}, "common.db.login", [user, { password }]),
  );
  const authorization = `Session ${Buffer.from(`${user}:${userId}:${token}`).toString("base64")}`;
  const ask = (method: string, params: readonly unknown[]) =>
    rpc(settings, post, { authorization }, method, params);
  const own = shaped(preferences, await ask("model.res.user.get_preferences", [true, {}]));
  // Its refusals are told apart by their words, so it has to say them in one language.
  const context = { ...own, language: "en" };
  if (company === null) return { authorization, context };
  const [found] = shaped(
    companies,
    await ask("model.company.company.search_read", [
      [["party.name", "=", company]],
      0,
      1,
      null,
      ["id"],
      context,
    ]),
  );
  if (found === undefined) throw refused("VALIDATION", `Tryton has no company "${company}" for ${user}`);
  return { authorization, context: { ...context, company: found.id } };
}

async function rpc(
  { url, database }: TrytonSettings,
  post: Post,
  headers: Readonly<Record<string, string>>,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const address = `${url.replace(/\/+$/, "")}/${encodeURIComponent(database)}/`;
  const all = { ...headers, accept: "application/json", "content-type": "application/json" };
  return resultOf(await post(address, all, JSON.stringify({ id: 0, method, params })), new Date());
}

/** An answer that has the shape it should have; anything else is no answer. */
export function shaped<Shape extends z.ZodType>(shape: Shape, result: unknown): z.infer<Shape> {
  const read = shape.safeParse(result);
  if (read.success) return read.data;
  throw new TrytonFault(
    { kind: "CUT" },
    `its answer has another shape than expected: ${read.error.issues[0]?.path.join(".")}`,
  );
}

const directly =
  (timeoutMs: number): Post =>
  async (url, headers, body) => {
    try {
      return await askOver({ method: "POST", url, headers, body }, timeoutMs);
    } catch (error) {
      throw new TrytonFault({ kind: isUnreached(error) ? "NOT_REACHED" : "CUT" }, faultOf(error));
    }
  };

/** Statuses whose meaning is Tryton's own. */
const EXPLAINED = [401, 403];

const throughSource =
  (client: SourceClient): Post =>
  async (url, headers, body) => {
    try {
      const answer = await client.request({ method: "POST", url, headers, body, accept: EXPLAINED });
      const text = new TextDecoder().decode(answer.body);
      return { status: answer.status, retryAfter: answer.headers["retry-after"] ?? null, text };
    } catch (error) {
      if (error instanceof HubError) throw error;
      throw new TrytonFault({ kind: "CUT" }, faultOf(error));
    }
  };
