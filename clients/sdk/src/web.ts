import type { Platform } from './platform'

const PATIENCE = 20_000 // milliseconds; the server gives up after 15 seconds

/** A browser. */
export const webPlatform: Platform = {
  async post(url, headers, body) {
    const waiting = new AbortController()
    const timer = setTimeout(() => waiting.abort(), PATIENCE)
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: waiting.signal })
      return { status: answer.status, body: await answer.json().catch(() => null) }
    } finally {
      clearTimeout(timer)
    }
  },
  open(url, protocol, on) {
    const socket = new WebSocket(url, protocol)
    socket.onopen = () => on.opened()
    socket.onmessage = (message) => on.heard(String(message.data))
    socket.onclose = (end) => on.closed(end.code, end.reason)
    return { send: (text) => socket.send(text), close: (code, reason) => socket.close(code, reason) }
  },
}
