/** Says what is on the screen; false where it is over, because the conversation is out of sight or the session ended. */
export type Say = (isTyping: boolean, isViewing: boolean) => Promise<boolean>

type Look = Parameters<Say>

const BEAT = 10_000 // milliseconds; the server believes it for 20 s
const TYPING_BEAT = 5_000 // typing it believes for 8 s
const PAUSE = 5_000 // without a key for so long, nobody types

/** A conversation on this screen: colleagues see it there, and that somebody types, until it is left. */
export class Viewing {
  private isOver = false
  private lastKey = -Infinity
  private isTyping = false
  private isSaying = false
  private unsaid?: Look
  private timer?: ReturnType<typeof setTimeout>

  constructor(private readonly say: Say) {
    this.beat()
  }

  /** Call it with each change of the composer's text. */
  typing(): void {
    this.lastKey = Date.now()
    if (!this.isTyping) this.beat()
  }

  /** What was typed is sent or thrown away. */
  done(): void {
    this.lastKey = -Infinity
    if (this.isTyping) this.beat()
  }

  /** It is on the screen no more. */
  leave(): void {
    if (this.isOver) return
    this.end()
    this.tell(false, false)
  }

  private beat(): void {
    if (this.isOver) return
    clearTimeout(this.timer)
    this.isTyping = Date.now() - this.lastKey < PAUSE
    this.timer = setTimeout(() => this.beat(), this.isTyping ? TYPING_BEAT : BEAT)
    this.tell(this.isTyping, true)
  }

  private tell(isTyping: boolean, isViewing: boolean): void {
    this.unsaid = [isTyping, isViewing]
    if (!this.isSaying) void this.sayAll()
  }

  /** One after the other, so that none overtakes another, and of what had to wait only the latest. */
  private async sayAll(): Promise<void> {
    this.isSaying = true
    for (let now = this.take(); now; now = this.take()) {
      // Where the network fails nothing is lost: the next beat says it again.
      if (!(await this.say(...now).catch(() => true))) this.end()
    }
    this.isSaying = false
  }

  private take(): Look | undefined {
    const now = this.unsaid
    this.unsaid = undefined
    return now
  }

  private end(): void {
    this.isOver = true
    clearTimeout(this.timer)
  }
}
