/**
 * What two linters say of a schema: graphql-schema-linter with all its rules, and graphql-eslint's rules for
 * schemas and for Relay. Takes one line of JSON on stdin with the schema's path, and prints one: every finding
 * with its rule, its words and the line it is about. Ends with its stdin.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import graphqlEslint from "@graphql-eslint/eslint-plugin";
import { Linter } from "eslint";

const SCHEMA_LINTER = fileURLToPath(new URL("node_modules/.bin/graphql-schema-linter", import.meta.url));

const config = (schema) => ({
  files: ["**/*.graphql"],
  plugins: { "@graphql-eslint": graphqlEslint },
  languageOptions: { parser: graphqlEslint.parser, parserOptions: { graphQLConfig: { schema } } },
  rules: {
    ...graphqlEslint.configs["flat/schema-recommended"].rules,
    ...graphqlEslint.configs["flat/schema-relay"].rules,
  },
});

function bySchemaLinter(schema, lines) {
  const args = [SCHEMA_LINTER, schema, "--format", "json"];
  const { errors } = JSON.parse(output(() => execFileSync(process.execPath, args, { encoding: "utf8" })));
  return errors.map(({ rule, message, location }) => ({
    rule,
    message,
    line: lines[location.line - 1].trim(),
  }));
}

/** It ends with 1 where it found something, which is no failure of its own. */
function output(run) {
  try {
    return run();
  } catch (error) {
    if (error.status === 1) return error.stdout;
    throw error;
  }
}

const byEslint = (schema, text, lines) =>
  new Linter()
    .verify(text, config(schema), { filename: "schema.graphql" })
    .map(({ ruleId, message, line }) => ({ rule: ruleId, message, line: lines[line - 1].trim() }));

function lint({ schema }) {
  const text = readFileSync(schema, "utf8");
  const lines = text.split("\n");
  return [...bySchemaLinter(schema, lines), ...byEslint(schema, text, lines)];
}

let told = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  told += chunk;
  if (!told.includes("\n")) continue;
  process.stdout.write(`${JSON.stringify(lint(JSON.parse(told)))}\n`);
  told = "";
}
