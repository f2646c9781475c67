import { SignedOut } from './errors'
import { Events, type EventsSubscription, type EventsSubscriptionVariables } from './operations'
import { patience } from './patience'
import type { Platform } from './platform'
import type { Tokens } from './session'
import { type Ending, Subscription } from './socket'
import { type Watcher, Watching } from './watching'

export type Happening = EventsSubscription['events']

/** What an app does with the stream. A handler that throws has not taken its event: it comes again. */
export interface Follower {
  /** Something happened. It may come twice: ids say so. Keep `cursor` with what you made of it. */
  happened(event: Happening): void | Promise<void>
  /** Events are lost for good: ask for everything on the screen anew. The stream goes on when this is done. */
  resync(reason: string): void | Promise<void>
  /** Listening (again), or not: for a line at the top of the screen. */
  listening?(isListening: boolean): void
  /** It is over, and will not be tried again: the session ended, or the server does not know this client any more. */
  ended?(reason: string): void
}

const SESSION_ENDED = 4403
const PUSHED_OUT = 4429 // ten newer sockets of this agent: coming back would push out one of those
const OUR_MISTAKE = [4400, 4401, 4406, 4409]
const FOR_GOOD = ['DOCUMENT_NOT_FOUND', 'DOCUMENT_NOT_TRUSTED', 'BAD_USER_INPUT', 'VALIDATION_FAILED', 'FORBIDDEN']
const LONGEST_SILENCE = 60_000 // the server says something every 25 seconds

/** Listens to `events` until stopped, over any number of sockets: each goes on after the last event that was taken. */
export class Following {
  private isOver = false
  private failures = 0
  private subscription?: Subscription<EventsSubscription, EventsSubscriptionVariables>
  private wake?: () => void
  private watching?: Watching

  constructor(
    private readonly platform: Platform,
    private readonly url: string,
    private readonly tokens: Tokens,
    private readonly on: Follower,
    private last: string | undefined,
    private readonly accountIds: string[] | undefined,
  ) {
    void this.run()
  }

  /** The place in the stream up to which everything was taken; hand it to `follow()` when the app starts again. */
  get cursor(): string | undefined {
    return this.last
  }

  /**
   * Hear who is here, and who else has this conversation on their screen, on the same socket; instead of whatever was
   * watched before. Returns what ends it.
   */
  watch(on: Watcher, conversationId?: string): () => void {
    const watching = new Watching(on, conversationId)
    this.watching = watching
    if (this.subscription) watching.begin(this.subscription)
    return () => {
      if (this.watching !== watching) return
      this.watching = undefined
      this.subscription?.besideNothing()
    }
  }

  /** Hear nothing more. */
  stop(): void {
    this.isOver = true
    this.subscription?.close()
    this.wake?.()
  }

  /** Try again now: the network is back, or the app is in front again. */
  hurry(): void {
    this.failures = 0
    this.wake?.()
  }

  private async run(): Promise<void> {
    let refused: string | undefined
    while (!this.isOver) {
      try {
        const token = await this.tokens.living(refused)
        if (this.isOver) return
        const ending = await this.listen(token)
        refused = ending.closed === SESSION_ENDED || ending.code === 'UNAUTHENTICATED' ? token : undefined
        if (!this.isOver && isForGood(ending)) return this.end(ending.message)
        if (refused && this.failures++ === 0) continue // a new token is all that it takes
      } catch (reason) {
        if (reason instanceof SignedOut) return this.end(reason.message)
      }
      await this.pause()
    }
  }

  private async listen(token: string): Promise<Ending> {
    let isListening = false
    const variables: EventsSubscriptionVariables = { after: this.last, accountIds: this.accountIds }
    const heard = async ({ events }: EventsSubscription): Promise<void> => {
      if (!isListening) this.on.listening?.((isListening = true))
      if (events.__typename === 'ResyncRequired') await this.on.resync(events.reason)
      else if (events.__typename !== 'Heartbeat') await this.on.happened(events)
      this.last = events.cursor
      this.failures = 0
    }
    this.subscription = new Subscription(this.platform, this.url, token, Events, variables, heard, LONGEST_SILENCE)
    this.watching?.begin(this.subscription)
    const ending = await this.subscription.over
    this.subscription = undefined
    this.watching?.lose()
    if (isListening) this.on.listening?.(false)
    return ending
  }

  private async pause(): Promise<void> {
    if (this.isOver) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience(this.failures++))
      this.wake = () => (clearTimeout(timer), resolve())
    })
    this.wake = undefined
  }

  private end(reason: string): void {
    this.isOver = true
    this.on.ended?.(reason)
  }
}

function isForGood({ closed, code }: Ending): boolean {
  return closed === PUSHED_OUT || OUR_MISTAKE.includes(closed ?? 0) || FOR_GOOD.includes(code ?? '')
}
