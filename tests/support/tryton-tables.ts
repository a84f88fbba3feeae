import { sqlLike } from "./sql-like.js";

/** A record of Tryton: other records by their ids, moments in microseconds. */
export interface TrytonRecord {
  readonly id: number;
  [field: string]: unknown;
}

/** Which model a field leads to, as far as paths are followed. */
const LEADS_TO: Readonly<Record<string, string>> = {
  product: "product.product",
  party: "party.party",
  country: "country.country",
  subdivision: "country.subdivision",
  sale: "sale.sale",
  invoice: "account.invoice",
};

type Domain = readonly unknown[];

/** Tables in memory, with as much of Tryton's way of searching and reading as a connector needs. */
export function trytonTables(firstMoment: number) {
  const tables = new Map<string, Map<number, TrytonRecord>>();
  let moment = firstMoment;
  let lastId = 0;
  const table = (model: string): Map<number, TrytonRecord> => {
    const known = tables.get(model) ?? new Map<number, TrytonRecord>();
    tables.set(model, known);
    return known;
  };
  const tick = (): number => {
    moment += 1_003;
    return moment;
  };
  const valueAt = (record: TrytonRecord, path: string): unknown => {
    const [field = "", ...rest] = path.split(".");
    if (rest.length === 0) return record[field] ?? null;
    const next = table(LEADS_TO[field] ?? "").get(Number(record[field]));
    return next === undefined ? null : valueAt(next, rest.join("."));
  };
  const holds = (record: TrytonRecord, domain: Domain): boolean => {
    const [first, ...rest] = domain;
    if (first === "OR") return rest.some((part) => holdsOne(record, part as Domain));
    return domain.every((part) => holdsOne(record, part as Domain));
  };
  const holdsOne = (record: TrytonRecord, part: Domain): boolean => {
    if (Array.isArray(part[0]) || part[0] === "OR") return holds(record, part);
    const [path, operator, value] = part as [string, string, unknown];
    const mine = valueAt(record, path);
    if (operator === "in") {
      const wanted = value as unknown[];
      return Array.isArray(mine) ? mine.some((one) => wanted.includes(one)) : wanted.includes(mine);
    }
    if (operator === "like" || operator === "ilike") return sqlLike(String(value)).test(String(mine ?? ""));
    const [left, right] = [comparable(mine), comparable(value)];
    if (operator === "=") return left === right;
    if (operator === ">=") return left !== null && left >= (right ?? 0);
    if (operator === ">") return left !== null && left > (right ?? 0);
    if (operator === "<") return left !== null && left < (right ?? 0);
    throw new Error(`operator ${operator} is not known here`);
  };
  const shown = (record: TrytonRecord, fields: readonly string[]): Record<string, unknown> => {
    const out: Record<string, unknown> = { id: record.id };
    for (const field of fields) {
      const [own = "", ...rest] = field.split(".");
      if (rest.length === 0) out[own] = field === "_timestamp" ? stampOf(record) : (record[own] ?? null);
      else if (record[own] !== null && record[own] !== undefined)
        out[`${own}.`] = { ...(out[`${own}.`] as object), [rest.join(".")]: valueAt(record, field) };
    }
    return out;
  };
  return {
    table,
    get: (model: string, id: number): TrytonRecord =>
      table(model).get(id) ?? fail(`there is no ${model} ${id}`),
    add(model: string, values: Readonly<Record<string, unknown>>): TrytonRecord {
      lastId += 1;
      const at = tick();
      const record = { ...values, id: lastId, at, write_date: datetimeOf(at) };
      table(model).set(lastId, record);
      return record;
    },
    write(record: TrytonRecord, values: Readonly<Record<string, unknown>>): void {
      const at = tick();
      Object.assign(record, values, { at, write_date: datetimeOf(at) });
    },
    search: (model: string, domain: Domain): TrytonRecord[] =>
      [...table(model).values()].filter((record) => holds(record, domain)).sort((a, b) => a.id - b.id),
    shown,
    stampOf,
  };
}

const stampOf = (record: TrytonRecord): string => {
  const micros = String(record.at);
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
};

function fail(message: string): never {
  throw new Error(message);
}

/** Moments are compared as numbers, everything else as text. */
function comparable(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "object" && "__class__" in value && value.__class__ === "datetime") {
    const { year, month, day, hour, minute, second, microsecond } = value as unknown as Record<
      string,
      number
    >;
    const parts = [year, month, day, hour, minute, second, microsecond];
    return parts.map((part) => String(part).padStart(6, "0")).join(":");
  }
  return typeof value === "number" ? String(value).padStart(12, "0") : String(value);
}

function datetimeOf(micros: number) {
  const at = new Date(Math.floor(micros / 1000));
  return {
    ...{
      __class__: "datetime",
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
    },
    ...{ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() },
    microsecond: micros % 1_000_000,
  };
}
