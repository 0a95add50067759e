import { spawn } from "node:child_process";
import path from "node:path";
import type { Language } from "../../report/model";
import { firstInstalled, limited } from "../external-program";
import { DPI, MARKER_CHARACTERS, type OcrEngine, type OcrTask, TESSERACT_NAMES } from "./engine";
import { type GreyImage, toPgm } from "./image";

/** Where package managers install programs. */
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin"];

/** Limits for one page. If the worker is killed, the program exits after its current page. */
const LIMITS = { seconds: 60, kilobytes: 1_000_000 };

/** Using several threads would slow down each page. */
const ENVIRONMENT = { OMP_THREAD_LIMIT: "1" } as unknown as NodeJS.ProcessEnv;

/** Maximum time per page, in milliseconds. On a busy machine, most of it is spent waiting. */
const PATIENCE_MS = 10 * LIMITS.seconds * 1000;
/** Maximum length of the program's output. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Page segmentation modes: automatic layout, a block of lines, and text in any place. */
const MODES: Record<OcrTask, string> = { page: "3", lines: "6", markers: "11" };

/** Starts the Tesseract program. Returns undefined if it is not installed or has none of the languages. */
export async function startProgram(): Promise<OcrEngine | undefined> {
  const program = await firstInstalled(FOLDERS.map((folder) => path.join(folder, "tesseract")));
  if (program === undefined) return undefined;
  const listed = new Set((await run(program, ["--list-langs"])).split(/\s+/u));
  const installed = (Object.keys(TESSERACT_NAMES) as Language[]).filter((each) => listed.has(TESSERACT_NAMES[each]));
  if (installed.length === 0) return undefined;
  return {
    languages: installed,
    read: (image, task, languages) => run(program, argumentsFor(task, languages), image),
    stop: async () => {},
  };
}

function argumentsFor(task: OcrTask, languages: readonly Language[]): string[] {
  const names = languages.map((language) => TESSERACT_NAMES[language]).join("+");
  const settings = [
    "tessedit_create_hocr=1",
    "hocr_char_boxes=1",
    ...(task === "markers" ? [`tessedit_char_whitelist=${MARKER_CHARACTERS}`] : []),
  ];
  return [
    ...["stdin", "stdout", "-l", names, "--psm", MODES[task], "--dpi", String(DPI)],
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
}

/** The output of the program; empty if it fails. */
function run(program: string, args: readonly string[], image?: GreyImage): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", limited(LIMITS, program, args), {
      env: ENVIRONMENT,
      stdio: ["pipe", "pipe", "ignore"],
      timeout: PATIENCE_MS,
      killSignal: "SIGKILL",
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    child.stdout.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > MAX_BYTES) child.kill("SIGKILL");
      else parts.push(part);
    });
    // If the program exits early, it does not read all of its input, so writing the input fails.
    child.stdin.on("error", () => {});
    child.on("error", () => resolve(""));
    child.on("close", (code) => resolve(code === 0 ? Buffer.concat(parts).toString("utf8") : ""));
    child.stdin.end(image ? toPgm(image) : undefined);
  });
}
