const FIRST = 1_000
export const LONGEST = 30_000

/** Milliseconds to wait after so many failures in a row: doubled each time, at most 30 s, and up to half of it left to chance. */
export function patience(failures: number, chance: () => number = Math.random): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10))
  return most * (0.5 + chance() / 2)
}
