// Every sentence of the product by language, read from the sources: what must not be seen in the other one.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Lang } from '#kernel/text.ts'

const sources = fileURLToPath(new URL('../src', import.meta.url))
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const read = (file: string) => readFileSync(join(sources, file), 'utf8')
// the stages of a new company are its own words from then on, and stand so in its history
const isDemo = (file: string) =>
  file.startsWith(join('app', 'demo')) || file === join('features', 'deal', 'server', 'pipeline.service.ts')
/** What the demo's people wrote down happens to be a word of the screens as well: 电话, 运费. */
const record = files.filter(isDemo).map(read).join()
const pair = /\ben: (['"`])(.*?)\1,\s*zh: (['"`])(.*?)\3/g

function saidIn(lang: Lang): ReadonlySet<string> {
  const pairs = files.filter(file => !isDemo(file)).flatMap(file => [...read(file).matchAll(pair)])
  const both = pairs.map(([, , en = '', , zh = '']) => ({ en, zh }))
  // the same in both languages, or too short to tell: PDF, A, 9%
  const other = new Set(both.map(one => (lang === 'en' ? one.zh : one.en)))
  return new Set(
    both
      .map(one => one[lang])
      .filter(text => text.length > 1 && !other.has(text) && !text.includes('{') && !record.includes(`'${text}'`)),
  )
}

export const words: Readonly<Record<Lang, ReadonlySet<string>>> = { en: saidIn('en'), zh: saidIn('zh') }

/** What stands on the page in the wrong language; records are in whatever language people wrote them. */
export async function foreignWords(page: Page, lang: Lang): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent?.closest('script, style, textarea, [lang]:not(html)')) continue
      if (parent?.checkVisibility()) found.push(walker.currentNode.textContent?.trim() ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(one.getAttribute(name)?.trim() ?? '')
    return found
  })
  const wrong = words[lang === 'en' ? 'zh' : 'en']
  return [...new Set(seen.filter(text => wrong.has(text)))]
}
