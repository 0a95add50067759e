/** Runs one task at a time, in the order of the calls. */
export interface Mutex {
  /** Waits for the lock. It is held until the returned function is called. */
  acquire(): Promise<() => void>;
  runExclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createMutex(): Mutex {
  let last = Promise.resolve();

  async function take(): Promise<() => void> {
    const before = last;
    let release = () => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }

  return {
    acquire: take,
    async runExclusive(work) {
      const release = await take();
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
