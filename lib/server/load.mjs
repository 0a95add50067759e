// @ts-check
/**
 * The server's load. Only requests in progress count towards the limit beyond which more are rejected. A request whose
 * body is still arriving, or whose response isn't being read, keeps the server waiting but not busy. If it counted, a
 * few hundred idle connections would lock everyone out.
 */

/** @typedef {() => void} GiveUp */

/**
 * @param {object} limits
 * @param {number} limits.maxInFlight concurrent requests in progress
 * @param {number} limits.maxArriving concurrent requests whose bodies are still arriving
 */
export function createLoad({ maxInFlight, maxArriving }) {
  let inFlight = 0;
  let arrivingCount = 0;
  /** @type {Map<string, Set<GiveUp>>} by address, oldest first */
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

  /**
   * Drops a request from the address that has the most requests, so that a single address can't block others, no matter
   * how many connections it opens.
   */
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
     * Counts a complete request until its response is complete. The request doesn't count while its response is waiting
     * to be read.
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
     * Registers a request whose body is arriving.
     * @param {string} address the client's address
     * @param {GiveUp} giveUp called if there are too many requests and this address has the most
     * @returns {() => void} to call when the body has arrived or is no longer needed
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
