import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, useId, useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { metaApi } from '#meta/meta.api.ts'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import { importCalls } from './useImportCalls.ts'

const metaCalls = client(metaApi, send)
const offered = ['customer', 'contact', 'product', 'lead', 'deal', 'stock']

/** What the file holds, and the file itself: it is read at once, and nothing is written yet. */
export function ImportFile({ onRead }: { onRead: (id: string) => void }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const session = useSession()
  const what = useId()
  const which = useId()
  const [entity, setEntity] = useState('customer')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const entities = useQuery({ queryKey: ['entities'], queryFn: () => metaCalls.entities({}), staleTime: 60_000 })
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setBusy(true)
    setReasons([])
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const seen = await importCalls.add({ entity, file: { fileName: file.name, type: file.type, bytes } })
      onRead(seen.import.id)
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="card">
      <div className="body stack">
        <label htmlFor={what}>{t('import.what')}</label>
        <select id={what} className="impsel" value={entity} onChange={event => setEntity(event.target.value)}>
          {entities.data?.items
            .filter(one => offered.includes(one.key) && mayDo(session, `${one.key}.create`))
            .map(one => (
              <option key={one.key} value={one.key}>
                {label(one.plural)}
              </option>
            ))}
        </select>
        <label htmlFor={which}>{t('import.file')}</label>
        <input id={which} type="file" accept=".csv,.txt,text/csv" disabled={busy} onChange={read} />
        <p className="t3">{t('import.fileSay')}</p>
        {reasons.length > 0 && (
          <div role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
      </div>
    </section>
  )
}
