// @ts-check
/** Runs several jobs at a time. */

/**
 * @typedef {object} Job
 * @property {() => Promise<void>} run
 * @property {Job} [after] another job of the list, which must have ended first
 */

/**
 * Runs every job, at most `lanes` at a time, and each as early in the order as it can start.
 * @param {Job[]} jobs
 * @param {number} lanes
 * @throws what a job throws; no other job is started then
 */
export async function runSideBySide(jobs, lanes) {
  const waiting = [...jobs];
  /** @type {Set<Job>} */
  const ended = new Set();
  /** @type {Map<Job, Promise<void>>} */
  const running = new Map();

  /** @param {Job} job */
  const start = async (job) => {
    await job.run();
    running.delete(job);
    ended.add(job);
  };
  while (waiting.length > 0 || running.size > 0) {
    const index = running.size < lanes ? waiting.findIndex(({ after }) => !after || ended.has(after)) : -1;
    const [next] = index < 0 ? [] : waiting.splice(index, 1);
    if (next) running.set(next, start(next));
    else await Promise.race(running.values());
  }
}
