import WebSocket from 'ws'
import type { MiniApi, MiniLogin, MiniSocket } from '../src/mini'

/** `wx.request`, `wx.connectSocket` and `wx.login` on Node, and a switch for the network. */
export class FakeWx implements MiniApi, MiniLogin {
  /** Every body that was posted, and every frame that was sent. */
  readonly said: string[] = []
  private isOffline = false
  private readonly sockets = new Set<WebSocket>()

  /** `askCode` gives what WeChat would give to whose phone it is. */
  constructor(private readonly askCode = (): Promise<string> => Promise.reject(new Error('nobody is signed in to WeChat'))) {}

  /** The phone goes into a tunnel: open sockets die without a word, and nothing new gets through. */
  loseNetwork(): void {
    this.isOffline = true
    for (const socket of this.sockets) socket.terminate()
  }

  findNetwork(): void {
    this.isOffline = false
  }

  request: MiniApi['request'] = (asked) => {
    if (this.isOffline) return asked.fail({ errMsg: 'request:fail' })
    const body = JSON.stringify(asked.data)
    this.said.push(body)
    fetch(asked.url, { method: asked.method, headers: asked.header, body })
      .then(async (answer) => asked.success({ statusCode: answer.status, data: asJson(await answer.text()) }))
      .catch((reason: Error) => asked.fail({ errMsg: `request:fail ${reason.message}` }))
    return undefined
  }

  login: MiniLogin['login'] = ({ success, fail }) => {
    if (this.isOffline) return fail({ errMsg: 'login:fail' })
    this.askCode().then(
      (code) => success({ code }),
      (reason: Error) => fail({ errMsg: `login:fail ${reason.message}` }),
    )
    return undefined
  }

  connectSocket: MiniApi['connectSocket'] = (asked): MiniSocket => {
    const socket = new WebSocket(this.isOffline ? 'ws://127.0.0.1:9' : asked.url, asked.protocols)
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    return {
      send: ({ data }) => {
        this.said.push(data)
        socket.send(data)
      },
      close: ({ code, reason }) => socket.close(code, reason),
      onOpen: (then) => void socket.on('open', then),
      onMessage: (then) => void socket.on('message', (data) => then({ data: data.toString() })),
      onClose: (then) => void socket.on('close', (code, reason) => then({ code, reason: reason.toString() })),
      onError: (then) => void socket.on('error', (reason) => then({ errMsg: reason.message })),
    }
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
