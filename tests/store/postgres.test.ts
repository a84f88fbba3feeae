import { describe, expect, test } from "vitest";
import { accountFrom } from "../../src/store/postgres/account.js";
import { urlOfDatabase } from "../../src/store/postgres/databases.js";
import { pointerIsOurs } from "../../src/store/postgres/place.js";
import { judge } from "../../src/store/postgres/postmaster-file.js";

const POSTGRES = "postgres:x:101:104:administrator:/var/lib/postgresql:/bin/bash";
const NOBODY = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin";

describe("the account root lends to PostgreSQL", () => {
  test.each([
    [[NOBODY, POSTGRES], "postgres"],
    [["root:x:0:0::/root:/bin/sh", NOBODY], "nobody"],
    [["postgres:x:0:0:root by another name:/:/bin/sh", NOBODY], "nobody"],
    [["postgresql-old:x:7:7::/:/bin/sh", NOBODY], "nobody"],
  ])("of %j is %s", (lines, expected) => {
    expect(accountFrom(lines.join("\n"))).toMatchObject({ name: expected, switched: true });
  });

  test("is an error with a way out where there is none", () => {
    expect(() => accountFrom("root:x:0:0::/root:/bin/sh")).toThrow(
      expect.objectContaining({ code: "POSTGRES_NO_ACCOUNT", mend: expect.stringContaining("DATABASE_URL") }),
    );
  });
});

describe("a living process named by a cluster's postmaster file", () => {
  const server = { pid: 25, startMark: "a" };
  test.each([
    ["/hub/cluster", "/n/postgres -D /hub/cluster -c port=1 ", "orphan"],
    ["/hub/cluster", "sleep 60 ", "stranger"],
    ["/hub/cluster", "/n/postgres -D /hub/cluster2 -c port=1 ", "stranger"],
    ["/hub/cluster", "postgres: checkpointer ", "stranger"],
    ["/old/cluster", "/n/postgres -D /old/cluster -c port=1 ", "moved"],
    ["/old/cluster", "/n/postgres -D /hub/cluster -c port=1 ", "stranger"],
  ])("that says %s, and runs as %j, is a(n) %s", (path, commandLine, kind) => {
    const file = { pid: 25, cluster: path, port: 1, status: "ready" };
    expect(judge(file, server, commandLine, "/hub/cluster").kind).toBe(kind);
  });
});

describe("a data folder's pointer to data kept elsewhere", () => {
  const found = { home: "/root/a", data: "/var/lib/x/1" };
  test.each([
    ["in the folder it was written for", "/root/a", "/var/lib/x/1", true],
    ["in a folder that was renamed", "/root/b", null, true],
    ["in a copy, whose original uses the data", "/root/b", "/var/lib/x/1", false],
    ["in a folder restored beside a new original", "/root/b", "/var/lib/x/2", true],
  ])("%s counts: %s, %s -> %s", (_case, home, dataOfOriginal, expected) => {
    expect(pointerIsOurs(found, home, () => dataOfOriginal)).toBe(expected);
  });
});

describe("the URL of a database on a server", () => {
  test.each([
    ["postgres://u:p%40w@h:5/postgres", "hub", "postgres://u:p%40w@h:5/hub"],
    ["postgres://u@h/postgres?sslmode=require", "a b", "postgres://u@h/a%20b?sslmode=require"],
  ])("%s and %s give %s", (server, name, expected) => {
    expect(urlOfDatabase(server, name)).toBe(expected);
  });
});
