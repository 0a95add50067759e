import { afterEach, expect, it, vi } from "vitest";
import { POST } from "@/app/api/setup/route";
import { isSetUp, setUp } from "@/lib/accounts/set-up";
import { makeSetUpCode } from "@/lib/accounts/set-up-code";
import { personWith } from "@/lib/accounts/sign-in";
import type { Database } from "@/lib/db/database";
import { describeDatabases } from "../support/databases";
import { forgetSingletons, workOn } from "../support/singletons";

const PASSWORD = "correct horse battery";
const ANA = { name: "Ana", email: "ana@example.org", password: PASSWORD };

/** Makes this the database that the routes use. */
function share(db: Database): void {
  workOn(db);
  forgetSingletons("library");
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describeDatabases("setup", ({ db }) => {
  it("makes the first user the owner", async () => {
    expect(await isSetUp(db())).toBe(false);
    await setUp(db(), ANA, null, null);
    expect(await isSetUp(db())).toBe(true);
    expect(await db().person.findMany()).toMatchObject([{ name: "Ana", email: "ana@example.org", role: "owner" }]);
    expect(await personWith(db(), ANA, { client: { address: null, device: "" }, knownBrowser: null })).not.toBeNull();
  });

  it("is recorded with the client address if it was done in a browser", async () => {
    await setUp(db(), ANA, null, { address: "192.0.2.7", device: "Vitest" });
    const { id } = await db().person.findFirstOrThrow();
    expect(await db().auditEntry.findMany()).toMatchObject([
      { action: "person.joined", personId: id, address: "192.0.2.7", device: "Vitest" },
    ]);
  });

  it("stores no readable password", async () => {
    await setUp(db(), ANA, null, null);
    expect(JSON.stringify(await db().person.findMany())).not.toContain(PASSWORD);
  });

  it("works only once", async () => {
    await setUp(db(), ANA, null, null);
    const again = setUp(db(), { ...ANA, email: "bo@example.org" }, null, null);
    await expect(again).rejects.toMatchObject({ code: "already-set-up", status: 409 });
  });

  it("succeeds for only one of several users who try at the same time", async () => {
    const tries = Array.from({ length: 8 }, (_, n) => setUp(db(), { ...ANA, email: `p${n}@example.org` }, null, null));
    const outcomes = await Promise.allSettled(tries);
    const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason.code);
    expect(failures).toEqual(Array.from({ length: 7 }, () => "already-set-up"));
    expect(await db().person.count()).toBe(1);
  });

  it("if a code is required, accepts one printed by any instance, and only once", async () => {
    const code = await makeSetUpCode(db());
    const later = await makeSetUpCode(db());
    expect(code).toMatch(/^([0-9a-f]{8}-){3}[0-9a-f]{8}$/u);
    for (const wrong of ["", "nonsense", code.slice(1)]) {
      await expect(setUp(db(), ANA, wrong, null)).rejects.toMatchObject({ code: "wrong-code", status: 403 });
    }
    await setUp(db(), ANA, ` ${code.toUpperCase().replaceAll("-", " ")} `, null);
    await db().person.deleteMany();
    for (const used of [code, later]) {
      await expect(setUp(db(), ANA, used, null)).rejects.toMatchObject({ code: "wrong-code" });
    }
  });

  it("accepts no code if none was created", async () => {
    await expect(setUp(db(), ANA, "", null)).rejects.toMatchObject({ code: "wrong-code" });
  });

  it("stores only a hash of the code", async () => {
    const code = await makeSetUpCode(db());
    expect(JSON.stringify(await db().setUpCode.findMany())).not.toContain(code.replaceAll("-", ""));
  });

  const request = (host: string, body: object) =>
    POST(
      new Request("http://127.0.0.1:3000/api/setup", {
        method: "POST",
        headers: { host, "sec-fetch-site": "same-origin", "content-type": "application/json" },
        body: JSON.stringify({ ...ANA, ...body }),
      }),
      { params: Promise.resolve({}) },
    );
  const codeOf = async (response: Response) => (await response.json()).error?.code;

  it("in the browser signs the user in and continues with inviting the team", async () => {
    share(db());
    const response = await request("localhost:3000", {});
    expect(await response.json()).toEqual({ to: "/team/invite" });
    expect(response.headers.getSetCookie()).toHaveLength(2);
    expect(await codeOf(await request("localhost:3000", { email: "bo@example.org" }))).toBe("already-set-up");
  });

  it("without a code is limited to loopback names", async () => {
    share(db());
    for (const host of ["evil.example", "192.168.1.5:3000", "127.0.0.1.evil.example"]) {
      expect(await codeOf(await request(host, {}))).toBe("not-this-machine");
    }
    expect(await isSetUp(db())).toBe(false);
  });

  it.each(["HOST", "PUBLIC_URL"])(
    "requires the code if %s makes the app reachable from other machines",
    async (name) => {
      share(db());
      vi.stubEnv(name, name === "HOST" ? "0.0.0.0" : "https://notes.example");
      const code = await makeSetUpCode(db());
      expect(await codeOf(await request("notes.example", {}))).toBe("wrong-code");
      expect(await codeOf(await request("127.0.0.1:3000", {}))).toBe("wrong-code");
      expect((await request("notes.example", { code })).status).toBe(200);
    },
  );
});
