import type { Document } from './document'
import type { Platform, Socket } from './platform'

const PROTOCOL = 'graphql-transport-ws'
const GOING = 1000

/** How a subscription ended: the socket's close code, or the code of the error that the server answered with. */
export interface Ending {
  closed?: number
  code?: string
  message: string
}

interface Frame {
  type: string
  id?: string
  payload?: unknown
}

interface Beside {
  id: string
  payload: object
  heard(answer: unknown): void
  ended(): void
}

const MAIN = '1'

/**
 * One subscription on a socket of its own, and room for a lesser one beside it, graphql-transport-ws. `heard` is called with each answer, the next one once
 * it is done. Resolves when it is over and everything heard is done; a socket that is silent for too long is closed.
 */
export class Subscription<Answer, Variables> {
  readonly over: Promise<Ending>
  private readonly socket: Socket
  private isOpen = false
  private next = 2
  private lesser?: Beside
  private done: Promise<void> = Promise.resolve()
  private ending?: Ending
  private silence?: ReturnType<typeof setTimeout>
  private finish!: (ending: Ending) => void

  constructor(
    platform: Platform,
    url: string,
    private readonly token: string,
    private readonly document: Document<Answer, Variables>,
    private readonly variables: Variables,
    private readonly heard: (answer: Answer) => void | Promise<void>,
    private readonly longestSilence: number,
  ) {
    this.over = new Promise((resolve) => (this.finish = resolve))
    this.socket = platform.open(url, PROTOCOL, {
      opened: () => this.send({ type: 'connection_init', payload: { authorization: `Bearer ${this.token}` } }),
      heard: (text) => this.take(JSON.parse(text) as Frame),
      closed: (closed, reason) => this.end({ closed, message: reason }),
    })
    this.listen()
  }

  /** Hear this, too, instead of what was heard beside so far. Where the server ends it, the socket stays. */
  beside<Other, Its>(
    document: Document<Other, Its>,
    variables: Its,
    heard: (answer: Other) => void,
    ended: () => void,
  ): void {
    this.besideNothing()
    const payload = { documentId: document.id, variables }
    this.lesser = { id: `${this.next++}`, payload, heard: heard as Beside['heard'], ended }
    if (this.isOpen && !this.ending) this.subscribe(this.lesser)
  }

  /** Hear the main one alone. */
  besideNothing(): void {
    if (this.lesser && this.isOpen && !this.ending) this.send({ id: this.lesser.id, type: 'complete' })
    this.lesser = undefined
  }

  /** Stop, and take nothing more. */
  close(message = 'stopped'): void {
    if (this.ending) return
    this.end({ message })
    this.socket.close(GOING, message)
  }

  private take(frame: Frame): void {
    if (this.ending) return
    this.listen()
    if (frame.type === 'connection_ack') this.begin()
    else if (frame.type === 'ping') this.send({ type: 'pong' })
    else if (frame.id !== MAIN) this.takeBeside(frame)
    else if (frame.type === 'complete') this.close('The server ended the subscription.')
    else if (frame.type === 'error') this.refused(frame.payload)
    else if (frame.type === 'next') this.deliver(frame.payload as { data?: Answer; errors?: unknown })
  }

  private takeBeside(frame: Frame): void {
    const { lesser } = this
    if (frame.id !== lesser?.id) return // a late word of one that was left
    const said = frame.payload as { data?: unknown } | undefined
    if (frame.type === 'next' && said?.data) return lesser?.heard(said.data)
    this.lesser = undefined
    lesser?.ended()
  }

  private begin(): void {
    this.isOpen = true
    this.subscribe({ id: MAIN, payload: { documentId: this.document.id, variables: this.variables } })
    if (this.lesser) this.subscribe(this.lesser)
  }

  private subscribe({ id, payload }: { id: string; payload: object }): void {
    this.send({ id, type: 'subscribe', payload })
  }

  private deliver(said: { data?: Answer; errors?: unknown }): void {
    if (said.errors) return this.refused(said.errors)
    const answer = said.data as Answer
    this.done = this.done
      .then(() => (this.ending ? undefined : this.heard(answer)))
      .catch((reason: unknown) => this.close(String(reason)))
  }

  private refused(errors: unknown): void {
    const [error] = errors as { message: string; extensions?: { code?: string } }[]
    this.end({ code: error?.extensions?.code ?? 'INTERNAL', message: error?.message ?? '' })
    this.socket.close(GOING, 'refused')
  }

  private send(frame: object): void {
    this.socket.send(JSON.stringify(frame))
  }

  private listen(): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.close('The server has fallen silent.'), this.longestSilence)
  }

  private end(ending: Ending): void {
    if (this.ending) return
    this.ending = ending
    clearTimeout(this.silence)
    void this.done.then(() => this.finish(ending))
  }
}
