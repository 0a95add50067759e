import { randomNumbers } from "./generator";

/**
 * The probability that two equally good systems would differ this much on the same queries. It is computed by a paired
 * randomization test, which flips the sign of each query's difference at random (Smucker and others 2007,
 * https://doi.org/10.1145/1321440.1321528).
 */
export function pairedSignificance(ours: readonly number[], theirs: readonly number[], rounds = 10_000): number {
  const differences = ours.map((value, index) => value - theirs[index]!).filter((difference) => difference !== 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const random = randomNumbers(1);
  let asMuch = 0;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (const difference of differences) sum += random() < 0.5 ? difference : -difference;
    if (Math.abs(sum) >= observed - 1e-12) asMuch += 1;
  }
  return (asMuch + 1) / (rounds + 1);
}
