// The frame around every page for customers: the company's name, the page, the other language.
import { type Lang, render } from '#kernel/text.ts'
import { linkPageText } from '../page.text.ts'
import { html, Markup } from './markup.service.ts'
import type { LinkPage } from './scope.service.ts'
import { sheet } from './sheet.service.ts'

const tags: Readonly<Record<Lang, string>> = { en: 'en', zh: 'zh-CN' }
const others: Readonly<Record<Lang, Lang>> = { en: 'zh', zh: 'en' }

type Framed = LinkPage & {
  readonly lang: Lang
  readonly company?: string
  readonly logo?: string | undefined
  /** The same page in the other language; null where there is none. */
  readonly elsewhere?: string | null
}

export function framed({ title, body, lang, company, logo, sheet: own, script, elsewhere }: Framed): string {
  const other = others[lang]
  const otherPage = elsewhere === undefined ? `?lang=${other}` : elsewhere
  const page = html`<html lang="${tags[lang]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${company ? `${title} · ${company}` : title}</title>
<link rel="icon" href="data:,">
<style>${styles}</style>${own && html`<style>${new Markup(own)}</style>`}
</head>
<body>
<div class="page">
${company && html`<header class="${logo ? 'top marked' : 'top'}">${logo && html`<img src="${logo}" alt="">`}<p>${company}</p></header>`}
<main>${body}</main>
${otherPage !== null && html`<footer class="foot"><a href="${otherPage}" lang="${tags[other]}">${render(linkPageText['link.page.other'], lang)}</a></footer>`}
</div>
${script && html`<script>${new Markup(script)}</script>`}
</body>
</html>`
  return `<!doctype html>\n${page.text}`
}

const styles = new Markup(sheet)

type Note = 'gone' | 'tooMany' | 'fault'
const bodies = { gone: 'link.page.goneSay', tooMany: 'link.page.tooManySay', fault: 'link.page.faultSay' } as const

/** Says nothing of whose link it was. */
export function noted(note: Note, lang: Lang, seconds = 0): string {
  const title = render(linkPageText[`link.page.${note}`], lang)
  const body = html`<h1>${title}</h1><p class="say">${render(linkPageText[bodies[note]], lang, { seconds })}</p>`
  return framed({ title, body, lang })
}
