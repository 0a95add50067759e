import { describe, expect, it } from "vitest";
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

  it("for programs", () => {
    const { bibtex, ris } = citationsOf(EDITED, pages(12, 13));
    expect(bibtex).toMatch(/^@book\{[\s\S]*editor = \{Gussarova, Anna\}[\s\S]*pages = \{12--13\}/u);
    expect(ris).toMatch(/^TY {2}- BOOK[\s\S]*PB {2}- CAISS[\s\S]*ER {2}-/u);
  });

  it("with what is known", () => {
    const bare: ReportMeta & { slug: string } = {
      slug: "x",
      title: "A title",
      authors: ["Ministry of Rivers"],
      language: "en",
    };
    expect(citationsOf(bare, []).chicago).toBe("Ministry of Rivers, A title.");
    expect(citationsOf({ ...bare, authors: [] }, []).gost).toBe("A title.");
  });
});
