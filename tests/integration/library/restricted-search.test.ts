import { beforeEach, expect, it, vi } from "vitest";
import { actorOfSession } from "@/lib/accounts/sessions";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { editionText } from "@/lib/editions/editions";
import { changeAccess } from "@/lib/library/access";
import type { AccessChange } from "@/lib/library/access-schemas";
import { currentLibrary } from "@/lib/library/library";
import { completeQuery, searchLibrary } from "@/lib/library/search";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeBothDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf } from "../support/reports";

const SECRET = "secret";
const RIVERS = markdownOf(
  "Rivers carry trade between towns.",
  "Grain ships wait at Kesh. Toll houses stand on the quay.",
);
/** Words that occur in the other report too, and words in several scripts that occur only here. */
const HIDDEN = markdownOf(
  "Rivers flood. Quagmire quagmire toll toll toll.",
  "Astana hosted zyzzyva. Grain ships carry quagmire, and Rivers carry trade.",
  "Президент Назарбаев говорил о мягкой силе.",
  "Қазақстанның сыртқы саясаты туралы кітаптар.",
  '![A chart of tolls](missing "barracuda toll")',
);

/** Queries that would betray the hidden report by hits, counts, corrections, completions, or the weights of words. */
const QUERIES = [
  ...[
    "quagmire",
    "quagmir",
    "zyzzyva",
    '"grain ships"',
    '"ships carry quagmire"',
    "rivers",
    "toll",
    "grain rivers toll",
  ],
  ...[
    "Назарбаев",
    "Nazarbayev",
    "кітап",
    "Астана",
    "Astana",
    "report:secret",
    "by:author rivers",
    "lang:ru",
    "in:text",
    "in:figures",
    "barracuda",
  ],
  ...["is:noted", "tag:flood", "rivers NOT quagmire", "zyzzyva grain", "quagmire grain quay"],
];
const BEGINNINGS = ["qua", "barr", "zyz", "Наз", "қаз", "riv", "gra", "tol", "asta"];

describeBothDatabases("a search by someone who can't read a report", (context) => {
  const { db } = context;
  const shelf = useContentFolder();
  let owner: Caller;
  let reader: Caller;
  let named: Caller;

  beforeEach(async () => {
    serve(db());
    vi.stubEnv("DATABASE_URL", context.url());
    vi.stubEnv("SEARCH_ENGINE", context.provider === "postgresql" ? "postgresql" : "memory");
    await shelf.put("rivers", RIVERS);
    owner = await makeCaller(db(), "owner", "Olga");
    reader = await makeCaller(db(), "reader", "Rae");
    named = await makeCaller(db(), "reader", "Nia");
  });

  const share = async (audience: AccessChange["audience"], people: Caller[] = []) => {
    const { accessVersion: version } = await db().report.findUniqueOrThrow({ where: { slug: SECRET } });
    const grants = people.map(({ actor }) => ({ id: actor.id, right: "read" as const }));
    await changeAccess(db(), owner.actor, SECRET, {
      ...{ version, audience },
      ...{ people: grants, groups: [] },
    });
  };

  /** Everything that searches reveal to a user. Rights are read again, as they are for each request. */
  const told = async (who: Caller) => {
    const { actor } = await again(who);
    const answers = [];
    for (const query of QUERIES) {
      answers.push(await searchLibrary(db(), actor, query));
      answers.push(await searchLibrary(db(), actor, query, { sort: "position", match: "all" }));
      answers.push(await searchLibrary(db(), actor, query, { report: SECRET }));
    }
    for (const query of BEGINNINGS) answers.push(await completeQuery(db(), actor, query));
    return answers;
  };

  const again = async (who: Caller): Promise<Caller> => {
    return { ...who, actor: (await actorOfSession(db(), who.actor.sessionId))! };
  };

  it("is answered as if the report didn't exist, while others find it", async () => {
    const without = await told(reader);
    await shelf.put(SECRET, HIDDEN);
    const { bySlug } = await currentLibrary();
    const edition = await editionText(db(), bySlug.get(SECRET)!.edition.id);
    const noted = highlightOf(edition!, "flood", {
      note: "A quagmire of zyzzyva",
      tags: ["flood"],
      visibility: "team",
    });
    await createHighlight(db(), owner.actor, SECRET, noted);
    expect(await told(reader), "open to the team").not.toEqual(without);

    await share("restricted", [named]);
    expect(await told(reader)).toEqual(without);
    expect(await told(await makeCaller(db(), "editor"))).toEqual(without);
    for (const who of [named, owner]) {
      const { total } = await searchLibrary(db(), (await again(who)).actor, "quagmire");
      expect(total).toBe(3);
    }

    await share("team");
    const { total, unknown } = await searchLibrary(db(), (await again(reader)).actor, "quagmire");
    expect([total, unknown]).toEqual([3, []]);
  });

  it("is answered the same to readers of everything, whoever else can read it", async () => {
    await shelf.put(SECRET, HIDDEN);
    // Ties between words and passages may be in another order, and completions in another case.
    const relevant = (answers: Awaited<ReturnType<typeof told>>) =>
      answers.map((answer) =>
        "hits" in answer ? [answer.total, answer.facets, answer.unknown] : answer.completions.length,
      );
    const open = relevant(await told(named));
    await share("restricted", [named]);
    expect(relevant(await told(named))).toEqual(open);
  });
});
