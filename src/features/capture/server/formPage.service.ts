// The page of a form: what is asked, thanks, or that it rests. A plain form that needs no script.

import { html, type Markup } from '#features/link/server/markup.service.ts'
import { framed } from '#features/link/server/page.service.ts'
import type { LinkPage } from '#features/link/server/scope.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { type Label, type Lang, render, type Texts } from '#kernel/text.ts'
import { metaText } from '#meta/meta.text.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { type Asked, askedOf, contentProblems, yesNo } from '../capture.rules.ts'
import type { FormContent } from '../capture.schema.ts'
import { formPageText as text } from '../page.text.ts'
import { formSheet } from './formLook.service.ts'
import { regionPart } from './formRegion.service.ts'

/** What was typed and not taken. */
export type Typed = { readonly form: Readonly<Record<string, string>>; readonly reasons: readonly Reason[] }
export type Drawn = {
  readonly content: FormContent
  readonly asked: readonly Asked[]
  readonly lang: Lang
  readonly action: string
  /** When the page was written, signed. */
  readonly began: string
  readonly typed?: Typed | undefined
}

export function formPage({ content, asked, lang, action, began, typed }: Drawn): LinkPage {
  const title = content.title[lang]
  const say = (label: Label) => render(label, lang)
  const body = html`<h1>${title}</h1>
${content.intro && html`<p class="intro">${content.intro[lang]}</p>`}
${typed && typed.reasons.length > 0 && html`<p class="wrong" role="alert">${say(text['form.page.wrong'])}</p>`}
<form method="post" action="${action}" novalidate>
<input type="hidden" name="began" value="${began}">
<button type="submit" class="hp" tabindex="-1" aria-hidden="true"></button>
<div class="hp" aria-hidden="true"><label for="hp">${say(text['form.page.honey'])}</label><input id="hp" name="website_url" tabindex="-1" autocomplete="off"></div>
${asked.map((one, at) => fieldPart(one, at, { lang, typed, action }))}
${content.consent && consentPart(content.consent[lang], { lang, typed, action })}
<button type="submit">${say(text['form.page.send'])}</button>
</form>`
  return { title, body, sheet: formSheet }
}

type Way = Pick<Drawn, 'lang' | 'action'> & { readonly typed: Typed | undefined }

function fieldPart(one: Asked, at: number, { lang, typed, action }: Way): Markup {
  const id = `f${at}`
  const wrong = wrongOf(one.key, lang, typed)
  const help = one.help?.[lang]
  const about = [help && `${id}h`, wrong && `${id}b`].filter(Boolean).join(' ')
  const marks = marksOf(one, about, wrong)
  const must = one.required && html`<span class="must">${render(text['form.page.required'], lang)}</span>`
  return html`<div class="field">
<label class="name" for="${id}">${one.label[lang]}${must}</label>
${help && html`<p class="help" id="${id}h">${help}</p>`}
${one.field.kind === 'region' ? regionPart(one, { id, lang, given: typed?.form ?? {}, action, marks }) : control(one, { id, lang, value: typed?.form[one.key] ?? '', marks })}
${wrong && html`<p class="bad" id="${id}b">${wrong}</p>`}
</div>`
}

const marksOf = ({ required }: Asked, about: string, wrong: string | undefined): Markup =>
  html`${required && html` required`}${about && html` aria-describedby="${about}"`}${wrong && html` aria-invalid="true"`}`

type Control = { readonly id: string; readonly lang: Lang; readonly value: string; readonly marks: Markup }

function control(one: Asked, { id, lang, value, marks }: Control): Markup {
  const { kind, choices = [], maxLength } = one.field
  const most = maxLength && html` maxlength="${maxLength}"`
  if (kind === 'longText')
    return html`<textarea id="${id}" name="${one.key}" rows="4"${most}${marks}>${value}</textarea>`
  if (kind === 'choice' || kind === 'yesNo') {
    const offered = kind === 'choice' ? choices : Object.entries(yesNo).map(([key, label]) => ({ value: key, label }))
    const options = offered.map(
      choice =>
        html`<option value="${choice.value}"${choice.value === value && html` selected`}>${choice.label[lang]}</option>`,
    )
    return html`<select id="${id}" name="${one.key}"${marks}><option value="">${render(text['form.page.choose'], lang)}</option>${options}</select>`
  }
  const type = types[kind] ?? 'text'
  const fill = fills[one.key]
  return html`<input id="${id}" name="${one.key}" type="${type}" value="${value}"${most}${fill && html` autocomplete="${fill}"`}${kind === 'number' && html` inputmode="decimal"`}${marks}>`
}
const types: Readonly<Record<string, string>> = { phone: 'tel', email: 'email', date: 'date' }
const fills: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'organization',
  title: 'organization-title',
  phone: 'tel',
  email: 'email',
}

function consentPart(words: string, { lang, typed }: Way): Markup {
  const wrong = wrongOf('consent', lang, typed)
  const ticked = typed?.form.consent === 'yes' && html` checked`
  return html`<div class="field">
<label class="agree"><input type="checkbox" name="consent" value="yes" required${ticked}${wrong && html` aria-invalid="true" aria-describedby="consentb"`}><span>${words}</span></label>
${wrong && html`<p class="bad" id="consentb">${wrong}</p>`}
</div>`
}

const said: Texts = { ...metaText, ...text }
const wrongOf = (key: string, lang: Lang, typed: Typed | undefined): string | undefined => {
  const found = typed?.reasons.find(one => one.path === key)
  const label = found && (said[found.key] ?? metaText['field.notText'])
  return label && render(label, lang, found?.values)
}

export function thanksPage(content: FormContent, lang: Lang): LinkPage {
  const title = render(text['form.page.thanks'], lang)
  const thanks = content.thanks?.[lang] ?? render(text['form.page.thanksSay'], lang)
  return {
    title,
    sheet: formSheet,
    body: html`<p class="big" aria-hidden="true">✓</p><h1>${title}</h1><p class="intro">${thanks}</p>`,
  }
}

export function notePage(note: 'paused' | 'tooLarge', lang: Lang): LinkPage {
  const title = render(text[`form.page.${note}`], lang)
  return { title, body: html`<h1>${title}</h1><p class="say">${render(text[`form.page.${note}Say`], lang)}</p>` }
}

/** As visitors would see it; sent from there it goes nowhere. */
export async function previewForm(
  db: Db,
  actor: Actor,
  ...[content, lang]: readonly [FormContent, Lang]
): Promise<{ html: string }> {
  const entity = await entityFor(db, actor, sourceOf('lead').entity)
  refuseAll(contentProblems(content, entity))
  const page = formPage({ content, asked: askedOf(content, entity), lang, action: '', began: '' })
  return { html: framed({ ...page, lang, company: actor.org.name, elsewhere: null }) }
}
