import "server-only";
import type { Database } from "../../db/database";
import { log } from "../../log";
import type { ProvisionalPage } from "../../report-import/provisional";
import type { ReadPagesView } from "./schemas";

/** Maximum number of batches per response, so that catching up on a long file doesn't need one huge response. */
const AT_ONCE = 10;

/**
 * Stores the pages of a file while it is being read. Jobs don't depend on this, so failures are only logged. If another
 * instance reads the same file, it produces the same batches.
 */
export class ReadPagesWriter {
  readonly #db: Database;
  readonly #jobId: string;
  #count = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(db: Database, jobId: string) {
    this.#db = db;
    this.#jobId = jobId;
  }

  /** Stores the next batch, once the previous ones have been stored. */
  add(read: readonly ProvisionalPage[]): void {
    const key = { jobId: this.#jobId, ordinal: this.#count++ };
    const pages = JSON.parse(JSON.stringify(read));
    this.#last = this.#last
      .then(async () => {
        await this.#db.readPages.upsert({
          where: { jobId_ordinal: key },
          create: { ...key, pages },
          update: { pages },
        });
      })
      .catch(async (error: unknown) => {
        const isDiscarded = (await this.#db.importJob.count({ where: { id: this.#jobId } })) === 0;
        if (!isDiscarded) throw error;
      })
      .catch((error: unknown) => log.warn({ err: error }, "the pages of an import could not be stored"));
  }

  /** Resolves once everything is stored. */
  end(): Promise<void> {
    return this.#last;
  }
}

/** The pages of a job after the given number of batches. */
export async function readPages(db: Database, jobId: string, after: number): Promise<ReadPagesView> {
  const batches = await db.readPages.findMany({
    where: { jobId, ordinal: { gte: after } },
    orderBy: { ordinal: "asc" },
    take: AT_ONCE,
  });
  const pages = batches.flatMap((batch) => batch.pages as unknown as ProvisionalPage[]);
  return { pages, next: (batches.at(-1)?.ordinal ?? after - 1) + 1 };
}

/** Deletes the pages of a job that has ended or starts again. */
export async function forgetReadPages(db: Database, jobId: string): Promise<void> {
  await db.readPages.deleteMany({ where: { jobId } });
}
