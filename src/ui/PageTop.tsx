import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { Link } from './Link.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

const SlotContext = createContext<HTMLElement | null>(null)
export const PageTopSlot = SlotContext.Provider

type Props = {
  title: string
  /** Where this page hangs: the list a record belongs to. Also the phone's way back. */
  back?: { label: string; href: string }
  /** Views, versions, small words: behind the title. */
  children?: ReactNode
}

/** What a page writes into the top bar. */
export function PageTop({ title, back, children }: Props) {
  const t = useText(uiText)
  const slot = useContext(SlotContext)
  useEffect(() => {
    document.title = title
  }, [title])
  const inside = (
    <>
      {back && <Button kind="text" icon="left" only="ph" href={back.href} aria-label={t('ui.back')} />}
      {/* whose page it is may be known only when it has come: a link without words is none */}
      {back?.label && (
        <span className="row t2 dk">
          <Link href={back.href}>{back.label}</Link>
          <span className="t3">/</span>
        </span>
      )}
      {back ? <b className="b cut">{title}</b> : <h1 className="b cut">{title}</h1>}
      {children}
    </>
  )
  return slot ? createPortal(inside, slot) : <div className="row">{inside}</div>
}
