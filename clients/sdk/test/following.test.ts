// What the stream does when things go wrong, on a platform and a clock moved by hand.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Fandesk, type Following, type Platform, type Session, type SocketEvents } from '../src/index'

class Line {
  readonly frames: { type: string; payload?: { variables?: object; authorization?: string } }[] = []
  closedWith?: number

  constructor(readonly on: SocketEvents) {}

  hears(frame: object): void {
    this.on.heard(JSON.stringify(frame))
  }

  event(typename: string, cursor: string, more: object = {}): void {
    this.hears({ type: 'next', id: '1', payload: { data: { events: { __typename: typename, cursor, ...more } } } })
  }

  begins(cursor: string): void {
    this.on.opened()
    this.hears({ type: 'connection_ack' })
    this.event('Heartbeat', cursor)
  }

  asked(type: string) {
    return this.frames.find((frame) => frame.type === type)?.payload
  }
}

let lines: Line[]
let renewals: number
let refusesRenewal: boolean
let app: Fandesk
let following: Following
let told: { resync: () => Promise<void>; ended: string[]; cursors: string[] }

const platform: Platform = {
  post: async () => {
    renewals += 1
    const session = refusesRenewal ? null : aSession(`token ${renewals + 1}`)
    const userErrors = refusesRenewal ? [{ code: 'INVALID_REFRESH_TOKEN', message: 'over' }] : []
    return { status: 200, body: { data: { refreshSession: { session, userErrors } } } }
  },
  open: (_url, _protocol, on) => {
    const line = new Line(on)
    lines.push(line)
    return {
      send: (text) => void line.frames.push(JSON.parse(text)),
      close: (code) => void (line.closedWith = code),
    }
  },
}

function aSession(accessToken: string): Session {
  const agent: Session['agent'] = { id: 'agt_1', name: 'Mei', role: 'AGENT', workspace: { id: 'wsp_1', name: 'Shop' } }
  return { accessToken, accessTokenExpiresAt: new Date(Date.now() + 9e8).toISOString(), refreshToken: 'r', agent }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const last = () => lines.at(-1)!

beforeEach(async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  lines = []
  renewals = 0
  refusesRenewal = false
  told = { resync: async () => {}, ended: [], cursors: [] }
  app = new Fandesk({ url: 'https://fans.example', platform, session: aSession('token 1') })
  following = app.follow({
    happened: (event) => void told.cursors.push(event.cursor),
    resync: () => told.resync(),
    ended: (reason) => void told.ended.push(reason),
  })
  await settle()
})
afterEach(() => {
  following.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('goes on after the last event that was taken', async () => {
  last().begins('a')
  last().event('FanChanged', 'b')
  await settle()
  last().on.closed(1006, '')
  await vi.advanceTimersByTimeAsync(1000)

  last().begins('b')

  expect(last().asked('subscribe')?.variables).toMatchObject({ after: 'b' })
  expect(told.cursors).toEqual(['b'])
})

it('waits longer after each failure, and from the start again once it has listened', async () => {
  for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const before = lines.length
    last().on.closed(1006, '')
    await vi.advanceTimersByTimeAsync(wait - 1)
    expect(lines).toHaveLength(before)
    await vi.advanceTimersByTimeAsync(1)
    expect(lines).toHaveLength(before + 1)
  }
  last().begins('a')
  await settle()
  last().on.closed(1006, '')
  await vi.advanceTimersByTimeAsync(1000)

  expect(lines).toHaveLength(9)
})

it('tries at once when it is told to hurry', async () => {
  last().on.closed(1006, '')
  await settle()

  following.hurry()
  await settle()

  expect(lines).toHaveLength(2)
})

it('renews the session after 4403, and comes back at once', async () => {
  last().on.closed(4403, 'The access token has expired')
  await settle()
  last().on.opened()

  expect([renewals, lines.length]).toEqual([1, 2])
  expect(last().asked('connection_init')).toEqual({ authorization: 'Bearer token 2' })
})

it('does not storm a server that refuses every token', async () => {
  for (const _ of [1, 2]) {
    last().on.closed(4403, 'Forbidden')
    await settle()
  }

  expect(lines).toHaveLength(2)
})

it('ends where the session cannot be renewed', async () => {
  refusesRenewal = true
  last().on.closed(4403, 'The session has ended')
  await settle()

  expect([told.ended.length, app.session]).toEqual([1, undefined])
})

it.each([4400, 4401, 4406, 4409, 4429])('does not come back after %i', async (code) => {
  last().on.closed(code, 'no')
  await vi.advanceTimersByTimeAsync(60_000)

  expect([lines.length, told.ended]).toEqual([1, ['no']])
})

it.each([
  ['DOCUMENT_NOT_FOUND', 1],
  ['RATE_LIMITED', 2],
])('after the error %s there are %i sockets', async (code, sockets) => {
  last().begins('a')
  last().hears({ type: 'error', id: '1', payload: [{ message: 'no', extensions: { code } }] })
  await vi.advanceTimersByTimeAsync(1000)

  expect(lines).toHaveLength(sockets)
})

it('hangs up on a server that has fallen silent', async () => {
  last().begins('a')
  await vi.advanceTimersByTimeAsync(60_000)
  const [silent] = lines
  await vi.advanceTimersByTimeAsync(1000)

  expect([silent!.closedWith, lines.length]).toEqual([1000, 2])
})

it('is told again to ask anew, where asking failed', async () => {
  const asking = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(undefined)
  told.resync = asking
  last().begins('a')
  last().event('ResyncRequired', 'z', { reason: 'too late' })
  last().event('FanChanged', 'zz')
  await vi.advanceTimersByTimeAsync(1000)
  expect([told.cursors, following.cursor]).toEqual([[], 'a'])

  last().on.opened()
  last().hears({ type: 'connection_ack' })
  last().event('ResyncRequired', 'z', { reason: 'too late' })
  last().event('FanChanged', 'zz')
  await settle()

  expect([asking.mock.calls.length, told.cursors, following.cursor]).toEqual([2, ['zz'], 'zz'])
})

it('answers pings, and hears nothing more once it is stopped', async () => {
  last().begins('a')
  last().hears({ type: 'ping' })
  following.stop()
  last().event('FanChanged', 'b')
  await vi.advanceTimersByTimeAsync(60_000)

  expect(last().frames.map((frame) => frame.type)).toContain('pong')
  expect([told.cursors, lines.length]).toEqual([[], 1])
})

/** What is watched beside, by the frame's id. */
function beside(id: string, presence: object): object {
  return { type: 'next', id, payload: { data: { presence } } }
}
const viewersOf = (conversationId: string) => ({ __typename: 'ViewersChanged', conversationId, viewers: [{ isTyping: true }] })

it('watches on the same socket, and the last one only', async () => {
  const first = vi.fn()
  const second = vi.fn()
  following.watch({ viewers: first }, 'cnv_1')
  last().begins('a')
  const stop = following.watch({ viewers: second }, 'cnv_2')

  last().hears(beside('2', viewersOf('cnv_1')))
  last().hears(beside('3', viewersOf('cnv_2')))
  stop()
  last().hears(beside('3', viewersOf('cnv_2')))

  expect([first.mock.calls.length, second.mock.calls.length, lines.length]).toEqual([0, 1, 1])
  expect(last().frames.filter((frame) => frame.type === 'complete')).toEqual([
    { id: '2', type: 'complete' },
    { id: '3', type: 'complete' },
  ])
})

it('begins anew with who is here on the next socket', async () => {
  const here: [string, string][][] = []
  following.watch({ here: (agents) => void here.push([...agents]) })
  const comes = (id: string) => ({ __typename: 'AgentPresenceChanged', agent: { id }, presence: 'ONLINE' })
  last().begins('a')
  last().hears(beside('2', comes('agt_mei')))
  await settle()
  last().on.closed(1006, '')
  await vi.advanceTimersByTimeAsync(1000)
  last().begins('a')
  last().hears(beside('2', comes('agt_tao')))

  expect(here).toEqual([[['agt_mei', 'ONLINE']], [['agt_tao', 'ONLINE']]])
})

it('goes on with events where the watched conversation is out of sight', async () => {
  const viewers = vi.fn()
  following.watch({ viewers }, 'cnv_1')
  last().begins('a')
  last().hears({ type: 'error', id: '2', payload: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }] })
  last().event('FanChanged', 'b')
  await settle()

  expect([viewers.mock.calls, told.cursors, lines.length]).toEqual([[[[]]], ['b'], 1])
})
