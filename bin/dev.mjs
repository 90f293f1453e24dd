#!/usr/bin/env node
// The server restarts when its sources change; the pages come from vite, which passes /api on to it.
import { join } from 'node:path'
import { prepare, root, run } from './lib/boot.mjs'

const node = await prepare()
const port = process.env.PORT ?? '3000'
const server = run(node, ['--watch', join(root, 'src/app/server/main.ts')])
const pages = run(node, [join(root, 'node_modules/vite/bin/vite.js')], {
  cwd: root,
  env: { ...process.env, BATON_SERVER: `http://localhost:${port}` },
})
await Promise.race([server, pages])
process.kill(process.pid, 'SIGTERM')
await Promise.all([server, pages])
