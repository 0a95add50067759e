/** The fields of a waiting or running job that determine its place in the queue. */
export interface QueuedJob {
  id: string;
  personId: string;
  createdAt: Date;
  isRunning: boolean;
}

/**
 * The waiting jobs in the order in which they start. Users take turns, so a user with many files delays only their
 * own.
 */
export function queueOf<Job extends QueuedJob>(jobs: readonly Job[]): Job[] {
  const turns = new Map<string, number>();
  const takeTurn = ({ personId }: Job) => {
    const turn = turns.get(personId) ?? 0;
    turns.set(personId, turn + 1);
    return turn;
  };
  for (const job of jobs) if (job.isRunning) takeTurn(job);
  return jobs
    .filter(({ isRunning }) => !isRunning)
    .sort(byAge)
    .map((job) => ({ job, turn: takeTurn(job) }))
    .sort((a, b) => a.turn - b.turn || byAge(a.job, b.job))
    .map(({ job }) => job);
}

/** The job to start next. Only one file per user is read at a time. */
export function nextOf<Job extends QueuedJob>(jobs: readonly Job[]): Job | undefined {
  const isBusy = new Set(jobs.flatMap(({ isRunning, personId }) => (isRunning ? [personId] : [])));
  return queueOf(jobs).find(({ personId }) => !isBusy.has(personId));
}

function byAge(a: QueuedJob, b: QueuedJob): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
