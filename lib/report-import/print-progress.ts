import type { ImportProgress } from "./progress";

/** Interval between lines if the output is not a terminal, in milliseconds. Short imports produce no lines. */
const LINE_MS = 5_000;

/** Width of the bar, in characters. */
const BAR = 24;

/** The stream on which the progress is printed, which is standard error. */
interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): void;
}

/**
 * Prints the progress of reading a file. On a terminal, the progress is shown as a bar; otherwise, a new line is
 * printed every few seconds.
 *
 * @param name the file's name
 * @param now the current time in milliseconds
 */
export function printProgress(output: Output, name: string, now: () => number = Date.now) {
  const isTerminal = output.isTTY === true;
  let last = now();
  let shown = "";
  return {
    print(progress: ImportProgress): void {
      const text = textOf(progress);
      if (isTerminal) {
        const line = `${name}  ${barOf(progress)}${text}`.slice(0, (output.columns ?? 80) - 1);
        if (line === shown) return;
        shown = line;
        output.write(`\r\u001b[K${line}`);
      } else if (now() - last >= LINE_MS) {
        last = now();
        output.write(`${name}: ${text}\n`);
      }
    },
    /** Removes the bar. */
    end(): void {
      if (shown !== "") output.write("\r\u001b[K");
    },
  };
}

function textOf(progress: ImportProgress): string {
  if (progress.stage === "pages") return `page ${progress.page} of ${progress.pages}`;
  return progress.stage === "check" ? "checking the text" : "finding headings, notes and tables";
}

function barOf(progress: ImportProgress): string {
  if (progress.stage !== "pages") return "";
  const full = Math.floor((BAR * progress.page) / progress.pages);
  return `${"█".repeat(full)}${"░".repeat(BAR - full)}  `;
}
