import './SearchBox.css'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'
import { uiText } from './ui.text.ts'
import { useKeys } from './useKeys.ts'
import { useText } from './useText.tsx'

/** Typing is at once on the screen and a moment later in the address. */
export function SearchBox({ q, onQ }: { q: string; onQ: (q: string) => void }) {
  const t = useText(uiText)
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const [sent, setSent] = useState(q)
  const slow = useDeferredValue(text)
  useKeys({ '/': () => box.current?.focus() })
  useEffect(() => {
    if (q !== sent) {
      // the address changed by other hands: back, a view, “clear all”
      setSent(q)
      setText(q)
    }
  }, [q, sent])
  useEffect(() => {
    if (slow === sent) return
    const timer = setTimeout(() => {
      setSent(slow)
      onQ(slow.trim())
    }, 200)
    return () => clearTimeout(timer)
  }, [slow, sent, onQ])
  return (
    <label className="searchbox">
      <Icon name="search" />
      <input
        ref={box}
        type="search"
        value={text}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        onChange={event => setText(event.target.value)}
      />
    </label>
  )
}
