import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { addressOf, send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeShipment } from '../shipment.schema.ts'
import { yardText } from '../yard.text.ts'

const calls = client(fileApi, send)

/** The paper that the customer signed, taken with the phone. */
export function ReceiptPart({ shipment: { id } }: { shipment: WholeShipment }) {
  const t = useText(yardText)
  const session = useSession()
  const queries = useQueryClient()
  const camera = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const of = { entity: 'shipment', recordId: id }
  const files = useQuery({ queryKey: ['shipment', id, 'files'], queryFn: () => calls.list(of) })
  const receipts = files.data?.items.filter(file => file.kind === 'signedReceipt') ?? []
  const add = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setReasons([])
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      await calls.add({ ...of, kind: 'signedReceipt', file: { fileName: file.name, type: file.type, bytes } })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
    setBusy(false)
    await queries.invalidateQueries({ queryKey: ['shipment', id] })
  }
  return (
    <section className="card">
      <header>
        <h2>{t('yard.receipt')}</h2>
        <span className="grow" />
        {mayDo(session, 'file.create') && (
          <>
            <input
              ref={camera}
              className="vh"
              type="file"
              accept="image/*,application/pdf"
              capture="environment"
              tabIndex={-1}
              aria-label={t('yard.receipt.photo')}
              onChange={event => {
                const [file] = event.currentTarget.files ?? []
                event.currentTarget.value = ''
                void add(file)
              }}
            />
            <Button size="sm" icon="cam" busy={busy} onClick={() => camera.current?.click()}>
              {t('yard.receipt.photo')}
            </Button>
          </>
        )}
      </header>
      <div className="body row">
        {receipts.map(file => (
          <a
            key={file.id}
            href={addressOf({ path: `/files/${file.id}/content`, query: {} })}
            target="_blank"
            rel="noopener noreferrer"
          >
            {file.type.startsWith('image/') ? (
              <img
                className="thumb"
                src={addressOf({ path: `/files/${file.id}/content`, query: {} })}
                alt={file.name}
              />
            ) : (
              file.name
            )}
          </a>
        ))}
        {files.data && receipts.length === 0 && <p className="t3">{t('yard.receipt.none')}</p>}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
      </div>
    </section>
  )
}
