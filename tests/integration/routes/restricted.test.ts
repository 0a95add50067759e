import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { ReportRight } from "@/lib/accounts/policy";
import type { Database } from "@/lib/db/database";
import { changeAccess } from "@/lib/library/access";
import type { AccessChange } from "@/lib/library/access-schemas";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { ask, loadModules, ORIGIN } from "./asking";
import { PERMISSIONS, type Permission, type Sent } from "./permissions";
import type { CallerName, World } from "./world";
import { useWorlds } from "./worlds";

beforeAll(loadModules);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** Routes whose answer depends on a report, or on something in it. */
const OF_REPORT = /^\/api\/(?:v1\/)?(?:reports|highlights|editions\/\[id\]|sources\/\[id\]|shares|annotations|notes)/u;
/** Files that were uploaded, but not added, belong to no report. */
const isOfReport = ({ route, of, send }: Permission) =>
  OF_REPORT.test(route) && send !== undefined && !of?.includes("pending");

describeDatabases(
  "a restricted report",
  ({ db, provider, url }) => {
    const worlds = useWorlds({ provider, url });

    interface Restricted extends World {
      owner: Caller;
    }

    /** A world whose report only some people can read. */
    async function restricted(
      grants: Pick<AccessChange, "people" | "groups"> = { people: [], groups: [] },
      audience: AccessChange["audience"] = "restricted",
    ): Promise<Restricted> {
      const world = await worlds.next(db());
      const owner = await makeCaller(db(), "owner");
      await changeAccess(db(), owner.actor, world.slug, { version: 1, audience, ...grants });
      return { ...world, owner };
    }

    const given = (id: string, right: ReportRight) => ({ people: [{ id, right }], groups: [] });

    /** What would tell that the report exists: its title and text, and the ids of what is in it. */
    const secretsOf = ({ passage, source, team, area, grouped, share, linked, replies }: World) => [
      ...["Made up", "carry trade", passage.edition, source.id, team.id, area.id, grouped.id, share.id, linked.id],
      replies.team,
    ];

    /** The same request for a report that doesn't exist, with ids of nothing. */
    const elsewhere = (sent: Sent, slug: string): Sent => {
      const ids = new Map<string, string>();
      const other = (id: string) => ids.get(id) ?? ids.set(id, randomUUID()).get(id)!;
      return JSON.parse(JSON.stringify(sent).replaceAll(UUID, other).replaceAll(`"${slug}"`, '"nowhere"'));
    };

    const said = async (row: Permission, sent: Sent, cookie: string) => {
      const { response, text } = await ask(row, sent, { origin: ORIGIN, cookie });
      const { error } = response.status < 400 ? { error: null } : JSON.parse(text);
      const { requestId: _, ...problem } = error ?? {};
      return { status: response.status, problem, text };
    };

    it.each<CallerName>(["reader", "annotator", "editor"])(
      "does not exist for the %s, in any answer",
      async (caller) => {
        const world = await restricted();
        const cookie = world.cookies[caller];
        let compared = 0;
        for (const row of PERMISSIONS) {
          const sent = row.send?.(world) ?? {};
          // Requests that contain the report themselves can get it back.
          const secrets = secretsOf(world).filter((secret) => !JSON.stringify(sent).includes(secret));
          const of = [row.method, row.route, row.of].filter(Boolean).join(" ");
          const isEditionOfOwn = row.route.startsWith("/api/editions") && row.method === "POST";
          const { text, ...answer } = await said(row, sent, cookie);
          if (!isEditionOfOwn) for (const secret of secrets) expect(text, of).not.toContain(secret);
          const isAboutReport = isOfReport(row) && JSON.stringify(sent) !== JSON.stringify(elsewhere(sent, world.slug));
          if (!isAboutReport || answer.status < 400) continue;
          compared++;
          const { text: _, ...nothing } = await said(row, elsewhere(sent, world.slug), cookie);
          expect(answer, of).toEqual(nothing);
        }
        expect(compared).toBeGreaterThan(40);
      },
    );

    it("answers nothing to an outsider who asks for it or for something in it", async () => {
      const world = await restricted();
      const asked = PERMISSIONS.filter(
        (row) =>
          isOfReport(row) &&
          row.method === "GET" &&
          row.route !== "/api/notes/export" &&
          JSON.stringify(row.send?.(world)).includes(world.slug),
      );
      expect(asked.length).toBeGreaterThan(3);
      for (const row of asked) {
        const { status } = await said(row, row.send?.(world) ?? {}, world.cookies.editor);
        expect([row.route, row.of, status]).toEqual([row.route, row.of, 404]);
      }
    });

    it("answers visitors nothing more if it is public, by any route that members use", async () => {
      const world = await restricted(undefined, "public");
      for (const row of PERMISSIONS) {
        const sent = row.send?.(world) ?? {};
        const { status, text } = await said(row, sent, world.cookies.anonymous);
        expect([row.method, row.route, row.of, status]).toEqual([
          ...[row.method, row.route, row.of],
          row.expected.anonymous,
        ]);
        const secrets = secretsOf(world).filter((secret) => !JSON.stringify(sent).includes(secret));
        if (status === 401) for (const secret of secrets) expect(text).not.toContain(secret);
      }
    });

    it("is given to a reader, who gets the same answers as the team gets for other reports", async () => {
      const { reader } = await ids();
      const world = await restricted(given(reader, "read"));
      for (const row of PERMISSIONS.filter((row) => isOfReport(row) && row.method === "GET")) {
        const { status } = await said(row, row.send?.(world) ?? {}, world.cookies.reader);
        expect([row.route, row.of, status]).toEqual([row.route, row.of, row.expected.reader]);
      }
    });

    it("is given to a group, whose members get the same answers as before", async () => {
      const { group } = await worlds.next(db());
      const world = await restricted({ people: [], groups: [{ id: group.id, right: "read" }] });
      for (const row of PERMISSIONS.filter((row) => isOfReport(row) && row.method === "GET")) {
        for (const caller of ["member", "author"] as const) {
          const { status } = await said(row, row.send?.(world) ?? {}, world.cookies[caller]);
          expect([caller, row.route, row.of, status]).toEqual([caller, row.route, row.of, row.expected[caller]]);
        }
      }
    });

    it("is edited by a reader who was given the right, like by an editor", async () => {
      const rows = PERMISSIONS.filter(
        ({ route, of = "" }) =>
          route === "/api/reports/[slug]" ||
          (route === "/api/editions" && of === "") ||
          (route === "/api/editions/preview" && of === ""),
      );
      expect(rows).toHaveLength(5);
      for (const row of rows) {
        const { reader } = await ids();
        const world = await restricted(given(reader, "edit"));
        const { params, ...sent } = row.send?.(world) ?? {};
        const own = { ...sent, ...(params && { params: { ...params, slug: world.slug } }) };
        const { status } = await said(row, own, world.cookies.reader);
        expect([row.route, row.method, row.of, status]).toEqual([row.route, row.method, row.of, row.expected.editor]);
        const add = PERMISSIONS.find(({ route, of }) => route === "/api/editions" && of === undefined)!;
        const fresh = add.send!(world);
        const body = { ...(fresh.body as object), slug: "towns", after: null };
        expect((await said(add, { body }, world.cookies.reader)).status).toBe(403);
      }
    });

    it("can't get an edition from someone who used to be able to read it", async () => {
      const world = await restricted();
      const row = PERMISSIONS.find(({ route, of }) => route === "/api/editions" && of === undefined)!;
      const { status } = await said(row, row.send!(world), world.cookies.editor);
      expect(status).toBe(409);
      expect(await db().edition.count({ where: { report: world.slug } })).toBe(1);
    });

    it("and every other report that guests weren't given don't exist for them", async () => {
      const world = await worlds.next(db());
      const guest = await makeCaller(db(), "guest");
      for (const row of PERMISSIONS.filter(isOfReport)) {
        const sent = row.send?.(world) ?? {};
        const { status, text } = await said(row, sent, guest.cookie);
        const of = [row.method, row.route, row.of].filter(Boolean).join(" ");
        for (const secret of secretsOf(world).filter((each) => !JSON.stringify(sent).includes(each))) {
          expect(text, of).not.toContain(secret);
        }
        if (status >= 400) expect([of, status === 404 || status === 403 || status === 400]).toEqual([of, true]);
      }
      expect(await ids(guest.actor.id)).toBeDefined();
    });

    /** The ids of the world's people. */
    async function ids(_?: string): Promise<{ reader: string }> {
      await worlds.next(db());
      return { reader: await idOf(db(), "reader") };
    }
  },
  { isShared: true },
);

async function idOf(db: Database, name: string): Promise<string> {
  const { id } = await db.person.findFirstOrThrow({ where: { name }, select: { id: true } });
  return id;
}
