// What a browser's EventSource hears, without the browser.
type Heard = { readonly entity: string; readonly id: string; readonly version?: number; readonly gone?: boolean }

export type Ear = {
  /** Everything so far, as it came. */
  text(): string
  told(): Heard[]
  resets(): number
  /** Every place that was sent with a message. */
  places(): string[]
  lastId(): string
  /** Waits for this message, twenty seconds at most: other tests' transactions hold news back; answers all that was told by then. */
  until(news: Heard): Promise<Heard[]>
  untilReset(): Promise<void>
  untilPlace(): Promise<string>
  ended(): Promise<void>
  close(): Promise<void>
}

/** `after`: a query, or a `name: value` header. */
export async function listenAt(address: string, key: string, after = ''): Promise<Ear> {
  const stop = new AbortController()
  const [name, value] = after.startsWith('?') ? [] : after.split(': ')
  const headers = { authorization: `Bearer ${key}`, ...(name && value && { [name]: value }) }
  const url = `${address}/api/live${after.startsWith('?') ? after : ''}`
  const answer = await fetch(url, { headers, signal: stop.signal })
  if (answer.status !== 200) throw new Error(`live answered ${answer.status}`)
  let heard = ''
  const reading = (async () => {
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += part
  })().catch(() => undefined)
  return ear(() => heard, reading, stop)
}

function ear(text: () => string, reading: Promise<unknown>, stop: AbortController): Ear {
  // a half-received message is not one yet
  const messages = () => text().split('\n\n').slice(0, -1)
  const told = () =>
    messages().flatMap(one => {
      const data = /^data: (.*)$/m.exec(one)?.[1]
      return data && !/^event: /m.test(one) ? [JSON.parse(data) as Heard] : [] // unnamed messages carry a record
    })
  const resets = () => messages().filter(one => /^event: reset$/m.test(one)).length
  const places = () => messages().flatMap(one => /^id: (.*)$/m.exec(one)?.[1] ?? [])
  const same = (a: Heard, b: Heard) =>
    a.entity === b.entity && a.id === b.id && (b.version === undefined || a.version === b.version) && a.gone === b.gone
  return {
    text,
    told,
    resets,
    places,
    lastId: () => places().at(-1) ?? '',
    until: async news => {
      await patiently(() => told().some(one => same(one, news)))
      return told()
    },
    untilReset: () => patiently(() => resets() > 0),
    untilPlace: async () => {
      await patiently(() => places().length > 0)
      return places().at(-1) ?? ''
    },
    ended: async () => void (await Promise.race([reading, patiently(() => false)])),
    close: async () => {
      stop.abort()
      await reading
    },
  }
}

async function patiently(done: () => boolean): Promise<void> {
  for (let i = 0; i < 800 && !done(); i++) await new Promise(go => setTimeout(go, 25))
}
