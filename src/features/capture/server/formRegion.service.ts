// A region on a page without script: province, city, area, each offered when the one above it is chosen; or in words.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import { regionOf } from '#kernel/regionRead.ts'
import { type Region, regionsIn } from '#kernel/regionTree.ts'
import { type Lang, render } from '#kernel/text.ts'
import { typed } from '#kernel/typed.ts'
import type { Asked } from '../capture.rules.ts'
import { formPageText as text } from '../page.text.ts'
import type { SaidField } from './capture.table.ts'

type Given = Readonly<Record<string, unknown>>
type Level = { readonly name: string; readonly items: readonly Region[]; readonly chosen: Region | undefined }

// streets are for whoever writes an address
const deepest = 3
const levelNames = ['form.page.province', 'form.page.city', 'form.page.area'] as const

/** Down to the first level that is not chosen. What was chosen in another province than the one above it says nothing. */
function levelsOf(key: string, given: Given): Level[] {
  const levels: Level[] = []
  for (let code = ''; levels.length < deepest; ) {
    const items = regionsIn(code)
    if (items.length === 0) break
    const name = `${key}.${levels.length + 1}`
    const chosen = items.find(one => one.code === given[name])
    levels.push({ name, items, chosen })
    if (!chosen) break
    code = chosen.code
  }
  return levels
}

/** The full name of what is chosen and written; what is written and no known place stays as it is. */
function saidIn(key: string, given: Given): unknown {
  const written = given[key]
  if (written !== undefined && written !== null && typeof written !== 'string') return written
  const chosen = levelsOf(key, given).findLast(level => level.chosen)?.chosen
  const words = typed(written ?? '').trim()
  if (!words) return chosen?.full
  const found = (chosen && regionOf(`${chosen.full}${words}`)) ?? regionOf(words)
  return found?.full ?? [chosen?.full, words].filter(Boolean).join(' ')
}

/** What was said, each region as one text. */
export function withRegions(asked: readonly Asked[], given: Given): Given {
  const regions = asked.filter(one => one.field.kind === 'region').map(({ key }) => [key, saidIn(key, given)] as const)
  return { ...given, ...Object.fromEntries(regions) }
}

/** A place that nobody knows is kept, and marked for whoever reads it. */
export const markOf = ({ field }: Asked, value: unknown): Pick<SaidField, 'strange'> =>
  field.kind === 'region' && typeof value === 'string' && !regionOf(value) ? { strange: true } : {}

type Part = {
  readonly id: string
  readonly lang: Lang
  readonly given: Given
  readonly action: string
  /** Of the first select: what it is about, whether it is wrong. */
  readonly marks: Markup
}

/** The button draws the page again with the next level; nothing that was typed is lost. */
export function regionPart({ key, field }: Asked, { id, lang, given, action, marks }: Part): Markup {
  const levels = levelsOf(key, given)
  const last = levels.at(-1)
  const next = levels.length === deepest || last?.chosen ? 'anew' : levels.length === 1 ? 'toCity' : 'toArea'
  const written = given[key]
  return html`<div class="region">
${levels.map((level, at) => levelPart(level, { at, id, lang, marks }))}
<button type="submit" class="more" name="go" value="${key}" formnovalidate formaction="${action}#${id}">${render(text[`form.page.${next}`], lang)}</button>
<label class="help" for="${id}w">${render(text['form.page.inWords'], lang)}</label>
<input id="${id}w" name="${key}" type="text" value="${typeof written === 'string' ? written : ''}" maxlength="${field.maxLength ?? 100}">
</div>`
}

type Shown = Pick<Part, 'id' | 'lang' | 'marks'> & { readonly at: number }
function levelPart({ name, items, chosen }: Level, { at, id, lang, marks }: Shown): Markup {
  const called = render(text[levelNames[at] ?? 'form.page.area'], lang)
  const options = items.map(
    one => html`<option value="${one.code}"${one === chosen && html` selected`}>${one.name}</option>`,
  )
  return html`<select id="${at === 0 ? id : `${id}l${at}`}" name="${name}"${at === 0 ? marks : html` aria-label="${called}"`}><option value="">${called}</option>${options}</select>`
}
