import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { excerpt, inBackground, launch, runOnScreen } from "@/lib/cli/run.mjs";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`).join("\n");

test.each([
  ["nothing", "", ""],
  ["a short output as it is", `${lines(1, 60)}\n`, lines(1, 60)],
  ["start and end of a long one", lines(1, 100), `${lines(1, 20)}\n[… 40 lines …]\n${lines(61, 100)}`],
])("a failed program shows %s", (_, output, shown) => {
  expect(excerpt(output)).toBe(shown);
});

test("a background program has its output captured and a lower priority", async () => {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const niceness = getPriority() + 1;
  const { status, isLower } = await inBackground({ write, niceness }, async () => {
    const { child, ended } = launch(process.execPath, ["-e", "process.stdin.resume()"], {
      stdio: ["pipe", "inherit", "inherit"],
    });
    const isLower = getPriority(child.pid) === niceness;
    child.stdin?.end();
    await ended;
    const args = ["-e", "console.log('a word'); console.error('a complaint'); process.exitCode = 3"];
    return { status: await runOnScreen(process.execPath, args), isLower };
  });
  expect({ status, isLower }).toEqual({ status: 3, isLower: true });
  expect(output.split("\n").sort()).toEqual(["", "a complaint", "a word"]);
});
