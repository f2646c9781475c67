import type { Happening } from './following'
import type { ConversationRowFragment as Row } from './operations'

/** What a list of conversations shows. */
export interface Shown {
  /** Is it one of those that the list was asked for? Left out, all are. */
  belongs?(conversation: Row): boolean
  /** Has the list further pages? What is older than its last row then stays on those. */
  hasMore?: boolean
}

/**
 * A list of conversations, the newest message first, after this event: what is hidden or no longer belongs is gone,
 * what is new stands in its place. Events about other things leave it as it is.
 */
export function inboxAfter(rows: readonly Row[], event: Happening, shown: Shown = {}): Row[] {
  switch (event.__typename) {
    case 'ConversationHidden':
      return without(rows, event.conversationId)
    case 'ConversationChanged':
    case 'ConversationAssigned':
      return withRow(rows, event.conversation, shown)
    case 'AgentChanged':
      return rows.map((row) => (row.assignee?.id === event.agent.id ? { ...row, assignee: event.agent } : row))
    case 'TeamChanged':
      return rows.map((row) => (row.team?.id === event.team.id ? { ...row, team: event.team } : row))
    case 'TeamDeleted':
      return rows.map((row) => (row.team?.id === event.teamId ? { ...row, team: null } : row))
    default:
      return [...rows]
  }
}

function without(rows: readonly Row[], id: string): Row[] {
  return rows.filter((row) => row.id !== id)
}

function withRow(rows: readonly Row[], fresh: Row, { belongs, hasMore }: Shown): Row[] {
  const others = without(rows, fresh.id)
  if (belongs && !belongs(fresh)) return others
  const place = others.findIndex((row) => moment(row) < moment(fresh))
  if (place >= 0) return [...others.slice(0, place), fresh, ...others.slice(place)]
  return hasMore && others.length === rows.length ? others : [...others, fresh]
}

function moment(row: Row): number {
  return Date.parse(row.lastMessageAt)
}
