// The three chat services in one: it checks the signature as each of them says, and can refuse, be slow or hang.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

export type ChatService = {
  readonly host: string
  url(kind: 'wecom' | 'dingtalk' | 'feishu'): string
  /** What groups have got, oldest first. */
  readonly got: string[]
  /** How many asked at all. */
  asked: number
  /** How it answers next: rightly, with an errcode, with an error of HTTP, with a redirect, never. */
  mood: 'fine' | 'refuse' | 'broken' | 'redirect' | 'hang'
  close(): Promise<void>
}

export const botSecret = 'SECcafe0123'

export async function openChatService(): Promise<ChatService> {
  const server = createServer(async (request, reply) => {
    service.asked++
    const body = await bodyOf(request)
    if (service.mood === 'hang') return
    if (service.mood === 'broken') return void reply.writeHead(502).end('<html>')
    if (service.mood === 'redirect') return void reply.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    const url = new URL(request.url ?? '/', 'http://chat')
    const kind = url.pathname.slice(1)
    const said = JSON.parse(body)
    if (service.mood === 'refuse') return void reply.end(answer(kind, 310000, 'sign not match'))
    if (!isSigned(kind, url, said)) return void reply.end(answer(kind, 19021, 'sign match fail'))
    service.got.push(kind === 'feishu' ? said.content.text : said.text.content)
    reply.end(answer(kind, 0, 'ok'))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const service: ChatService = {
    host,
    url: kind => `http://${host}/${kind}?${kind === 'dingtalk' ? 'access_token' : 'key'}=k`,
    got: [],
    asked: 0,
    mood: 'fine',
    close: () => {
      server.closeAllConnections()
      return new Promise<void>(done => server.close(() => done()))
    },
  }
  return service
}

const answer = (kind: string, code: number, msg: string): string =>
  JSON.stringify(kind === 'feishu' ? { code, msg } : { errcode: code, errmsg: msg })

/** Within an hour of its own clock, as the services ask. */
function isSigned(
  kind: string,
  url: URL,
  said: { timestamp?: string; sign?: string; msg_type?: string; msgtype?: string },
) {
  if (kind === 'wecom') return said.msgtype === 'text' && url.searchParams.get('key') === 'k'
  if (kind === 'dingtalk') {
    const timestamp = url.searchParams.get('timestamp') ?? ''
    const right = createHmac('sha256', botSecret).update(`${timestamp}\n${botSecret}`).digest('base64')
    const isFresh = Math.abs(Date.now() - Number(timestamp)) < 3_600_000
    return url.searchParams.get('access_token') === 'k' && isFresh && url.searchParams.get('sign') === right
  }
  const key = `${said.timestamp}\n${botSecret}`
  const isFresh = Math.abs(Date.now() / 1000 - Number(said.timestamp)) < 3600
  return said.msg_type === 'text' && isFresh && said.sign === createHmac('sha256', key).digest('base64')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
