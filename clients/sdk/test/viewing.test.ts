// A conversation on the screen, with a clock moved by hand.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Viewing } from '../src/viewing'

let said: string[]
let answer: () => Promise<boolean>
let viewing: Viewing

const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(async () => {
  vi.useFakeTimers()
  said = []
  answer = async () => true
  viewing = new Viewing((isTyping, isViewing) => {
    said.push(!isViewing ? 'left' : isTyping ? 'typing' : 'looking')
    return answer()
  })
  await settle()
})
afterEach(() => {
  viewing.leave()
  vi.useRealTimers()
})

it('says every ten seconds that it is there', async () => {
  await vi.advanceTimersByTimeAsync(20_000)

  expect(said).toEqual(['looking', 'looking', 'looking'])
})

it('says at once that somebody types, again before that is forgotten, and that they ceased', async () => {
  viewing.typing()
  await vi.advanceTimersByTimeAsync(3000)
  viewing.typing()
  await vi.advanceTimersByTimeAsync(2000)
  expect(said).toEqual(['looking', 'typing', 'typing'])

  await vi.advanceTimersByTimeAsync(5000)

  expect(said.at(-1)).toBe('looking')
})

it('says that nobody types when the answer is sent', async () => {
  viewing.typing()
  await settle()
  viewing.done()

  expect(said).toEqual(['looking', 'typing', 'looking'])
})

it('goes on where the network fails', async () => {
  answer = () => Promise.reject(new Error('offline'))
  await vi.advanceTimersByTimeAsync(20_000)

  expect(said).toHaveLength(3)
})

it('ends when it is left, and says so once', async () => {
  viewing.leave()
  viewing.leave()
  viewing.typing()
  await vi.advanceTimersByTimeAsync(60_000)

  expect(said).toEqual(['looking', 'left'])
})

it('says one thing after the other, and of what waited only the latest', async () => {
  let arrives = (_: boolean) => {}
  answer = () => new Promise((resolve) => (arrives = resolve))
  viewing.typing()
  viewing.done()
  viewing.leave()
  expect(said).toEqual(['looking', 'typing'])

  arrives(true)
  await settle()

  expect(said).toEqual(['looking', 'typing', 'left'])
  arrives(true)
})

it('ends where the conversation is out of sight', async () => {
  answer = async () => false
  await vi.advanceTimersByTimeAsync(60_000)

  expect(said).toEqual(['looking', 'looking'])
})
