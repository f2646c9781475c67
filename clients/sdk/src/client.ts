import type { Document } from './document'
import { ApiError, SignedOut } from './errors'
import { type Follower, Following } from './following'
import { post } from './http'
import {
  AcceptInvitation,
  type AcceptInvitationInput,
  type AcceptInvitationMutation,
  RefreshSession,
  ShowViewing,
  SignIn,
  type SignInMutation,
  SignInWithMiniProgram,
  type SignInWithMiniProgramMutation,
  SignOut,
} from './operations'
import type { Platform } from './platform'
import { type Session, Tokens } from './session'
import { Viewing } from './viewing'

export interface Options {
  /** Where Fandesk is, such as https://fans.example. */
  url: string
  platform: Platform
  /** What `keep` was given when the app ran last. */
  session?: Session
  /** Called with every new pair of tokens, and with undefined when the session ends: write it to the device. */
  keep?(session: Session | undefined): void
}

/** An agent's Fandesk: operations by their ids, and everything that happens. */
export class Fandesk {
  private readonly tokens: Tokens
  private readonly platform: Platform
  private readonly http: string

  constructor(options: Options) {
    this.platform = options.platform
    this.http = `${options.url.replace(/\/$/, '')}/graphql`
    this.tokens = new Tokens(options.session, (token) => this.renew(token), (session) => options.keep?.(session))
  }

  /** The session of this device; undefined where nobody is signed in. */
  get session(): Session | undefined {
    return this.tokens.current
  }

  /** Sign in. What was wrong stands in `userErrors`. */
  async signIn(email: string, password: string): Promise<SignInMutation['signIn']> {
    const { signIn } = await post(this.platform, this.http, SignIn, { input: { email, password } })
    return this.entered(signIn)
  }

  /** Sign in as the agent who linked this WeChat user; `code` is what `wx.login` just gave (`loginCode(wx)`). */
  async signInWithMiniProgram(code: string): Promise<SignInWithMiniProgramMutation['signInWithMiniProgram']> {
    const answer = await post(this.platform, this.http, SignInWithMiniProgram, { input: { code } })
    return this.entered(answer.signInWithMiniProgram)
  }

  /** Come in by an invitation, with a password or by the mini-program, and be signed in. */
  async acceptInvitation(input: AcceptInvitationInput): Promise<AcceptInvitationMutation['acceptInvitation']> {
    const { acceptInvitation } = await post(this.platform, this.http, AcceptInvitation, { input })
    return this.entered(acceptInvitation)
  }

  /** End the session, here at once, and at the server where it can be reached. */
  async signOut(): Promise<void> {
    const session = this.tokens.current
    if (!session) return
    this.tokens.set(undefined)
    await post(this.platform, this.http, SignOut, { input: { refreshToken: session.refreshToken } })
  }

  /** A query or a mutation. Throws SignedOut, ApiError and TransportError; a repeat of a mutation takes its `idempotencyKey`. */
  async ask<Answer, Variables>(document: Document<Answer, Variables>, variables: Variables): Promise<Answer> {
    const token = await this.tokens.living()
    try {
      return await post(this.platform, this.http, document, variables, token)
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.code !== 'UNAUTHENTICATED') throw reason
      // Nothing was done, so it may be said again.
      return post(this.platform, this.http, document, variables, await this.tokens.living(token))
    }
  }

  /** Everything that happens after `cursor`, or from now on, until it is stopped. */
  follow(on: Follower, cursor?: string, accountIds?: string[]): Following {
    return new Following(this.platform, this.http.replace(/^http/, 'ws'), this.tokens, on, cursor, accountIds)
  }

  /** This conversation is on the screen: colleagues see that, and when somebody types, until it is left. */
  view(conversationId: string): Viewing {
    return new Viewing(async (isTyping, isViewing) => {
      const input = { conversationId, isTyping, isViewing }
      try {
        const { showViewing } = await this.ask(ShowViewing, { input })
        return !showViewing.userErrors.some((refused) => refused.code === 'NOT_FOUND')
      } catch (reason) {
        if (reason instanceof SignedOut) return false
        throw reason
      }
    })
  }

  private entered<Payload extends { session: Session | null }>(payload: Payload): Payload {
    if (payload.session) this.tokens.set(payload.session)
    return payload
  }

  private async renew(refreshToken: string): Promise<Session | undefined> {
    const { refreshSession } = await post(this.platform, this.http, RefreshSession, { input: { refreshToken } })
    const [refused] = refreshSession.userErrors
    // Only this one ends the session; the others pass.
    if (refused && refused.code !== 'INVALID_REFRESH_TOKEN') throw new ApiError(refused.message, refused.code, 200)
    return refreshSession.session ?? undefined
  }
}
