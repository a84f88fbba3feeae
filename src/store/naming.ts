import { DefaultNamingStrategy } from "typeorm";

/** `placedAt` in code is `placed_at` in SQL. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Column names are few and rows are many. */
const CAMEL_CASE = new Map<string, string>();

/** `placed_at` in SQL is `placedAt` in code. */
export function camelCase(name: string): string {
  const known = CAMEL_CASE.get(name);
  if (known !== undefined) return known;
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  CAMEL_CASE.set(name, camel);
  return camel;
}

/** One rule for every column, so that no entity spells its columns twice. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? snakeCase(propertyName);
  }
}
