/** A top-level error of the API: `code` is for programs, `message` for people. What a rule refused is no error: see `userErrors`. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly status: number,
    readonly requestId?: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** The network failed, or what answered is no Fandesk: whether the request arrived is not known. Try again. */
export class TransportError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TransportError'
  }
}

/** Nobody is signed in, or the session has ended: sign in again, by password or by mini-program. */
export class SignedOut extends Error {
  constructor() {
    super('The session has ended: sign in again.')
    this.name = 'SignedOut'
  }
}
