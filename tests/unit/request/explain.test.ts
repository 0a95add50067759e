import { expect, it } from "vitest";
import { explain } from "@/app/_features/request";
import { refusal } from "@/app/_features/request/fetch-json";
import { t } from "../../support/messages";

const page = (status: number): Response => new Response("<html><h1>nginx</h1></html>", { status });

it.each([413, 502])("explains the error page of a proxy (%i), which contains no sentence of ours", async (status) => {
  const sentence = explain(t, await refusal(page(status)));
  expect(sentence).toBe(t("notes.unexpected", { status: String(status) }));
  expect(sentence).not.toMatch(/^$|[{}]/u);
});

it("shows the server's own sentence", async () => {
  const answer = Response.json({ error: { code: "not-found", message: "There is no such note." } }, { status: 404 });
  expect(explain(t, await refusal(answer))).toBe("There is no such note.");
});
