import { type Lang, langs } from '#kernel/text.ts'
import { Icon } from '#ui/Icon.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { importCalls } from './useImportCalls.ts'

type Offered = Awaited<ReturnType<typeof importCalls.entities>>['items'][number]

/** Which columns such a file may have, and an empty one to fill in, in either language. */
export function FieldsWanted({ of }: { of: Offered | undefined }) {
  const t = useText(exchangeText)
  const label = useLabel()
  if (!of) return null
  return (
    <p className="impwant">
      <span className="t3">{t('import.fields')}</span>
      {of.fields.map(field => (
        <span key={field.key} className={field.required ? 'b' : 't2'}>
          {label(field.label)}
          {field.required && <abbr title={t('import.needed')}> *</abbr>}
        </span>
      ))}
      {langs.map(lang => (
        <a key={lang} className="btn txt sm" href={templateOf(of, lang)} download={`${of.label[lang]}.csv`}>
          <Icon name="download" />
          {t(`import.template.${lang}`)}
        </a>
      ))}
    </p>
  )
}

/** With the mark that tells a spreadsheet its encoding. */
function templateOf({ fields }: Offered, lang: Lang): string {
  const names = fields.map(field => quoted(field.label[lang]))
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${names.join(',')}\r\n`)}`
}

const quoted = (name: string): string => (/[",;\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
