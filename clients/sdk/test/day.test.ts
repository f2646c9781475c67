// The day of an agent with a phone: the SDK on a fake `wx`, Fandesk and WeChat in a box as they really run.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as sdk from '../src/index'
import { miniPlatform } from '../src/mini'
import { FakeWx } from './fake-wx'
import { RunningFandesk } from './fandesk'

const SOON = { timeout: 15_000, interval: 20 }

let fandesk: RunningFandesk
let wx: FakeWx
let app: sdk.Fandesk
let kept: (sdk.Session | undefined)[]
const followings: sdk.Following[] = []

beforeAll(async () => void (fandesk = await RunningFandesk.start()), 60_000)
afterAll(() => fandesk?.stop())

beforeEach(async () => {
  wx = new FakeWx()
  kept = []
  app = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx), keep: (session) => kept.push(session) })
  await app.signIn(fandesk.email, fandesk.password)
})
afterEach(() => followings.splice(0).forEach((following) => following.stop()))

/** Follow, and keep what is heard; returns once it listens. */
async function listen(client: sdk.Fandesk = app, cursor?: string) {
  const heard = { texts: [] as string[], lines: [] as boolean[], resyncs: [] as string[], ended: [] as string[] }
  const following = client.follow(
    {
      happened: (event) => {
        if (event.__typename === 'MessageAdded' && event.message.text) heard.texts.push(event.message.text)
      },
      resync: (reason) => void heard.resyncs.push(reason),
      listening: (isListening) => void heard.lines.push(isListening),
      ended: (reason) => void heard.ended.push(reason),
    },
    cursor,
  )
  followings.push(following)
  return { ...heard, following }
}

async function conversationOf(openid: string): Promise<string> {
  const { conversations } = await app.ask(sdk.Inbox, {})
  for (const { node } of conversations.edges) {
    const { fan } = await app.ask(sdk.FanCard, { id: node.fan.id })
    if (fan?.openid === openid) return node.id
  }
  throw new Error('not in the inbox')
}

describe('a day', () => {
  it('signs in, lists, opens, answers, loses the network and resumes', async () => {
    const fan = await fandesk.aFan('今天几点关门？')
    await vi.waitFor(() => conversationOf(fan.openid), SOON)
    const day = await listen()
    await vi.waitFor(() => expect(day.lines).toEqual([true]), SOON)

    const id = await conversationOf(fan.openid)
    const { conversation } = await app.ask(sdk.Conversation, { id })
    const question = conversation!.messages.edges.map((edge) => edge.node).find((message) => message.kind === 'TEXT')!
    expect(question.content).toMatchObject({ __typename: 'TextContent', body: '今天几点关门？' })
    await app.ask(sdk.MarkConversationRead, { input: { conversationId: id, upToMessageId: question.id } })
    const content = { text: { body: '晚上九点' } }
    await app.ask(sdk.SendMessage, { input: { conversationId: id, content, idempotencyKey: 'closing-time' } })
    await fan.sees('晚上九点')

    wx.loseNetwork()
    await vi.waitFor(() => expect(day.lines).toEqual([true, false]), SOON)
    await expect(app.ask(sdk.Inbox, {})).rejects.toThrow(sdk.TransportError)
    await fan.writes('谢谢')
    await fan.writes('再见')
    wx.findNetwork()
    day.following.hurry()

    await vi.waitFor(() => expect(day.texts).toEqual(['晚上九点', '谢谢', '再见']), SOON)
    expect(day.resyncs).toEqual([])
  }, 60_000)

  it('says nothing but the ids of documents', async () => {
    await app.ask(sdk.Viewer, {})

    expect(wx.said.length).toBeGreaterThan(0)
    expect(wx.said.filter((said) => said.includes('query'))).toEqual([])
  })

  it('goes on where it was when the app starts again', async () => {
    const fan = await fandesk.aFan('first')
    const morning = await listen()
    await vi.waitFor(() => expect(morning.lines).toEqual([true]), SOON)
    await fan.writes('second')
    await vi.waitFor(() => expect(morning.texts).toContain('second'), SOON)
    morning.following.stop()

    await fan.writes('while it slept')
    const restarted = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx), session: app.session })
    const evening = await listen(restarted, morning.following.cursor)

    await vi.waitFor(() => expect(evening.texts).toEqual(['while it slept']), SOON)
  }, 30_000)

  it('hears an event again that could not be taken', async () => {
    const fan = await fandesk.aFan('hello')
    const tries: string[] = []
    let isListening = false
    const following = app.follow({
      happened: (event) => {
        if (event.__typename !== 'MessageAdded' || event.message.text !== 'important') return
        tries.push(event.message.id)
        if (tries.length === 1) throw new Error('the disk is full')
      },
      resync: () => {},
      listening: (is) => void (isListening = is),
    })
    followings.push(following)
    await vi.waitFor(() => expect(isListening).toBe(true), SOON)

    await fan.writes('important')

    await vi.waitFor(() => expect(tries).toHaveLength(2), SOON)
    expect(tries[0]).toBe(tries[1])
  }, 30_000)

  it('is told when events are lost for good', async () => {
    const day = await listen(app, 'bm90OmFjdXJzb3I')

    await vi.waitFor(() => expect(day.resyncs).toHaveLength(1), SOON)
    expect(day.following.cursor).not.toBe('bm90OmFjdXJzb3I')
  })
})

describe('the session', () => {
  it('renews itself once for all who wait', async () => {
    const old = app.session!
    const over = { ...old, accessTokenExpiresAt: new Date(Date.now()).toISOString() }
    app = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx), session: over, keep: (one) => kept.push(one) })
    kept = []

    await Promise.all([app.ask(sdk.Viewer, {}), app.ask(sdk.Inbox, {}), app.ask(sdk.Accounts, {})])

    expect(kept).toHaveLength(1)
    expect(app.session!.refreshToken).not.toBe(old.refreshToken)
  })

  it('renews itself where the server does not take its token, over HTTP and on a socket', async () => {
    const spoilt = () => ({ ...app.session!, accessToken: 'no.such.token' })
    app = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx), session: spoilt() })
    expect((await app.ask(sdk.Viewer, {})).viewer.name).toBeTruthy()

    app = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx), session: spoilt() })
    const day = await listen()

    await vi.waitFor(() => expect(day.lines).toEqual([true]), SOON)
  })

  it('ends everywhere when it is ended', async () => {
    const day = await listen()
    await vi.waitFor(() => expect(day.lines).toEqual([true]), SOON)
    const { sessions } = await app.ask(sdk.Sessions, {})

    await app.ask(sdk.EndSession, { input: { sessionId: sessions.find((session) => session.current)!.id } })

    await vi.waitFor(() => expect(day.ended).toHaveLength(1), SOON)
    expect(kept.at(-1)).toBeUndefined()
    await expect(app.ask(sdk.Viewer, {})).rejects.toThrow(sdk.SignedOut)
  }, 30_000)

  it('does not begin with a wrong password', async () => {
    const stranger = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(wx) })

    const { session, userErrors } = await stranger.signIn(fandesk.email, 'wrong')

    expect(session).toBeNull()
    expect(userErrors[0]!.code).toBe('INVALID_CREDENTIALS')
  })

  it('is needed for everything', async () => {
    await app.signOut()

    await expect(app.ask(sdk.Viewer, {})).rejects.toThrow(sdk.SignedOut)
    const day = await listen()
    await vi.waitFor(() => expect(day.ended).toHaveLength(1), SOON)
  })
})

describe('a document that the server does not know', () => {
  const stray: sdk.Document<unknown, object> = { id: 'sha256:0' }

  it('is an error with its code', async () => {
    await expect(app.ask(stray, {})).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND', status: 422 })
  })
})
