import { beforeEach, expect, it } from "vitest";
import { PUT } from "@/app/api/colours/[colour]/route";
import { GET } from "@/app/api/colours/route";
import type { ColourNames } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { follow, useFollowers } from "../support/streams";

describeDatabases("colour names", (context) => {
  useFollowers();
  let editor: Caller;
  let reader: Caller;

  beforeEach(async () => {
    serve(context.db());
    [editor, reader] = [await makeCaller(context.db(), "editor"), await makeCaller(context.db(), "reader")];
  });

  const name = (who: Caller, colour: number, typed: string) =>
    call<ColourNames & { error: { code: string } }>(PUT, who, {
      params: { colour: String(colour) },
      body: { name: typed },
    });
  const names = async (who: Caller) =>
    (await call<ColourNames>(GET, who)).body.colours.map((each) => `${each.colour} ${each.name}`);

  it("are set and removed by users who are allowed to, and visible to everyone", async () => {
    expect(await names(reader)).toEqual([]);
    await name(editor, 3, "  To   check ");
    const { body } = await name(editor, 1, "Fact");
    expect(body).toEqual({
      colours: [
        { colour: 1, name: "Fact" },
        { colour: 3, name: "To check" },
      ],
    });
    await name(editor, 1, "Facts");
    expect(await names(reader)).toEqual(["1 Facts", "3 To check"]);
    await name(editor, 1, " ");
    expect(await names(reader)).toEqual(["3 To check"]);
    expect((await name(reader, 1, "Mine")).status).toBe(403);
    expect(await names(reader)).toEqual(["3 To check"]);
  });

  it.each([
    ["colour-name-too-long", 400, "x".repeat(25)],
    ["colour-name-taken", 409, "FACT"],
  ])("are rejected: %s", async (code, status, typed) => {
    await name(editor, 1, "Fact");
    const { body, ...answer } = await name(editor, 2, typed);
    expect([answer.status, body.error.code]).toEqual([status, code]);
    expect(await names(reader)).toEqual(["1 Fact"]);
  });

  it("are sent once to each listener", async () => {
    const follower = await follow(reader);
    await name(editor, 2, "Oil");
    await name(editor, 2, "Oil");
    const { data } = await follower.until(({ event }) => event === "colours");
    expect(data).toEqual({ colours: [{ colour: 2, name: "Oil" }] });
    expect((await eventsSince(context.db(), 0)).map(({ kind, subjectId }) => `${kind} ${subjectId}`)).toEqual([
      "colour.named 2",
    ]);
  });
});
