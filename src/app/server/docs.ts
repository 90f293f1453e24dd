// The interface's reference at /docs: plain files of this program, and the description of the company that is
// signed in. Nothing is asked of any other address; the page's policy forbids it as well.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baton API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

// whoever is not signed in is led there; the session's cookie goes along by itself
const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: 'none',
  responseInterceptor: response => {
    if (response.status === 401 && response.url.endsWith('/api/openapi.json')) location.replace('/sign-in')
    return response
  },
})
`

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const html = 'text/html; charset=utf-8'
const script = 'text/javascript; charset=utf-8'
const vendor = {
  'swagger-ui-bundle.js': script,
  'swagger-ui.css': 'text/css; charset=utf-8',
} as const

export async function docsRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', policy)
    reply.header('x-content-type-options', 'nosniff')
  })
  const options = { config: { access: 'public' } }
  app.get('/docs', options, async (_request, reply) => reply.type(html).send(page))
  app.get('/docs/start.js', options, async (_request, reply) => reply.type(script).send(start))
  for (const [name, type] of Object.entries(vendor)) {
    const file = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))
    app.get(`/docs/${name}`, options, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'public, max-age=86400')
        .send(await readFile(file)),
    )
  }
}
