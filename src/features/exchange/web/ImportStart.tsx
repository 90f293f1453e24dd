import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Tag, type Tone } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { importCaps } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { encodings, type Import } from '../import.schema.ts'
import { FieldsWanted } from './FieldsWanted.tsx'
import { FileDrop } from './FileDrop.tsx'
import { KindOptions, type Offered } from './KindOptions.tsx'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'

/** What the file holds, and the file itself: it is read at once, and no record is written yet. */
export function ImportStart() {
  const offered = useQuery({ queryKey: ['import', 'entities'], queryFn: () => importCalls.entities({}) })
  if (offered.error) return <Problem error={offered.error} onRetry={() => offered.refetch()} />
  if (!offered.data) return <Skeleton shape="list" />
  return (
    <div className="stack imports">
      {offered.data.items.length > 0 && <NewImport items={offered.data.items} />}
      <Before items={offered.data.items} />
    </div>
  )
}

function NewImport({ items }: { items: Offered }) {
  const t = useText(exchangeText)
  const go = useGo()
  const [what, which] = [useId(), useId()]
  // a page that knows what will be brought says so in the address
  const asked = new URLSearchParams(usePlace().search).get('entity')
  const [wish, setWish] = useState(items.find(one => one.entity === asked)?.entity ?? '')
  const [encoding, setEncoding] = useState<Import['encoding']>()
  const { act, busy, reasons } = useAct()
  const about = `import.about.${wish}`
  const read = (file: File) =>
    act(async () => {
      // said before fifty megabytes are on their way
      if (file.size > importCaps.bytes)
        throw new Refusal({ key: 'exchange.fileTooBig', values: { max: importCaps.bytes / 1024 / 1024 } })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const upload = { fileName: file.name, type: file.type, bytes }
      const seen = await importCalls.add({ ...(wish && { entity: wish }), file: upload, ...(encoding && { encoding }) })
      go(`/import?id=${seen.import.id}`)
    })
  return (
    <section className="card">
      <div className="body stack">
        <div className="impask">
          <label htmlFor={what}>{t('import.what')}</label>
          <select id={what} className="impsel" value={wish} onChange={event => setWish(event.target.value)}>
            <option value="">{t('import.kindFound')}</option>
            <KindOptions of={items} />
          </select>
          <label htmlFor={which}>{t('import.encoding')}</label>
          <select
            id={which}
            className="impsel"
            value={encoding ?? ''}
            onChange={event => setEncoding(encodings.find(one => one === event.target.value))}
          >
            <option value="">{t('import.encodingFound')}</option>
            {encodings.map(one => (
              <option key={one} value={one}>
                {one.toUpperCase()}
              </option>
            ))}
          </select>
        </div>
        {isAbout(about) && <p className="t2">{t(about)}</p>}
        {wish === '' && <p className="t3">{t('import.kindFoundSay')}</p>}
        <FileDrop busy={busy} onFile={read} />
        {reasons.length > 0 && (
          <div role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
        <FieldsWanted of={items.find(one => one.entity === wish)} />
      </div>
    </section>
  )
}

type About = Extract<keyof typeof exchangeText, `import.about.${string}`>
/** What a file of the time before looks like. */
const isAbout = (key: string): key is About => key in exchangeText

const tones: Readonly<Record<Import['state'], Tone>> = {
  inspected: 'off',
  checking: 'cool',
  checked: 'warn',
  running: 'cool',
  done: 'ok',
  cancelled: 'off',
  failed: 'late',
}

function Before({ items }: { items: Offered }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const before = useQuery({ queryKey: ['import', 'list'], queryFn: () => importCalls.list({}) })
  const nameOf = (entity: string) => {
    const found = items.find(one => one.entity === entity)
    return found ? label(found.label) : entity
  }
  return (
    <section className="card">
      <header>
        <h2>{t('import.before')}</h2>
      </header>
      {before.data?.items.length === 0 && <Empty title={t('import.none')} say={t('import.noneSay')} />}
      <ul className="implist">
        {before.data?.items.map(one => (
          <li key={one.id}>
            <Link className="link cut" href={`/import?id=${one.id}`}>
              {one.fileName}
            </Link>
            <Tag tone={tones[one.state]}>{t(`import.state.${one.state}`)}</Tag>
            <small className="t3">
              {one.kindBy === 'open' ? t('import.kindAsk') : nameOf(one.entity)}
              {one.rowsRead > 0 && ` · ${t('import.short', { ok: one.rowsOk, total: one.rowsTotal })}`} ·{' '}
              <When at={one.createdAt} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
