import {
  type AgentPresence,
  type OnlookerFragment,
  Presence,
  type PresenceSubscription,
  type PresenceSubscriptionVariables,
} from './operations'
import type { Subscription } from './socket'

type Change = PresenceSubscription['presence']

/** What an app does with who is here. Each call has all there is to know: show it instead of what was shown. */
export interface Watcher {
  /** How colleagues are found, by their ids. Whoever is not in it is OFFLINE. */
  here?(agents: ReadonlyMap<string, AgentPresence>): void
  /** Who else has the conversation on their screen. */
  viewers?(viewers: OnlookerFragment[]): void
}

/** Who is here, on any number of sockets in turn: on each it begins anew, for nothing is repeated. */
export class Watching {
  private readonly agents = new Map<string, AgentPresence>()

  constructor(
    private readonly on: Watcher,
    private readonly conversationId: string | undefined,
  ) {}

  /** Listen on this socket, instead of whatever is watched there. */
  begin(socket: Pick<Subscription<never, never>, 'beside'>): void {
    this.agents.clear()
    const variables: PresenceSubscriptionVariables = { conversationId: this.conversationId }
    socket.beside(Presence, variables, ({ presence }) => this.hear(presence), () => this.lose())
  }

  /** The line is lost, or the conversation is out of sight: nobody is known to look at it. */
  lose(): void {
    this.on.viewers?.([])
  }

  private hear(change: Change): void {
    if (change.__typename === 'ViewersChanged') this.on.viewers?.(change.viewers)
    else if (change.__typename === 'AgentPresenceChanged') {
      this.agents.set(change.agent.id, change.presence)
      this.on.here?.(this.agents)
    }
  }
}
