import { Icon } from '#ui/Icon.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { importCalls } from './useImportCalls.ts'

type Offered = Awaited<ReturnType<typeof importCalls.entities>>['items'][number]

/** Which columns such a file may have, and an empty one to fill in. */
export function FieldsWanted({ of }: { of: Offered | undefined }) {
  const t = useText(exchangeText)
  const label = useLabel()
  if (!of) return null
  const names = of.fields.map(field => label(field.label))
  const template = `\ufeff${names.map(quoted).join(',')}\r\n`
  return (
    <p className="impwant">
      <span className="t3">{t('import.fields')}</span>
      {of.fields.map(field => (
        <span key={field.key} className={field.required ? 'b' : 't2'}>
          {label(field.label)}
          {field.required && <abbr title={t('import.needed')}> *</abbr>}
        </span>
      ))}
      <a
        className="btn txt sm"
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(template)}`}
        download={`${label(of.label)}.csv`}
      >
        <Icon name="download" />
        {t('import.template')}
      </a>
    </p>
  )
}

const quoted = (name: string): string => (/[",;\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
