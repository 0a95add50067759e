import path from "node:path";
import { expect, it } from "vitest";
import { describeDatabase, providerOf } from "@/lib/db/settings";

it.each([
  ["file:/a/b.db", "sqlite"],
  ["postgres://a/b", "postgresql"],
  ["postgresql://a/b", "postgresql"],
])("recognizes %s", (url, provider) => {
  expect(providerOf(url)).toBe(provider);
});

it.each(["/a/b.db", "mysql://a/b", "toString:x"])("does not recognize %s", (url) => {
  expect(() => providerOf(url)).toThrow("must start with");
});

it.each([
  ["file:/srv/concord.db", "SQLite file /srv/concord.db"],
  ["file:data/concord.db", `SQLite file ${path.resolve("data/concord.db")}`],
  [
    "postgresql://olga:hidden@db.example:5433/concord?sslmode=require",
    "PostgreSQL database concord at db.example:5433",
  ],
  ["postgres:///concord", "PostgreSQL database concord at localhost"],
  ["postgresql:///concord?host=/run/postgresql", "PostgreSQL database concord at /run/postgresql"],
  ["postgresql://olga:hidden@%2Frun%2Fpostgresql/my%20notes", "PostgreSQL database my notes at /run/postgresql"],
  ["postgresql://olga:hidden@db.example", "PostgreSQL database (default) at db.example"],
  ["postgresql://olga:hid den@db example/concord", "PostgreSQL database"],
])("describes the database at %s without its password", (url, said) => {
  expect(describeDatabase(url)).toBe(said);
});
