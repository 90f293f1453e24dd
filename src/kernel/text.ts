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

/** Picks a language from `Accept-Language` or a stored preference; Chinese is the house's default. */
export function pickLang(wish: string | undefined | null): Lang {
  if (!wish) return 'zh'
  return /^\s*en\b/i.test(wish) ? 'en' : 'zh'
}
