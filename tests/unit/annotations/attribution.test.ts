import { createFormatter, createTranslator } from "use-intl/core";
import { expect, it } from "vitest";
import { byline, bylines, writerName } from "@/app/_messages/writers";
import { creatorNamed, writerOf } from "@/lib/annotations/attribution";
import type { Origin } from "@/lib/annotations/schemas";
import { t } from "../../support/messages";

const creator = (name: string | null): Origin => ({ iri: "https://a.example/1", creator: { iri: null, name } });

it.each<[what: string, origin: Origin, writer: string, line: string]>([
  ["was written here", null, "Ann", "by Ann"],
  ["was imported, without an author", { iri: "https://a.example/1", creator: null }, "Ann", "by Ann"],
  [
    "was imported, with an author",
    creator("Zoe"),
    "Imported by Ann, attributed to Zoe",
    "imported by Ann, attributed to Zoe",
  ],
  [
    "was imported, with an unnamed author",
    creator(null),
    "Imported by Ann, attributed to someone",
    "imported by Ann, attributed to someone",
  ],
])("names the author of a note that %s", (_what, origin, writer, line) => {
  expect(writerOf({ author: { name: "Ann" }, origin })).toBe(writer);
  expect(writerName(t, writer)).toBe(writer);
  expect(byline(t, writer)).toBe(line);
});

it("names several authors in one sentence", () => {
  const format = createFormatter({ locale: "en-GB" });
  const imported = "Imported by Ann, attributed to Zoe";
  expect(bylines(t, format, ["Ann", imported, "Bob"])).toBe("by Ann and Bob; imported by Ann, attributed to Zoe");
  expect(bylines(t, format, [imported])).toBe("imported by Ann, attributed to Zoe");
});

it("names imported writers in another language", () => {
  const writers = { imported: "Importovala {importer}, podle {creator}", someone: "někoho" };
  const other = createTranslator({ locale: "en-GB", messages: { writers } }) as unknown as typeof t;
  expect(writerName(other, writerOf({ author: { name: "Ann" }, origin: creator("Zoe") }))).toBe(
    "Importovala Ann, podle Zoe",
  );
  expect(writerName(other, writerOf({ author: { name: "Ann" }, origin: creator(null) }))).toBe(
    "Importovala Ann, podle někoho",
  );
  expect(writerName(other, "Ann")).toBe("Ann");
});

it.each([
  ["Imported by Ann, attributed to Zoe", "Zoe", "Zoe"],
  ["Imported by Ann, attributed to Zoe", "Bob", "Imported by Ann, attributed to Zoe"],
  ["Zoe", "zoe", "Zoe"],
  ["Zoe", undefined, "Zoe"],
])("finds the original name in a file exported by Concord: %s, %s", (name, nickname, own) => {
  expect(creatorNamed(name, nickname)).toBe(own);
});
