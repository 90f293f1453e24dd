import { Checkbox } from 'antd'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'

type Props = {
  readonly isOpen: boolean
  readonly busy: boolean
  readonly onSave: (post: boolean, requestInvoice: boolean) => Promise<unknown>
}

/** Kept as a draft, or settled at once and its invoice asked for in the same step. */
export function SettleFoot({ isOpen, busy, onSave }: Props) {
  const t = useText(consignText)
  const session = useSession()
  const [asks, setAsks] = useState(false)
  const mayPost = mayDo(session, 'settlement.post')
  const mayAsk = mayPost && mayDo(session, 'invoice.create')
  return (
    <div className="card settlefoot">
      {mayAsk && (
        <Checkbox checked={asks} onChange={event => setAsks(event.target.checked)}>
          {t('consign.invoiceToo')}
        </Checkbox>
      )}
      <span className="grow dk" />
      <Button busy={busy} disabled={!isOpen} onClick={() => onSave(false, false)}>
        {t('consign.saveDraft')}
      </Button>
      {mayPost && (
        <Button kind="primary" busy={busy} disabled={!isOpen} onClick={() => onSave(true, mayAsk && asks)}>
          {t('consign.settle')}
        </Button>
      )}
    </div>
  )
}
