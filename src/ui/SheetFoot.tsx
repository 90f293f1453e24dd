import { useState } from 'react'
import { Button } from './Button.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = {
  readonly label: string
  /** Says itself what is refused; pressed again meanwhile, it is not done twice. */
  readonly onGo: () => Promise<unknown>
  readonly onClose: () => void
}

/** What ends a sheet that is no form: as wide as a thumb on a phone, always in sight. */
export function SheetFoot({ label, onGo, onClose }: Props) {
  const t = useText(uiText)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      await onGo()
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="sheetfoot">
      <Button kind="primary" busy={busy} onClick={go}>
        {label}
      </Button>
      <Button kind="text" onClick={onClose}>
        {t('ui.cancel')}
      </Button>
    </div>
  )
}
