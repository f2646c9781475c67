// A day with a colleague: two phones on fake `wx`, Fandesk and WeChat in a box as they really run.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as sdk from '../src/index'
import { loginCode, miniPlatform } from '../src/mini'
import { FakeWx } from './fake-wx'
import { RunningFandesk } from './fandesk'

const SOON = { timeout: 15_000, interval: 20 }

let fandesk: RunningFandesk
const followings: sdk.Following[] = []
const viewings: sdk.Viewing[] = []

beforeAll(async () => void (fandesk = await RunningFandesk.start()), 60_000)
afterAll(() => fandesk?.stop())
afterEach(() => {
  viewings.splice(0).forEach((viewing) => viewing.leave())
  followings.splice(0).forEach((following) => following.stop())
})

/** A phone, and what its app shows: lines of the inbox that came by events, and what else was told. */
class Phone {
  readonly wx: FakeWx
  readonly app: sdk.Fandesk
  readonly texts: string[] = []
  readonly why: string[] = []
  readonly hidden: string[] = []
  inbox: sdk.ConversationRowFragment[] = []
  resyncs = 0
  isListening = false
  following!: sdk.Following

  constructor(openid: string) {
    this.wx = new FakeWx(() => fandesk.loginCode(openid))
    this.app = new sdk.Fandesk({ url: fandesk.url, platform: miniPlatform(this.wx) })
  }

  get me(): string {
    return this.app.session!.agent.id
  }

  async listen(): Promise<void> {
    this.following = this.app.follow({
      happened: (event) => this.take(event),
      resync: () => void this.resyncs++,
      listening: (is) => void (this.isListening = is),
    })
    followings.push(this.following)
    await vi.waitFor(() => expect(this.isListening).toBe(true), SOON)
  }

  async mine(): Promise<string[]> {
    const { conversations } = await this.app.ask(sdk.Inbox, { filter: { assigneeIds: [this.me] } })
    return conversations.edges.map(({ node }) => node.id)
  }

  async answer(conversationId: string, body: string, expectedSeq: number) {
    const input = { conversationId, content: { text: { body } }, expectedSeq, idempotencyKey: body }
    return (await this.app.ask(sdk.SendMessage, { input })).sendMessage
  }

  private take(event: sdk.Happening): void {
    this.inbox = sdk.inboxAfter(this.inbox, event)
    if (event.__typename === 'MessageAdded' && event.message.text) this.texts.push(event.message.text)
    if (event.__typename === 'ConversationAssigned') this.why.push(event.assignment.explanation)
    if (event.__typename === 'ConversationHidden') this.hidden.push(event.conversationId)
  }
}

let lan: Phone // the owner
let ning: Phone

beforeEach(async () => {
  lan = new Phone(fandesk.desk.owner)
  ning = new Phone(fandesk.desk.other)
  await lan.app.signInWithMiniProgram(await loginCode(lan.wx))
  await ning.app.signIn(fandesk.colleague, fandesk.password)
})

/** The conversation of a fan who has just written this, as somebody's inbox has it. */
async function waiting(phone: Phone, text: string): Promise<sdk.ConversationRowFragment> {
  const { conversations } = await phone.app.ask(sdk.Inbox, { filter: { queued: true, unassigned: true } })
  const found = conversations.edges.find(({ node }) => node.lastMessage?.text === text)
  if (!found) throw new Error('not in the queue')
  return found.node
}

it('takes, answers once, transfers, loses the network and resumes', async () => {
  await Promise.all([lan.listen(), ning.listen()])
  const fan = await fandesk.aFan('有大杯吗？')
  const { id, lastSeq } = await vi.waitFor(() => waiting(lan, '有大杯吗？'), SOON)
  const before = (await lan.app.ask(sdk.Counts, {})).conversationCounts

  const { takeConversation } = await lan.app.ask(sdk.TakeConversation, { input: { conversationId: id } })
  expect(takeConversation).toMatchObject({ conversation: { assignee: { id: lan.me }, queuedAt: null }, userErrors: [] })
  const after = (await lan.app.ask(sdk.Counts, {})).conversationCounts
  expect([after.mine - before.mine, after.queued - before.queued]).toEqual([1, -1])
  await vi.waitFor(() => expect(ning.why).toHaveLength(1), SOON)
  expect(ning.inbox.find((row) => row.id === id)!.assignee!.id).toBe(lan.me)

  expect((await lan.answer(id, '有的', lastSeq)).userErrors).toEqual([])
  const second = await ning.answer(id, '没有', lastSeq)
  expect(second.userErrors.map((refused) => refused.code)).toEqual(['CONVERSATION_MOVED_ON'])
  expect(second.missed.map((message) => message.text)).toEqual(['有的'])
  await fan.sees('有的')

  const handed = { conversationId: id, agentId: ning.me }
  const { transferConversation } = await lan.app.ask(sdk.TransferConversation, { input: handed })
  expect(transferConversation.conversation!.assignee!.id).toBe(ning.me)
  expect(await ning.mine()).toContain(id)

  await vi.waitFor(() => expect(ning.texts).toContain('有的'), SOON)
  ning.wx.loseNetwork()
  await vi.waitFor(() => expect(ning.isListening).toBe(false), SOON)
  await expect(loginCode(ning.wx)).rejects.toThrow(sdk.TransportError)
  await fan.writes('那要一杯')
  ning.wx.findNetwork()
  ning.following.hurry()
  await vi.waitFor(() => expect(ning.texts.at(-1)).toBe('那要一杯'), SOON)
  expect(ning.resyncs).toBe(0)

  const { conversation } = await ning.app.ask(sdk.Assignments, { id })
  const history = conversation!.assignments.edges.map(({ node }) => [node.reason, node.agent?.id])
  expect(history.slice(0, 2)).toEqual([['TRANSFERRED', ning.me], ['TAKEN', lan.me]])
}, 60_000)

it('takes a conversation off the screen of who may see it no more', async () => {
  await lan.app.ask(sdk.UpdateAgentWork, { input: { agentId: ning.me, sees: 'OWN' } })
  await fandesk.aFan('订单到哪了？')
  const { id } = await vi.waitFor(() => waiting(lan, '订单到哪了？'), SOON)
  await ning.listen()
  await lan.app.ask(sdk.TransferConversation, { input: { conversationId: id, agentId: ning.me } })
  await vi.waitFor(() => expect(ning.inbox.map((row) => row.id)).toEqual([id]), SOON)

  await lan.app.ask(sdk.TakeConversation, { input: { conversationId: id } })

  await vi.waitFor(() => expect([ning.hidden, ning.inbox]).toEqual([[id], []]), SOON)
  expect((await ning.app.ask(sdk.Conversation, { id })).conversation).toBeNull()
  await lan.app.ask(sdk.UpdateAgentWork, { input: { agentId: ning.me, sees: 'ALL' } })
}, 60_000)

it('shows who is here, who looks at a conversation, and who types', async () => {
  await Promise.all([lan.listen(), ning.listen()])
  await fandesk.aFan('在吗？')
  const { id } = await vi.waitFor(() => waiting(lan, '在吗？'), SOON)
  let here: ReadonlyMap<string, sdk.AgentPresence> = new Map()
  let viewers: sdk.OnlookerFragment[] = []
  const stop = ning.following.watch({ here: (agents) => (here = agents), viewers: (now) => (viewers = now) }, id)
  await vi.waitFor(() => expect(here.get(lan.me)).toBe('ONLINE'), SOON)

  const viewing = lan.app.view(id)
  viewings.push(viewing)
  await vi.waitFor(() => expect(viewers.map((one) => [one.agent.id, one.isTyping])).toEqual([[lan.me, false]]), SOON)
  viewing.typing()
  await vi.waitFor(() => expect(viewers[0]!.isTyping).toBe(true), SOON)
  await lan.app.ask(sdk.SetPresence, { input: { presence: 'BUSY' } })
  await vi.waitFor(() => expect(here.get(lan.me)).toBe('BUSY'), SOON)

  ning.wx.loseNetwork()
  await vi.waitFor(() => expect(viewers).toEqual([]), SOON)
  ning.wx.findNetwork()
  ning.following.hurry()
  await vi.waitFor(() => expect(viewers).toHaveLength(1), SOON)

  viewing.leave()
  await vi.waitFor(() => expect(viewers).toEqual([]), SOON)
  stop()
  await lan.app.ask(sdk.SetPresence, { input: { presence: 'ONLINE' } })
}, 60_000)

it('links a mini-program, signs in by it, and unlinks it', async () => {
  const stranger = new Phone(fandesk.desk.other)
  const refused = await stranger.app.signInWithMiniProgram(await loginCode(stranger.wx))
  expect([refused.session, refused.userErrors[0]!.code]).toEqual([null, 'MINI_PROGRAM_NOT_LINKED'])

  await ning.app.ask(sdk.LinkMiniProgram, { input: { code: await loginCode(ning.wx) } })
  await stranger.app.signInWithMiniProgram(await loginCode(stranger.wx))
  expect(stranger.me).toBe(ning.me)

  await ning.app.ask(sdk.UnlinkMiniProgram, { input: {} })
  expect((await ning.app.ask(sdk.MiniProgram, {})).miniProgram).toMatchObject({ isSet: true, isLinked: false })
})

it('comes in by an invitation with the mini-program alone, and sets a password later', async () => {
  const invited = { email: 'lin@demo.example', name: '小林', role: 'AGENT' as const }
  const { createInvitation } = await lan.app.ask(sdk.CreateInvitation, { input: invited })
  const lin = new Phone(fandesk.desk.other)

  await lin.app.acceptInvitation({ token: createInvitation.token!, miniProgramCode: await loginCode(lin.wx) })
  expect((await lin.app.ask(sdk.MiniProgram, {})).miniProgram.isOnlyWayIn).toBe(true)

  const input = { newPassword: 'a first password', miniProgramCode: await loginCode(lin.wx) }
  expect((await lin.app.ask(sdk.ChangePassword, { input })).changePassword.userErrors).toEqual([])
  expect((await lin.app.signIn(invited.email, input.newPassword)).userErrors).toEqual([])
})

it('says what it wants to be told, and counts what WeChat was allowed to send', async () => {
  const quietHours = { start: '22:00', end: '07:30' }
  const { updateNotificationSettings } = await lan.app.ask(sdk.UpdateNotificationSettings, {
    input: { newFollowers: true, quietHours },
  })
  expect(updateNotificationSettings.settings).toMatchObject({ newFollowers: true, quietHours })

  const { registerDevice } = await lan.app.ask(sdk.RegisterDevice, { input: { kind: 'MINI_PROGRAM' } })
  expect(registerDevice.userErrors).toEqual([])
  const { allowNotifications } = await lan.app.ask(sdk.AllowNotifications, { input: { count: 2 } })
  expect(allowNotifications.device).toMatchObject({ id: registerDevice.device!.id, allowances: 2 })

  await lan.app.ask(sdk.RemoveDevice, { input: { deviceId: registerDevice.device!.id } })
  expect((await lan.app.ask(sdk.Devices, {})).devices).toEqual([])
})
