// @ts-check
/**
 * What the server has to do. Only the requests that it works on are limited by refusing more. One whose body is still coming, or whose
 * answer nobody reads, keeps the server waiting and not busy: if it counted, a few hundred idle connections would shut everybody out.
 */

/** @typedef {() => void} GiveUp */

/**
 * @param {object} limits
 * @param {number} limits.maxInFlight requests that may be worked on at once
 * @param {number} limits.maxArriving requests whose body may be coming at once
 */
export function createLoad({ maxInFlight, maxArriving }) {
  let inFlight = 0;
  let arrivingCount = 0;
  /** @type {Map<string, Set<GiveUp>>} those of each address, the oldest first */
  const arriving = new Map();

  /**
   * @param {string} address
   * @param {GiveUp} giveUp
   */
  const leave = (address, giveUp) => {
    const ofAddress = arriving.get(address);
    if (!ofAddress?.delete(giveUp)) return;
    arrivingCount--;
    if (ofAddress.size === 0) arriving.delete(address);
  };

  /** Who has the most gives way, so that no number of connections keeps the requests of others from arriving. */
  const giveUpOne = () => {
    let [most, ofMost] = ["", /** @type {Set<GiveUp>} */ (new Set())];
    for (const [address, ofAddress] of arriving)
      if (ofAddress.size > ofMost.size) [most, ofMost] = [address, ofAddress];
    for (const giveUp of ofMost) {
      leave(most, giveUp);
      return giveUp();
    }
  };

  return {
    isFull: () => inFlight >= maxInFlight,

    /**
     * Counts a request that has come whole, until its answer is complete. While that waits for its reader, it does not count.
     * @param {import("node:http").ServerResponse} answer
     */
    work(answer) {
      let [isCounted, isOver] = [false, false];
      /** @param {boolean} counts */
      const count = (counts) => {
        if (isOver || counts === isCounted) return;
        isCounted = counts;
        inFlight += counts ? 1 : -1;
      };
      const finish = () => {
        count(false);
        isOver = true;
      };
      count(true);
      const { write, end } = answer;
      answer.write = (/** @type {unknown[]} */ ...rest) => {
        const goesOn = Reflect.apply(write, answer, rest);
        if (!goesOn) count(false);
        return goesOn;
      };
      answer.end = (/** @type {unknown[]} */ ...rest) => {
        finish();
        return Reflect.apply(end, answer, rest);
      };
      answer.on("drain", () => count(true)).once("close", finish);
    },

    /**
     * Keeps a request whose body is coming.
     * @param {string} address where it comes from
     * @param {GiveUp} giveUp is called where there are too many, and those of this address are the most
     * @returns {() => void} to be called when the body has come, or nobody waits for it any more
     */
    arrive(address, giveUp) {
      const ofAddress = arriving.get(address) ?? new Set();
      arriving.set(address, ofAddress.add(giveUp));
      arrivingCount++;
      if (arrivingCount > maxArriving) giveUpOne();
      return () => leave(address, giveUp);
    },
  };
}
