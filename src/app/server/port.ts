import { createServer } from 'node:net'
import { Problem } from '../problem.ts'

/** Asked before the database starts: a busy port costs one line and nothing else. */
export async function checkPort(port: number, host: string): Promise<void> {
  const code = await tryPort(port, host)
  if (code === undefined) return
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') throw new Problem('port.host', { host })
  const next = await nextFree(port < 1024 ? 3000 : port + 1, host)
  throw new Problem(code === 'EACCES' ? 'port.denied' : 'port.busy', { port, next })
}

async function nextFree(from: number, host: string): Promise<number> {
  for (let port = from; port < Math.min(from + 50, 65_536); port++) {
    if ((await tryPort(port, host)) === undefined) return port
  }
  return from
}

function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EADDRINUSE'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
