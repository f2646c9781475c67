import { expect, it } from 'vitest'
import { LONGEST, patience } from '../src/patience'

it('waits longer after each failure, and never more than half a minute', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 1000].map((failures) => patience(failures, () => 1))

  expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, LONGEST, LONGEST, LONGEST])
})

it('leaves up to half of it to chance, so that a thousand phones do not come back at once', () => {
  expect([patience(9, () => 0), patience(9, () => 0.5)]).toEqual([15_000, 22_500])
})
