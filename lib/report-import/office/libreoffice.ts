import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../../errors";
import { firstInstalled, guarded } from "../external-program";
import { withoutFields } from "./rtf-fields";

/** The formats that are converted to DOCX before they are read, by file extension. */
export type OfficeFormat = "rtf" | "doc";

/** Where packages and installers put the program. */
export const PROGRAMS: readonly string[] = [
  "/usr/bin/soffice",
  "/usr/local/bin/soffice",
  "/usr/lib/libreoffice/program/soffice",
  "/usr/lib64/libreoffice/program/soffice",
  "/opt/libreoffice/program/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

/** LibreOffice's names for its import filters. Naming the filter prevents it from detecting another format. */
const FILTERS: Record<OfficeFormat, string> = { rtf: "Rich Text Format", doc: "MS Word 97" };

/** Limits for one file. A file of one page needs 0.23 GB of memory. */
const LIMITS = { seconds: 60, kilobytes: 2_000_000 };

/** Maximum time for one file, in milliseconds. On a busy machine, most of it is spent waiting. */
const PATIENCE_MS = 4 * LIMITS.seconds * 1000;

/** Forbids macros, scripts and active content, and never updates links. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${[
  ["Common/Security/Scripting", "DisableMacrosExecution", "true"],
  ["Common/Security/Scripting", "DisableActiveContent", "true"],
  ["Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"],
  ["Writer/Content/Update", "Link", "0"],
]
  .map(
    ([folder, name, value]) =>
      `<item oor:path="/org.openoffice.Office.${folder}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join("\n")}
</oor:items>
`;

/**
 * Converts an RTF or old Word file to DOCX with LibreOffice, in a process that has limits and its own profile.
 *
 * @param programs where LibreOffice may be installed
 * @throws UserError `upload-kind` if LibreOffice is not installed, `import-damaged.office` if it can't convert the file
 */
export async function toDocx(bytes: Uint8Array, format: OfficeFormat, programs = PROGRAMS): Promise<Uint8Array> {
  const program = await firstInstalled(programs);
  if (program === undefined) throw new UserError(`upload-kind.${format}`);
  const folder = await mkdtemp(path.join(tmpdir(), "concord-office-"));
  try {
    const profile = path.join(folder, "profile");
    await mkdir(path.join(profile, "user"), { recursive: true });
    await writeFile(path.join(profile, "user/registrymodifications.xcu"), SETTINGS);
    const file = path.join(folder, `file.${format}`);
    await writeFile(file, format === "rtf" ? withoutFields(bytes) : bytes);
    await run(program, folder, [
      `-env:UserInstallation=${pathToFileURL(profile)}`,
      "--headless",
      "--norestore",
      `--infilter=${FILTERS[format]}`,
      ...["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder],
      file,
    ]);
    return await readFile(path.join(folder, "file.docx")).catch(() => {
      throw new UserError("import-damaged.office");
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the program until it exits or has used up its time. Its output folder shows whether it succeeded. */
function run(program: string, home: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    // The program starts other processes, so it gets its own process group, which can be killed as a whole.
    const child = spawn("/bin/sh", guarded(LIMITS, program, args), {
      env: { HOME: home, PATH: "/usr/bin:/bin" } as unknown as NodeJS.ProcessEnv,
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    const killAll = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // All processes of the group have already exited.
      }
    };
    const timer = setTimeout(killAll, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      killAll();
      resolve();
    };
    child.on("error", end);
    child.on("close", end);
  });
}
