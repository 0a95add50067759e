import { afterEach, expect, it, vi } from "vitest";
import { searchSetting } from "@/lib/library/search-setting";

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  [undefined, "memory"],
  ["", "memory"],
  ["memory", "memory"],
  ["postgresql", "postgresql"],
])("SEARCH_ENGINE %s is %s", (name, setting) => {
  vi.stubEnv("DATABASE_URL", "postgresql://concord@db.example/concord");
  expect(searchSetting({ SEARCH_ENGINE: name })).toBe(setting);
});

it("refuses what is no engine, and PostgreSQL where the database is another", () => {
  expect(() => searchSetting({ SEARCH_ENGINE: "elastic" })).toThrow('not "elastic"');
  vi.stubEnv("DATABASE_URL", "file:data/concord.db");
  expect(() => searchSetting({ SEARCH_ENGINE: "postgresql" })).toThrow("the database is an SQLite file");
});
