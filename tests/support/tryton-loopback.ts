import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type TrytonRecord, trytonTables } from "./tryton-tables.js";

const [USER, PASSWORD, DATABASE] = ["hub", "lantern-7", "acme"];
const NOW_MICROS = Date.parse("2026-11-10T09:00:00Z") * 1000;

/** How the next call of one kind fails, as the bogus system's modes say it. */
interface Mode {
  readonly mode: string;
  readonly ms?: number;
  readonly retryAfter?: number;
  readonly k?: number;
  readonly operation: string;
  readonly reference: string;
}

/** An error as Tryton gives it, inside a 200. */
export class TrytonError extends Error {
  constructor(readonly error: readonly unknown[]) {
    super(JSON.stringify(error));
  }
}
export const userError = (message: string): TrytonError =>
  new TrytonError(["UserError", [message, "", null]]);
const conflict = (): TrytonError =>
  new TrytonError(["ConcurrencyException", "Records were modified in the meanwhile"]);

function each(ids: readonly number[], act: (id: number) => void): void {
  for (const id of ids) act(id);
}

type Params = readonly unknown[];
interface Context {
  readonly _timestamp?: Readonly<Record<string, string>>;
}

/**
 * A server that speaks Tryton's JSON-RPC and does to its sales, shipments and amendments what Tryton 6.0 was
 * seen to do: a shipment of an amended sale is made anew, one that is assigned is left behind, buttons pass
 * over what they do not apply to, and errors come inside a 200. It fails on command.
 */
export async function startTrytonLoopback() {
  const tables = trytonTables(NOW_MICROS);
  const { add, get, write, search } = tables;
  const modes: Mode[] = [];
  const calls: string[] = [];
  let effects = 0;
  let token = "session-1";
  let logins = 0;
  const hooks = new Map<string, () => void>();
  const broken: ((method: string, params: Params) => boolean)[] = [];

  add("company.company", { currency: add("currency.currency", { code: "EUR" }).id });
  for (const code of ["DE", "US"]) add("country.country", { code });
  for (const code of ["TL-6001", "TL-2001", "TL-1001", "TL-1002"]) add("product.product", { code });
  const unit = add("product.uom", { name: "Unit", symbol: "u" }).id;

  const refresh = (sale: TrytonRecord): void => {
    const lines = search("sale.line", [["sale", "=", sale.id]]);
    const origins = lines.map(({ id }) => `sale.line,${id}`);
    const moves = search("stock.move", [["origin", "in", origins]]);
    const shipments = new Set(moves.map(({ shipment }) => Number(String(shipment).split(",")[1])));
    const ids = (records: readonly TrytonRecord[]) => records.map(({ id }) => id);
    Object.assign(sale, { lines: ids(lines), moves: ids(moves), shipments: [...shipments] });
  };
  /** Ships what of each line is in no shipment yet. */
  const processSale = (sale: TrytonRecord): void => {
    if (sale.state !== "processing") return;
    const open = search("sale.line", [["sale", "=", sale.id]]).flatMap((line) => {
      const moved = search("stock.move", [["origin", "=", `sale.line,${line.id}`]]);
      const rest = Number(line.quantity) - moved.reduce((sum, move) => sum + Number(move.quantity), 0);
      return rest > 0 ? [{ line, rest }] : [];
    });
    if (open.length > 0) {
      const shipment = add("stock.shipment.out", {
        ...{ number: `S${open[0]?.line.id}`, state: "waiting", delivery_address: sale.shipment_address },
      });
      for (const { line, rest } of open)
        add("stock.move", {
          ...{ state: "draft", quantity: rest },
          ...{ origin: `sale.line,${line.id}`, shipment: `stock.shipment.out,${shipment.id}` },
        });
    }
    refresh(sale);
  };
  /** What an amendment clears away: untouched shipments, and the draft moves even of those that are assigned. */
  const clear = (sale: TrytonRecord): void => {
    const moves = (sale.moves as number[]).map((id) => get("stock.move", id));
    for (const { id, state } of moves) if (state === "draft") tables.table("stock.move").delete(id);
    for (const id of sale.shipments as number[]) {
      const { state } = get("stock.shipment.out", id);
      if (state === "draft" || state === "waiting") tables.table("stock.shipment.out").delete(id);
    }
    refresh(sale);
  };
  const checkStamps = (model: string, ids: readonly number[], context: Context): void => {
    for (const id of ids) {
      const wanted = context._timestamp?.[`${model},${id}`];
      if (wanted !== undefined && wanted !== tables.stampOf(get(model, id))) throw conflict();
    }
  };
  const move = (model: string, ids: readonly number[], from: readonly string[], to: string): void => {
    for (const id of ids) {
      const record = get(model, id);
      if (from.includes(String(record.state))) write(record, { state: to });
    }
  };

  const nested = (model: string, owner: string, id: number, commands: unknown): void => {
    for (const [, values] of (commands ?? []) as [string, Record<string, unknown>[]][])
      for (const one of values) create(model, { ...one, [owner]: id });
  };
  const CREATE: Readonly<Record<string, (values: Record<string, unknown>) => TrytonRecord>> = {
    "sale.sale": ({ lines, ...values }) => {
      const empty = { lines: [], moves: [], shipments: [], shipment_state: "none", origin: null };
      const sale = add("sale.sale", { ...empty, number: null, state: "draft", revision: 0, ...values });
      nested("sale.line", "sale", sale.id, lines);
      refresh(sale);
      return sale;
    },
    "sale.line": (values) => {
      const line = add("sale.line", values);
      refresh(get("sale.sale", Number(values.sale)));
      return line;
    },
    "party.party": ({ addresses, ...values }) => {
      if (search("party.party", [["code", "=", values.code]]).length > 0)
        throw userError("The code on party must be unique.");
      const party = add("party.party", { ...values, rec_name: values.name });
      nested("party.address", "party", party.id, addresses);
      return party;
    },
    "sale.amendment": ({ lines, ...values }) => {
      const amendment = add("sale.amendment", { state: "draft", ...values });
      nested("sale.amendment.line", "amendment", amendment.id, lines);
      return amendment;
    },
  };
  const create = (model: string, values: Record<string, unknown>): TrytonRecord =>
    CREATE[model]?.(values) ?? add(model, values);

  const validate = (id: number, context: Context, limit: number): void => {
    const amendment = get("sale.amendment", id);
    const sale = get("sale.sale", Number(amendment.sale));
    checkStamps("sale.sale", [sale.id], context);
    for (const line of search("sale.amendment.line", [["amendment", "=", id]]).slice(0, limit)) {
      const { action, product, quantity, unit: uom, unit_price, description } = line;
      if (action === "line")
        write(get("sale.line", Number(line.line)), { product, quantity, unit: uom, unit_price, description });
      else write(sale, { shipment_address: line.shipment_address });
    }
    write(sale, { revision: Number(sale.revision) + 1 });
    write(amendment, { state: "validated" });
    clear(sale);
    processSale(sale);
    effects += 1;
  };

  const BUTTONS: Readonly<Record<string, (ids: number[], context: Context, limit: number) => void>> = {
    "sale.sale.quote": (ids) => {
      for (const id of ids)
        if (get("sale.sale", id).number === null) write(get("sale.sale", id), { number: `${id}` });
      move("sale.sale", ids, ["draft"], "quotation");
    },
    "sale.sale.confirm": (ids) => {
      const fresh = ids.filter((id) => get("sale.sale", id).state === "quotation");
      move("sale.sale", fresh, ["quotation"], "processing");
      for (const id of fresh) processSale(get("sale.sale", id));
      effects += fresh.length;
    },
    "sale.sale.process": (ids) => each(ids, (id) => processSale(get("sale.sale", id))),
    "sale.amendment.validate_amendment": (ids, context, limit) =>
      each(ids, (id) => validate(id, context, limit)),
    "stock.shipment.out.draft": (ids, context) => {
      const waiting = ids.filter((id) => get("stock.shipment.out", id).state === "waiting");
      checkStamps("stock.shipment.out", waiting, context);
      move("stock.shipment.out", waiting, ["waiting"], "draft");
    },
    "stock.shipment.out.wait": (ids) => move("stock.shipment.out", ids, ["draft", "assigned"], "waiting"),
  };

  const run = (method: string, params: Params, limit: number): unknown => {
    if (method === "model.res.user.get_preferences") return { company: 1, language: "de" };
    if (method === "model.ir.date.today") return { __class__: "date", year: 2026, month: 11, day: 10 };
    if (method === "model.sale.line.on_change_product")
      return { unit, unit_price: { __class__: "Decimal", decimal: "9.00" }, taxes: [] };
    const [, model = "", name = ""] = /^model\.(.+)\.(\w+)$/.exec(method) ?? [];
    const context = params.at(-1) as Context;
    if (name === "default_get") return { company: search("company.company", [])[0]?.id };
    if (name === "search_read") {
      type Asked = [Params, number, number | null, [string, string][] | null, string[]];
      const [domain, , limited, order, fields] = params as Asked;
      const found = search(model, domain);
      // Otherwise they come by id.
      if (order?.[0]?.[0] === "write_date") found.sort((a, b) => Number(a.at) - Number(b.at) || a.id - b.id);
      return found.slice(0, limited ?? undefined).map((record) => tables.shown(record, fields));
    }
    if (name === "read") {
      const [ids, fields] = params as [number[], string[]];
      return ids.map((id) => tables.shown(get(model, id), fields));
    }
    if (name === "create")
      return (params[0] as Record<string, unknown>[]).map((values) => create(model, values).id);
    const ids = params[0] as number[];
    if (name === "write") {
      checkStamps(model, ids, context);
      for (const id of ids) write(get(model, id), params[1] as Record<string, unknown>);
      return null;
    }
    if (name === "delete") {
      checkStamps(model, ids, context);
      for (const id of ids) tables.table(model).delete(id);
      return null;
    }
    const button = BUTTONS[`${model}.${name}`];
    if (button === undefined) throw new TrytonError([`'${model}'`, ""]);
    button(ids, context, limit);
    return null;
  };

  /** Which order a call is about, and what it does to it, for those that can be made to fail. */
  const subjectOf = (method: string, params: Params): { operation: string; reference: unknown } | null => {
    if (method === "model.sale.amendment.validate_amendment") {
      const amendment = get("sale.amendment", (params[0] as number[])[0] ?? 0);
      return { operation: "AMEND", reference: get("sale.sale", Number(amendment.sale)).reference };
    }
    if (method === "model.sale.sale.confirm")
      return { operation: "CREATE", reference: get("sale.sale", (params[0] as number[])[0] ?? 0).reference };
    if (method !== "model.sale.sale.search_read") return null;
    return { operation: "READ", reference: ((params[0] as Params)[0] as Params)[2] };
  };
  const modeOf = (method: string, params: Params): Mode | null => {
    const subject = modes.length === 0 ? null : subjectOf(method, params);
    const at = modes.findIndex(
      ({ operation, reference }) => operation === subject?.operation && reference === subject.reference,
    );
    return at < 0 ? null : (modes.splice(at, 1)[0] ?? null);
  };

  const answer = async (method: string, params: Params, response: ServerResponse): Promise<void> => {
    const { mode, ms = 0, retryAfter, k } = modeOf(method, params) ?? { mode: "ok" };
    if (mode === "429")
      return void response
        .writeHead(429, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) })
        .end("<p>too many</p>");
    if (mode === "500-before") return void response.writeHead(500).end("<h1>Internal Server Error</h1>");
    if (mode === "timeout-before") return;
    if (mode === "rst-before") return void response.destroy();
    if (mode === "html200")
      return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Hello");
    let body: string;
    try {
      hooks.get(method)?.();
      if (mode === "stale-409") {
        effects += 1;
        throw conflict();
      }
      body = JSON.stringify({ id: 0, result: run(method, params, k ?? Number.MAX_SAFE_INTEGER) });
    } catch (error) {
      const said = error instanceof TrytonError ? error.error : [String(error), "Traceback"];
      body = JSON.stringify({ id: 0, error: said });
    }
    if (mode === "timeout-after") return;
    if (mode === "rst-after") return void response.destroy();
    if (mode === "500-after") return void response.writeHead(502).end("Bad Gateway");
    if (mode === "slow") await sleep(ms);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(mode === "truncated" ? body.slice(0, body.length - 5) : body);
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, params } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
      method: string;
      params: Params;
    };
    calls.push(method);
    if (request.url !== `/${DATABASE}/`) return void response.writeHead(404).end();
    if (method === "common.db.login") {
      const [user, given] = params as [string, { password?: string }];
      logins += 1;
      if (user !== USER || given.password !== PASSWORD) return void response.writeHead(401).end();
      token = `session-${logins}`;
      return void response.end(JSON.stringify({ id: 0, result: [7, token] }));
    }
    const session = `Session ${Buffer.from(`${USER}:7:${token}`).toString("base64")}`;
    if (request.headers.authorization !== session)
      return void response.writeHead(401).end("<p>Unauthorized</p>");
    const at = broken.findIndex((fits) => fits(method, params));
    if (at >= 0) {
      broken.splice(at, 1);
      return void response.destroy();
    }
    await answer(method, params, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { url: `http://127.0.0.1:${port}`, database: DATABASE, user: USER, password: PASSWORD },
    ...{ tables, calls },
    fail: async (mode: Mode): Promise<void> => void modes.push(mode),
    effects: async (): Promise<number> => effects,
    logins: (): number => logins,
    /** Cuts the line on the next call that fits. */
    breakOn: (fits: (method: string, params: Params) => boolean) => void broken.push(fits),
    /** Ends every session, as a restart of Tryton or the passing of time does. */
    endSessions(): void {
      token = "ended";
    },
    /** Does this when a method is called next, before it runs: what somebody else does in between. */
    before(method: string, act: () => void): void {
      hooks.set(method, () => {
        hooks.delete(method);
        act();
      });
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
