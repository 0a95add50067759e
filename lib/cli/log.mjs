// @ts-check
/** Progress output of commands. */

/**
 * @typedef {object} Log
 * @property {(text: string) => void} say prints one line
 * @property {<T>(doing: string, work: () => Promise<T>) => Promise<T>} step prints what is being done, and how long it
 *   has taken so far
 */

/**
 * Milliseconds between updates. On a terminal, the seconds are updated in place; in a log file, an occasional line
 * shows that the command is still running.
 */
const TICK = { terminal: 1_000, file: 15_000 };

/**
 * @param {Pick<NodeJS.WriteStream, "write" | "isTTY">} out
 * @returns {Log}
 */
export function createLog(out = process.stdout) {
  /** @param {string} text */
  const say = (text) => void out.write(`${text}\n`);

  return {
    say,
    async step(doing, work) {
      const start = performance.now();
      /** @param {string} mark */
      const status = (mark = "") => `${doing} … ${seconds(start)}${mark}`;
      const rewrite = (mark = "") => out.write(`\r\x1b[2K${status(mark)}`);

      out.write(out.isTTY ? `${doing} …` : `${doing} …\n`);
      const timer = setInterval(
        () => (out.isTTY ? rewrite() : say(status(" so far"))),
        out.isTTY ? TICK.terminal : TICK.file,
      );
      try {
        const result = await work();
        if (out.isTTY) rewrite(", done\n");
        else say(status(", done"));
        return result;
      } catch (error) {
        if (out.isTTY) out.write("\n");
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/**
 * The time since `start` (from `performance.now()`) in readable form: "0.4 s", "12 s".
 * @param {number} start
 */
export function seconds(start) {
  const elapsed = (performance.now() - start) / 1_000;
  return `${elapsed < 10 ? elapsed.toFixed(1) : Math.round(elapsed)} s`;
}
