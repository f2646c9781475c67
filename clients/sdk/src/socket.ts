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
  payload?: unknown
}

/**
 * One subscription on a socket of its own, graphql-transport-ws. `heard` is called with each answer, the next one once
 * it is done. Resolves when it is over and everything heard is done; a socket that is silent for too long is closed.
 */
export class Subscription<Answer, Variables> {
  readonly over: Promise<Ending>
  private readonly socket: Socket
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

  /** Stop, and take nothing more. */
  close(message = 'stopped'): void {
    if (this.ending) return
    this.end({ message })
    this.socket.close(GOING, message)
  }

  private take(frame: Frame): void {
    if (this.ending) return
    this.listen()
    if (frame.type === 'connection_ack') this.subscribe()
    else if (frame.type === 'ping') this.send({ type: 'pong' })
    else if (frame.type === 'complete') this.close('The server ended the subscription.')
    else if (frame.type === 'error') this.refused(frame.payload)
    else if (frame.type === 'next') this.deliver(frame.payload as { data?: Answer; errors?: unknown })
  }

  private subscribe(): void {
    const payload = { documentId: this.document.id, variables: this.variables }
    this.send({ id: '1', type: 'subscribe', payload })
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
