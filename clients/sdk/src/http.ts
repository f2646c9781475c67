import type { Document } from './document'
import { ApiError, TransportError } from './errors'
import type { Platform } from './platform'

interface Said {
  data?: unknown
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[]
}

/** One operation over HTTP, by its document's id. Throws ApiError and TransportError. */
export async function post<Answer, Variables>(
  platform: Platform,
  url: string,
  document: Document<Answer, Variables>,
  variables: Variables,
  token?: string,
): Promise<Answer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  const { status, body } = await platform
    .post(url, headers, { documentId: document.id, variables })
    .catch((reason: unknown) => Promise.reject(new TransportError(String(reason))))
  const said = body as Said | null
  const error = typeof said === 'object' ? said?.errors?.[0] : undefined
  if (error) throw new ApiError(error.message, error.extensions?.code ?? 'INTERNAL', status, error.extensions?.requestId)
  if (typeof said !== 'object' || !said?.data) throw new TransportError(`The server answered with ${status} and no data.`)
  return said.data as Answer
}
