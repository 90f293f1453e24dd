import type { FastifyInstance } from 'fastify'
import type { AppParts } from './app.ts'

/** Makes the demo company when there is no organisation yet; answers the lines that tell its logins. */
export async function firstRun(parts: AppParts, app: FastifyInstance): Promise<string[]> {
  if (!parts.config.demo) return []
  const { ensureDemo } = await import('../demo/demo.ts')
  return ensureDemo(parts, app)
}
