import { expect, it } from "vitest";
import { GET } from "@/app/api/passages/[token]/pictures/[picture]/route";
import { DELETE } from "@/app/api/shares/[id]/route";
import { POST } from "@/app/api/shares/route";
import { currentEdition, editionReport } from "@/lib/editions/editions";
import { addUpload } from "@/lib/library/uploads";
import type { ShareView } from "@/lib/sharing/schemas";
import { whatIsShared } from "@/lib/sharing/shared";
import { storeSource } from "@/lib/sources/store";
import { pngOf, readPicture } from "../../support/pictures";
import { docxOf, drawing, p, run, styled } from "../../unit/report-import/structured/word";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { useTeam } from "../support/team";

const [MAP, CHART, LOCK] = [pngOf(40, 30), pngOf(30, 40, [0, 90, 200]), pngOf(20, 20, [0, 200, 90])];
const [map, chart, lock] = [readPicture(MAP), readPicture(CHART), readPicture(LOCK)];
const DOCX = docxOf(
  styled("a3", "The Kesh Canal") +
    styled("1", "Canals") +
    p("The first survey of the canal ends before the map.") +
    p(drawing("r1", "A map")) +
    p("The second survey of the canal begins after the map.") +
    p(drawing("r2")) +
    p("The third survey of the canal begins after the chart.") +
    p(run("A lock is shown ") + drawing("r3", "A lock") + run(" in a line.")),
  { pictures: { r1: ["a.png", MAP], r2: ["b.png", CHART], r3: ["c.png", LOCK] } },
);

describeDatabases("pictures in shared passages", (context) => {
  const { ann } = useTeam(context, { ann: ["editor", "Ann"] });

  /** Shares the passage that begins and ends with these words. */
  async function share(from: string, to = from) {
    const db = context.db();
    serve(db);
    if (!(await currentEdition(db, "kesh"))) {
      const { id } = await storeSource(db, ann.actor, { name: "kesh.docx", body: [DOCX] });
      await addUpload(db, ann.actor, { source: id, given: {}, slug: "kesh", after: null });
    }
    const { id: edition } = (await currentEdition(db, "kesh"))!;
    const { text } = (await editionReport(db, edition))!;
    const [start, end] = [text.indexOf(from), text.indexOf(to) + to.length];
    const body = { edition, start, end, quote: text.slice(start, end), highlightId: null };
    const made = await call<{ share: ShareView; path: string }>(POST, ann, { body });
    expect(made.status).toBe(200);
    return { id: made.body.share.id, token: made.body.path.replace("/p/", "") };
  }
  const shown = async (token: string) => {
    const shared = await whatIsShared(context.db(), token);
    return shared !== null && typeof shared === "object" ? shared.passages[0]!.pictures.sort() : shared;
  };
  /** Requests a picture without being signed in. */
  const ask = (token: string, picture: string) =>
    GET(new Request("http://127.0.0.1:3000/"), { params: Promise.resolve({ token, picture }) });

  it("are shown to visitors if they are inside the passage, and never cached", async () => {
    const { token } = await share("before the map.", "after the map.");
    expect(await shown(token)).toEqual([map.id]);
    const response = await ask(token, map.id);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "private, no-store",
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/u),
      "x-content-type-options": "nosniff",
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(MAP);
    expect((await ask(token, chart.id)).status).toBe(404);
    expect((await ask(token, "../../x")).status).toBe(400);
    expect((await ask("guessed", map.id)).status).toBe(410);
  });

  it("include those in lines of text, but not those before or after the passage", async () => {
    expect(await shown((await share("before the map.")).token)).toEqual([]);
    expect(await shown((await share("after the map.")).token)).toEqual([]);
    const { token } = await share("in a line");
    expect(await shown(token)).toEqual([lock.id]);
    expect((await ask(token, lock.id)).status).toBe(200);
  });

  it("disappear as soon as the link is revoked", async () => {
    const { id, token } = await share("after the map.", "after the chart.");
    expect((await ask(token, chart.id)).status).toBe(200);
    await call(DELETE, ann, { params: { id } });
    expect(await shown(token)).toBe("revoked");
    expect((await ask(token, chart.id)).status).toBe(410);
  });
});
