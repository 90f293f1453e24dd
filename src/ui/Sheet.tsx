import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { uiText } from './ui.text.ts'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'
import './Sheet.css'

type SheetProps = {
  open: boolean
  onClose: () => void
  title: string
  footer?: ReactNode /** Desk width in px. */
  width?: number
  children: ReactNode
}

/** From below on a phone, from the side on a desk. Escape, dimmed back and the cross close it; focus returns. */
export function Sheet({ open, onClose, title, footer, width = 420, children }: SheetProps) {
  const t = useText(uiText)
  const phone = usePhone()
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      footer={footer ?? null}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? 'auto' : width}
      closeIcon={<Icon name="x" />}
      closable={{ 'aria-label': t('ui.close'), placement: 'end' }}
      rootClassName={phone ? 'bsheet' : 'ssheet'}
      destroyOnHidden
    >
      {children}
    </Drawer>
  )
}
