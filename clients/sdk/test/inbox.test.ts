import { expect, it } from 'vitest'
import { type ConversationRowFragment, type Happening, inboxAfter } from '../src/index'

type Row = ConversationRowFragment

/** As much of a conversation as a list looks at. */
function aRow(id: string, minute: number, more: Partial<Row> = {}): Row {
  const lastMessageAt = new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString()
  return { id, lastMessageAt, assignee: null, team: null, ...more } as Row
}

const event = (typename: string, more: object) => ({ __typename: typename, cursor: 'c', ...more }) as Happening
const changed = (conversation: Row) => event('ConversationChanged', { conversation })
const ids = (rows: Row[]) => rows.map((row) => row.id)

const mei = { id: 'agt_mei', name: 'Mei' }
const returns = { id: 'tea_1', name: 'Returns' }
const inbox = [aRow('new', 30, { assignee: mei, team: returns }), aRow('middle', 20), aRow('old', 10)]

it('drops a conversation that is hidden', () => {
  expect(ids(inboxAfter(inbox, event('ConversationHidden', { conversationId: 'middle' })))).toEqual(['new', 'old'])
})

it.each([
  ['one with a newer message to the top', aRow('old', 40), ['old', 'new', 'middle']],
  ['a new one between its neighbours', aRow('other', 25), ['new', 'other', 'middle', 'old']],
  ['the oldest one to the end', aRow('oldest', 5), ['new', 'middle', 'old', 'oldest']],
])('puts %s', (_, conversation, expected) => {
  expect(ids(inboxAfter(inbox, changed(conversation)))).toEqual(expected)
})

it('leaves on further pages what is older than this one', () => {
  expect(ids(inboxAfter(inbox, changed(aRow('oldest', 5)), { hasMore: true }))).toEqual(['new', 'middle', 'old'])
  expect(ids(inboxAfter(inbox, changed(aRow('old', 9)), { hasMore: true }))).toEqual(['new', 'middle', 'old'])
})

it('takes out what was given to somebody else, where the list shows only mine', () => {
  const tao = { id: 'agt_tao', name: 'Tao' }
  const assigned = event('ConversationAssigned', { conversation: aRow('new', 30, { assignee: tao }) })

  const mine = inboxAfter(inbox, assigned, { belongs: (row) => row.assignee?.id === mei.id })

  expect(ids(mine)).toEqual(['middle', 'old'])
})

it('calls agents and teams by their new names, and forgets teams that are gone', () => {
  const renamed = inboxAfter(inbox, event('AgentChanged', { agent: { ...mei, name: 'Mei Lin' } }))
  const called = inboxAfter(renamed, event('TeamChanged', { team: { ...returns, name: '售后' } }))
  const left = inboxAfter(called, event('TeamDeleted', { teamId: returns.id }))

  expect([called[0]!.assignee!.name, called[0]!.team!.name, left[0]!.team]).toEqual(['Mei Lin', '售后', null])
})

it('is left as it is by what is about other things', () => {
  expect(inboxAfter(inbox, event('LabelDeleted', { labelId: 'lbl_1' }))).toEqual(inbox)
})
