import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { NewInvoice } from '../invoice.schema.ts'
import { requestText } from '../request.text.ts'
import { AskPart } from './AskPart.tsx'
import { PreviewPart } from './PreviewPart.tsx'
import { ProfileChoice } from './ProfileChoice.tsx'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'
import { useSettled } from './useSettled.ts'

/** Where it begins: an order with what is left of it, or what a shipment brought. */
export type Begin = { readonly orderId: string } | { readonly shipmentId: string }
type Props = { readonly begin: Begin; readonly open: boolean; readonly onClose: () => void }

export function RequestSheet({ begin, open, onClose }: Props) {
  const t = useText(requestText)
  return (
    <Sheet open={open} onClose={onClose} title={t('request.title')} width={720}>
      <RequestForm begin={begin} onClose={onClose} />
    </Sheet>
  )
}

type TaxKind = NonNullable<NewInvoice['taxKind']>

function RequestForm({ begin, onClose }: Omit<Props, 'open'>) {
  const t = useText(requestText)
  const go = useGo()
  const refresh = useRefresh()
  const ofShipment = 'shipmentId' in begin ? { shipmentIds: [begin.shipmentId] } : undefined
  const [wish, setWish] = useState<NewInvoice | undefined>(ofShipment)
  const [taxKind, setTaxKind] = useState<TaxKind>()
  const [profileId, setProfileId] = useState<string>()
  const [note, setNote] = useState('')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const asked = useSettled(wish && { ...wish, ...(profileId && { profileId }) }, 300)
  const preview = useQuery({
    queryKey: ['invoice', 'preview', asked],
    queryFn: () => invoiceCalls.preview(asked ?? {}),
    enabled: asked !== undefined,
    placeholderData: old => old,
  })
  const isAdvance = wish?.kind === 'advance'
  const ask = async () => {
    if (!wish) return
    setBusy(true)
    try {
      const kind = taxKind && !isAdvance && { taxKind }
      const more = { ...kind, ...(profileId && { profileId }), ...(note.trim() && { note: note.trim() }) }
      const invoice = await invoiceCalls.create({ ...wish, ...more })
      await refresh()
      onClose()
      go(`/invoices/${invoice.id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const change = (next: NewInvoice | undefined) => {
    setWish(next)
    setReasons([])
  }
  return (
    <div className="form">
      {'orderId' in begin && <AskPart orderId={begin.orderId} onWish={change} />}
      {wish && <PreviewPart preview={preview.data} error={preview.error} isAdvance={isAdvance} />}
      <ProfileChoice parties={preview.data?.parties ?? []} value={profileId} onChange={setProfileId} />
      {!isAdvance && <TaxKinds value={taxKind} onChange={setTaxKind} />}
      <div>
        <small className="t3">{t('request.note')}</small>
        <Input.TextArea
          aria-label={t('request.note')}
          autoSize={{ minRows: 1, maxRows: 5 }}
          placeholder={t('request.noteHint')}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="foot">
        <Button kind="primary" busy={busy} disabled={!wish} onClick={ask}>
          {t('request.go')}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t('request.cancel')}
        </Button>
      </div>
    </div>
  )
}

const kinds = [undefined, 'special', 'plain'] as const

function TaxKinds({ value, onChange }: { value: TaxKind | undefined; onChange: (kind: TaxKind | undefined) => void }) {
  const t = useText(requestText)
  return (
    <div>
      <small className="t3">{t('request.taxKind')}</small>
      <div>
        <Segmented
          label={t('request.taxKind')}
          all={kinds}
          value={value}
          say={kind => t(`request.taxKind.${kind ?? 'usual'}`)}
          onPick={onChange}
        />
      </div>
    </div>
  )
}
