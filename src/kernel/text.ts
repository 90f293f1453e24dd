// Every sentence of the product lives in a `*.text.ts` table, languages side by side; a customer's own
// labels have the same shape, so one `render` serves both.

export const langs = ['en', 'zh'] as const
export type Lang = (typeof langs)[number]
export type Label = Readonly<Record<Lang, string>>
export type Texts = Readonly<Record<string, Label>>
export type TextValues = Readonly<Record<string, string | number>>

/** Fills `{name}` placeholders; an unknown placeholder stays visible, so that it is seen and mended. */
export function render(label: Label, lang: Lang, values: TextValues = {}): string {
  return label[lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What `Accept-Language` or a browser wishes most: any Chinese is Chinese, any other tongue English. Nothing said, nothing wished. */
export function wishedLang(wish: string | undefined | null): Lang | undefined {
  const tongues = (wish ?? '').split(',').map(part => {
    const [tag = '', weight = '1'] = part.trim().split(/\s*;\s*q=/)
    return { tag, weight: Number(weight) }
  })
  const named = tongues.filter(one => /^[a-z]/i.test(one.tag) && one.weight > 0)
  const best = named.toSorted((a, b) => b.weight - a.weight)[0]
  return best && (/^zh\b/i.test(best.tag) ? 'zh' : 'en')
}
