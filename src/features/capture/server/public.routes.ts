// Forms for people outside: a page at /f/<token> that needs no script, and the same as JSON for sites that are listed.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { framed, noted } from '#features/link/server/page.service.ts'
import type { LinkPage } from '#features/link/server/scope.service.ts'
import { sheetPolicy } from '#features/link/server/sheet.service.ts'
import { tongueOf } from '#features/link/server/visit.service.ts'
import { Refusal, refusalStatus } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { accept } from '#kernel/validate.ts'
import { isOpenTo } from '../capture.rules.ts'
import { AnswerBody, publicFormApi } from '../public.api.ts'
import { formPage, notePage, thanksPage } from './formPage.service.ts'
import { answerForm, type FormParts, type Inside, type Knock, openForm } from './knock.service.ts'
import { stampOf } from './stamp.service.ts'

/** More than anybody types; a form with every field full fits. */
const most = 128 * 1024

export async function formRoutes(app: FastifyInstance, parts: FormParts): Promise<void> {
  await app.register(pages, parts)
  await app.register(programs, parts)
}

async function pages(app: FastifyInstance, parts: FormParts): Promise<void> {
  const options = { config: { access: 'public' }, bodyLimit: most } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', sheetPolicy())
    reply.header('referrer-policy', 'no-referrer')
    reply.header('x-robots-tag', 'noindex, nofollow')
    reply.header('cache-control', 'no-store')
    reply.header('vary', 'accept-language')
  })
  app.setErrorHandler((error, request, reply) => sayWrong(error, request, reply))
  app.get('/f/:token', options, async (request, reply) => {
    const thanked = Object(request.query).done === '1'
    const count = request.method !== 'HEAD' && !thanked
    return openForm(parts, knockOf(request), {
      count,
      fn: inside => draw(parts, { request, reply, inside, thanked }),
    })
  })
  app.post('/f/:token', options, (request, reply) => take(parts, request, reply))
}

async function take(parts: FormParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = textsOf(request.body)
  const knock = knockOf(request)
  const { began, website_url: honey = '', consent, go } = form
  // one level deeper of a region: nothing is sent yet
  if (go !== undefined) {
    const fn = (inside: Inside) => draw(parts, { request, reply, inside, typed: { form, reasons: [] } })
    return openForm(parts, knock, { count: false, fn })
  }
  try {
    const letter = { via: 'page', given: form, consent: consent === 'yes', honey, began, key: undefined } as const
    await answerForm(parts, knock, { ...letter, origin: undefined })
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error
    const typed = { form, reasons: error.reasons }
    const fn = (inside: Inside) => draw(parts, { request, reply: reply.code(422), inside, typed })
    return openForm(parts, knock, { count: false, fn })
  }
  const redirect = await openForm(parts, knock, { count: false, fn: async ({ form }) => form.content.redirectUrl })
  return reply.redirect(redirect ?? addressOf(request, { done: '1' }), 303)
}

type Draw = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly inside: Inside
  readonly thanked?: boolean
  readonly typed?: { readonly form: Readonly<Record<string, string>>; readonly reasons: Refusal['reasons'] }
}

async function draw(parts: FormParts, { request, reply, inside, thanked, typed }: Draw): Promise<FastifyReply> {
  const { form, asked, lang, visitor } = inside
  const { content } = form
  // whoever mends or goes on began when the page was first written
  const fresh = stampOf({ secret: parts.secret, formId: form.id }, parts.database.clock.now().getTime())
  const began = typed?.form.began || fresh
  const page = thanked
    ? thanksPage(content, lang)
    : form.active
      ? formPage({ content, asked, lang, action: addressOf(request, { lang }), began, typed })
      : notePage('paused', lang)
  const logo = content.showLogo ? await parts.logo(visitor.org) : undefined
  const elsewhere = content.langs.length > 1 ? addressOf(request, { lang: lang === 'zh' ? 'en' : 'zh' }) : null
  return send(reply, { ...page, lang, company: visitor.org.name, logo, elsewhere }, content)
}

type Page = LinkPage & {
  readonly lang: Lang
  readonly company?: string
  readonly logo?: string | undefined
  readonly elsewhere?: string | null
}
type Doors = { readonly hosts: readonly string[]; readonly redirectUrl: string | null }

function send(reply: FastifyReply, page: Page, { hosts, redirectUrl }: Doors): FastifyReply {
  const leadsTo = redirectUrl === null ? undefined : new URL(redirectUrl).origin
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', sheetPolicy({ sheet: page.sheet, framedBy: hosts, leadsTo }))
    .send(framed(page))
}

/** The same page with what the address said besides: where the code hung, which tongue was chosen. */
function addressOf({ url }: FastifyRequest, more: Readonly<Record<string, string>>): string {
  const { pathname, searchParams } = new URL(url, 'http://form')
  searchParams.delete('done')
  for (const [key, value] of Object.entries(more)) searchParams.set(key, value)
  return `${pathname}?${searchParams}`
}

function sayWrong(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const lang = tongueOf({ chosen: Object(request.query).lang, wish: request.headers['accept-language'], usual: 'zh' })
  const html = reply.type('text/html; charset=utf-8')
  if (error instanceof Refusal) {
    if (error.reasons[0]?.key === 'form.paused')
      return html.code(409).send(framed({ ...notePage('paused', lang), lang, elsewhere: null }))
    const note = error.kind === 'tooMany' ? 'tooMany' : 'gone'
    return html.code(refusalStatus[error.kind]).send(noted(note, lang, Number(error.reasons[0]?.values?.seconds ?? 60)))
  }
  const status = Number(Object(error).statusCode ?? 500)
  if (status === 413) return html.code(413).send(framed({ ...notePage('tooLarge', lang), lang, elsewhere: null }))
  if (status < 500) return html.code(status).send(noted('gone', lang))
  request.log.error({ err: error }, 'fault')
  return html.code(500).send(noted('fault', lang))
}

async function programs(app: FastifyInstance, parts: FormParts): Promise<void> {
  const url = `/api${publicFormApi.answer.path}`
  const options = { config: { access: 'public' }, bodyLimit: most } as const
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('vary', 'origin')
  })
  // any site may ask whether it may ask: what it may then is said with the answer
  app.options(url, async (request, reply) => {
    await openTo(parts, request, reply)
    reply.header('access-control-allow-methods', 'GET, POST')
    reply.header('access-control-allow-headers', 'content-type')
    reply.header('access-control-max-age', '600')
    return reply.code(204).send()
  })
  app.get(url, options, async (request, reply) => {
    const inside = await openTo(parts, request, reply)
    return reply.send(askedOf(inside, parts))
  })
  app.post(url, options, async (request, reply) => {
    await openTo(parts, request, reply)
    const { fields, consent = false, began, key } = accept(AnswerBody, request.body)
    const letter = { via: 'api', given: fields, consent, honey: '', began, key } as const
    await answerForm(parts, knockOf(request), { ...letter, origin: request.headers.origin })
    const thanks = await openForm(parts, knockOf(request), {
      count: false,
      fn: async ({ form, lang }) => form.content.thanks?.[lang] ?? '',
    })
    return reply.send({ thanks })
  })
}

/** Listed sites alone read what is answered. */
async function openTo(parts: FormParts, request: FastifyRequest, reply: FastifyReply): Promise<Inside> {
  const inside = await openForm(parts, knockOf(request), { count: false, fn: async found => found })
  const { origin } = request.headers
  if (origin && isOpenTo(inside.form.content.hosts, origin)) reply.header('access-control-allow-origin', origin)
  return inside
}

function askedOf({ form, asked, lang }: Inside, { secret, database }: FormParts) {
  const { title, intro, consent } = form.content
  return {
    title: title[lang],
    intro: intro?.[lang] ?? '',
    fields: asked.map(({ key, label, help, field, required }) => ({
      ...{ key, label: label[lang], help: help?.[lang] ?? '', kind: field.kind, required },
      choices: (field.choices ?? []).map(one => ({ value: one.value, label: one.label[lang] })),
    })),
    consent: consent?.[lang] ?? '',
    began: stampOf({ secret, formId: form.id }, database.clock.now().getTime()),
  }
}

const knockOf = (request: FastifyRequest): Knock => ({
  token: String(Object(request.params).token),
  address: request.ip,
  agent: request.headers['user-agent'] ?? '',
  chosen: Object(request.query).lang,
  code: String(Object(request.query).c ?? '').slice(0, 20),
  wish: request.headers['accept-language'],
})

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(body)).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )
