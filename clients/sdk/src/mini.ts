import { TransportError } from './errors'
import type { Platform, Socket, SocketEvents } from './platform'

/** The part of `wx`, or of `uni`, that the SDK needs to sign in. */
export interface MiniLogin {
  login(options: { success(answer: { code: string }): void; fail(reason: { errMsg: string }): void }): unknown
}

/** The part of `wx`, or of `uni`, that the SDK needs. */
export interface MiniApi {
  request(options: {
    url: string
    method: 'POST'
    header: Record<string, string>
    data: unknown
    timeout: number
    success(answer: { statusCode: number; data: unknown }): void
    fail(reason: { errMsg: string }): void
  }): unknown
  connectSocket(options: {
    url: string
    protocols: string[]
    complete(): void
    fail(reason: { errMsg: string }): void
  }): MiniSocket
}

export interface MiniSocket {
  send(options: { data: string }): void
  close(options: { code: number; reason: string }): void
  onOpen(then: () => void): void
  onMessage(then: (message: { data: string | ArrayBuffer }) => void): void
  onClose(then: (end: { code?: number; reason?: string }) => void): void
  onError(then: (reason: { errMsg: string }) => void): void
}

const PATIENCE = 20_000 // milliseconds; the server gives up after 15 seconds
const LOST = 1006

/** A mini-program: `miniPlatform(wx)`, or `miniPlatform(uni)`. */
export function miniPlatform(api: MiniApi): Platform {
  return {
    post: (url, header, data) =>
      new Promise((resolve, reject) => {
        api.request({
          url,
          method: 'POST',
          header,
          data,
          timeout: PATIENCE,
          success: (answer) => resolve({ status: answer.statusCode, body: answer.data }),
          fail: (reason) => reject(new Error(reason.errMsg)),
        })
      }),
    open: (url, protocol, on) => open(api, url, protocol, on),
  }
}

/** A code for `signInWithMiniProgram()`, `acceptInvitation()`, LinkMiniProgram or ChangePassword: good once, for five minutes. */
export function loginCode(api: MiniLogin): Promise<string> {
  return new Promise((resolve, reject) => {
    api.login({ success: ({ code }) => resolve(code), fail: (reason) => reject(new TransportError(reason.errMsg)) })
  })
}

function open(api: MiniApi, url: string, protocol: string, on: SocketEvents): Socket {
  let isClosed = false
  const close = (code: number, reason: string): void => {
    if (!isClosed) on.closed(code, reason)
    isClosed = true
  }
  // `complete` is there because uni gives back a promise, and no socket, where no callback is passed.
  const fail = (reason: { errMsg: string }): void => close(LOST, reason.errMsg)
  const task = api.connectSocket({ url, protocols: [protocol], complete: () => {}, fail })
  task.onOpen(() => isClosed || on.opened())
  task.onMessage((message) => isClosed || on.heard(String(message.data)))
  task.onError(fail)
  task.onClose((end) => close(end.code ?? LOST, end.reason ?? ''))
  return {
    send: (data) => isClosed || task.send({ data }),
    close: (code, reason) => isClosed || task.close({ code, reason }),
  }
}
