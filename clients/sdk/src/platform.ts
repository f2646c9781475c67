/** What the SDK needs of the place it runs in. `mini.ts` and `web.ts` have it for theirs. */
export interface Platform {
  /** POST JSON and read JSON. Rejects where the network fails. */
  post(url: string, headers: Record<string, string>, body: unknown): Promise<Answered>
  /** Open a socket. `closed` is called once, whatever ends it; nothing is called after that. */
  open(url: string, protocol: string, on: SocketEvents): Socket
}

export interface Answered {
  status: number
  /** The body as JSON; anything else where it is none. */
  body: unknown
}

export interface SocketEvents {
  opened(): void
  heard(text: string): void
  closed(code: number, reason: string): void
}

export interface Socket {
  send(text: string): void
  close(code: number, reason: string): void
}
