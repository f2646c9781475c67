import { SignedOut } from './errors'
import type { SignedInFragment } from './operations'

/** What a device keeps of its session: hand it to `new Fandesk()` when the app starts again. */
export type Session = SignedInFragment

const EARLY = 30_000 // milliseconds before its end that an access token is not used any more

/** The tokens of one device, renewed in time, and by one request at a time: a refresh token is good for one use. */
export class Tokens {
  private renewing?: Promise<string>

  constructor(
    private session: Session | undefined,
    private readonly renew: (refreshToken: string) => Promise<Session | undefined>,
    private readonly keep: (session: Session | undefined) => void,
  ) {}

  get current(): Session | undefined {
    return this.session
  }

  set(session: Session | undefined): void {
    this.session = session
    this.keep(session)
  }

  /** An access token that lives; `refused` is one that the server did not take. Throws SignedOut. */
  async living(refused?: string): Promise<string> {
    const session = this.session
    if (!session) throw new SignedOut()
    const isOver = Date.parse(session.accessTokenExpiresAt) - Date.now() < EARLY
    return isOver || session.accessToken === refused ? this.renewed(session) : session.accessToken
  }

  private renewed(session: Session): Promise<string> {
    this.renewing ??= this.renewal(session)
    return this.renewing
  }

  private async renewal(session: Session): Promise<string> {
    const fresh = await this.renew(session.refreshToken).finally(() => (this.renewing = undefined))
    if (this.session !== session) return this.living() // signed out, or in as somebody else, meanwhile
    this.set(fresh)
    if (!fresh) throw new SignedOut()
    return fresh.accessToken
  }
}
