import { existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { AppParts } from './app.ts'

type EnsureDemo = (parts: AppParts, app: FastifyInstance) => Promise<string[]>

const demo = new URL('../demo/demo.ts', import.meta.url)

/** Makes the demo company when there is no organisation yet; answers the lines that tell its logins. */
export async function firstRun(parts: AppParts, app: FastifyInstance): Promise<string[]> {
  if (!parts.config.demo || !existsSync(demo)) return []
  const { ensureDemo } = (await import(demo.href)) as { ensureDemo: EnsureDemo } // as: app/demo/demo.ts exports it
  return ensureDemo(parts, app)
}
