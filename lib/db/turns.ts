/** Lets one at a time do something, in the order in which they asked. */
export interface Turns {
  /** Waits for its turn. The turn lasts until the answered function is called. */
  take(): Promise<() => void>;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
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
    take,
    async inTurn(work) {
      const release = await take();
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
