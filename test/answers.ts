// The server as a page sees it: answers by method and path, and what was asked.
export type Asked = { readonly route: string; readonly body: unknown; readonly query: URLSearchParams }
type Answers = Readonly<Record<string, (asked: Asked) => unknown>>

/** `{ 'GET /stock': () => ({ items: [] }) }`; a thrown `{ status, body }` is a refusal. Anything else is not found. */
export function answers(routes: Answers): Asked[] {
  const asked: Asked[] = []
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), 'http://baton.example')
    const route = `${init?.method ?? 'GET'} ${url.pathname.replace(/^\/api/, '')}`
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    const one = { route, body, query: url.searchParams }
    asked.push(one)
    const answer = routes[route]
    if (!answer) return json(404, { reasons: [{ key: 'kernel.noRoute' }] })
    try {
      return json(200, answer(one))
    } catch (error) {
      const { status, body: why } = error as { status: number; body: unknown } // thrown by the routes above, in this shape
      return json(status, why)
    }
  }
  return asked
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

/** From now on the server takes its time over what is written: long enough for a second press. */
export function slowly(ms = 120): void {
  const quick = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    if (init?.method && init.method !== 'GET') await new Promise(done => setTimeout(done, ms))
    return quick(input, init)
  }
}
