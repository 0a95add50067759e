import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { databaseUrl, dataDir, providerOf } from "@/lib/db/settings";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("finds the database in the data folder unless DATABASE_URL says otherwise", () => {
  vi.stubEnv("DATA_DIR", "/srv/concord");
  vi.stubEnv("DATABASE_URL", "");
  expect(databaseUrl()).toBe("file:/srv/concord/concord.db");
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/concord");
  expect(databaseUrl()).toBe("postgresql://localhost/concord");
  vi.stubEnv("DATA_DIR", "");
  expect(dataDir()).toBe(path.join(root, "data"));
});

it.each([
  ["file:/a/b.db", "sqlite"],
  ["postgres://a/b", "postgresql"],
  ["postgresql://a/b", "postgresql"],
])("knows what %s is", (url, provider) => {
  expect(providerOf(url)).toBe(provider);
});

it.each(["/a/b.db", "mysql://a/b", "toString:x"])("does not know what %s is", (url) => {
  expect(() => providerOf(url)).toThrow("DATABASE_URL must begin with");
});
