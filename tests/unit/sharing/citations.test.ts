import { describe, expect, it } from "vitest";
import { splitFrontMatter } from "@/lib/report/front-matter";
import type { ReportMeta } from "@/lib/report/model";
import { citationsOf } from "@/lib/sharing/citations/citations";

const EDITED: ReportMeta & { slug: string } = {
  ...{ slug: "soft-power", title: "Russian Soft Power in Kazakhstan", authors: [], editor: "Anna Gussarova" },
  ...{ publisher: "CAISS", place: "Almaty", year: 2017, language: "en" },
};
const RUSSIAN: ReportMeta & { slug: string } = {
  ...{ slug: "reki", title: "Реки и торговля", authors: ["Иван Петров", "Анна Сергеевна Ким"] },
  ...{ publisher: "Наука", place: "Москва", year: 2020, language: "ru" },
};
const pages = (...numbers: number[]) => numbers.map((page) => ({ page, certain: true, offset: 0 }));

describe("a passage is cited", () => {
  it("with the editor and the pages", () => {
    expect(citationsOf(EDITED, pages(12, 13))).toMatchObject({
      apa: "Gussarova, A. (Ed.). (2017). Russian Soft Power in Kazakhstan (pp. 12–13). CAISS.",
      chicago: "Anna Gussarova, ed., Russian Soft Power in Kazakhstan (Almaty: CAISS, 2017), 12–13.",
      mla: "Gussarova, Anna, editor. Russian Soft Power in Kazakhstan. CAISS, 2017, pp. 12–13.",
      gost: "Russian Soft Power in Kazakhstan / ed. by A. Gussarova. — Almaty : CAISS, 2017. — P. 12–13.",
    });
  });

  it("in Russian", () => {
    expect(citationsOf(RUSSIAN, pages(7))).toMatchObject({
      chicago: "Иван Петров и Анна Сергеевна Ким, Реки и торговля (Москва: Наука, 2020), 7.",
      mla: "Петров, Иван, и Анна Сергеевна Ким. Реки и торговля. Наука, 2020, с. 7.",
      gost: "Петров И., Ким А. С. Реки и торговля. — Москва : Наука, 2020. — С. 7.",
    });
    expect(citationsOf(RUSSIAN, pages(7)).apa).toContain("(2020). Реки и торговля");
  });

  it("in a machine-readable format", () => {
    const { bibtex, ris } = citationsOf(
      { ...EDITED, authors: ["Ludwig van der Berg", "World Bank Group"] },
      pages(12, 13),
    );
    expect(bibtex).toBe(
      [
        "@book{berg2017russian,",
        "\tauthor = {van der Berg, Ludwig and {World Bank Group}},",
        "\teditor = {Gussarova, Anna},",
        "\ttitle = {{Russian} {Soft} {Power} in {Kazakhstan}},",
        "\tpublisher = {CAISS},",
        "\taddress = {Almaty},",
        "\tyear = {2017},",
        "\tpages = {12--13},",
        "\tlangid = {english},",
        "}",
      ].join("\n"),
    );
    expect(ris).toBe(
      [
        ...["TY  - BOOK", "ID  - soft-power", "AU  - van der Berg, Ludwig", "AU  - World Bank Group"],
        ...["A3  - Gussarova, Anna", "TI  - Russian Soft Power in Kazakhstan", "PB  - CAISS", "CY  - Almaty"],
        ...["PY  - 2017", "SE  - 12-13", "LA  - en", "ER  - "],
      ].join("\n"),
    );
  });

  it("in a machine-readable format, in the original script, with a Latin key", () => {
    const { bibtex, ris } = citationsOf(RUSSIAN, pages(7));
    expect(bibtex).toContain("@book{petrov2020reki,");
    expect(bibtex).toContain("author = {Петров, Иван and Ким, Анна Сергеевна}");
    expect(bibtex).toContain("title = {{Реки} и торговля}");
    expect(bibtex).toContain("address = {Москва}");
    expect(ris).toContain("AU  - Петров, Иван\n");
    expect(ris).toContain("TI  - Реки и торговля\n");
    const kazakh = { ...RUSSIAN, title: "Өзендер мен сауда", authors: ["Нұрлан Әбенов"], language: "kk" as const };
    expect(citationsOf(kazakh, []).bibtex).toMatch(/^@book\{abenov2020ozender,\n\tauthor = \{Әбенов, Нұрлан\},/u);
  });

  it("in a machine-readable format, without characters that would break the file", () => {
    const title = `Costs & benefits: 100 % of {rivers} _and_ ${"very ".repeat(40)}long\nnames \\ #1`;
    const { bibtex, ris } = citationsOf({ ...EDITED, title }, []);
    expect(bibtex).toContain(
      String.raw`title = {{Costs} \& benefits: 100 \% of \textbraceleft{}rivers\textbraceright{} \_and\_ very `,
    );
    expect(bibtex).toContain(String.raw`long names \textbackslash{} \#1},`);
    for (const line of ris.split("\n")) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /u);
    expect(ris).toContain(`\nTI  - ${title.replace("\n", " ")}\n`);
  });

  it("with names split as in the front matter", () => {
    const { meta } = splitFrontMatter(`---
title: Rivers
authors:
  - literal: Médecins Sans Frontières
  - family: García López
    given: Ana
  - Bo Ek
editor:
  literal: Anna Lee and Partners
---
`);
    expect(meta).toMatchObject({
      authors: ["Médecins Sans Frontières", "Ana García López", "Bo Ek"],
      editor: "Anna Lee and Partners",
    });
    expect(citationsOf({ ...meta, slug: "rivers" }, []).chicago).toBe(
      "Médecins Sans Frontières, Ana García López, and Bo Ek, Rivers, ed. Anna Lee and Partners, n.d.",
    );
  });

  it("with only the available data", () => {
    const bare: ReportMeta & { slug: string } = {
      slug: "x",
      title: "A title",
      authors: ["Ministry of Rivers"],
      language: "en",
    };
    expect(citationsOf(bare, []).chicago).toBe("Ministry of Rivers, A Title, n.d.");
    expect(citationsOf({ ...bare, authors: [] }, []).gost).toBe("A title.");
  });
});
