// The page's way to the server: `client(orderApi, send)`. Answers a value or throws what `problems.ts` knows.
import type { Call, Send } from '#kernel/api.ts'
import { Offline, refusalFrom, ServerFault } from './problems.ts'

export const send: Send = async call => {
  const response = await fetch(addressOf(call), requestOf(call)).catch(() => {
    throw new Offline()
  })
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.ok) return body
  const refusal = refusalFrom(response.status, body)
  if (refusal) throw refusal
  if (response.status === 502 || response.status === 504) throw new Offline()
  throw new ServerFault(response.headers.get('x-request-id') ?? '–')
}

/** Also for links that download: the same address the call would ask. */
export function addressOf({ path, query }: Pick<Call, 'path' | 'query'>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value))
  const text = search.toString()
  return `/api${path}${text ? `?${text}` : ''}`
}

function requestOf({ method, body, upload, key }: Call): RequestInit {
  const headers = { accept: 'application/json', ...(key && { 'idempotency-key': key }) }
  const base: RequestInit = { method, credentials: 'same-origin', headers }
  if (upload) {
    const form = new FormData()
    for (const [name, value] of Object.entries(body ?? {})) form.set(name, String(value))
    form.set('file', new Blob([upload.bytes.slice()], { type: upload.type }), upload.fileName)
    return { ...base, body: form }
  }
  if (body === undefined) return base
  return { ...base, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
