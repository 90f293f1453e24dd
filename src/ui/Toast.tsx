import './Toast.css'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Told = { id: number; text: string; tone: 'ok' | 'late' | 'off' }
type Tell = (text: string, tone?: Told['tone']) => void

const ToastContext = createContext<Tell>(() => {})

/** A short word at the foot of the page; a screen reader hears it, nothing has to be closed. */
export const useToast = (): Tell => useContext(ToastContext)

let last = 0

export function ToastProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<readonly Told[]>([])
  const tell = useCallback<Tell>((text, tone = 'ok') => {
    last += 1
    const id = last
    setTold(old => [...old.slice(-2), { id, text, tone }])
    setTimeout(() => setTold(old => old.filter(one => one.id !== id)), tone === 'late' ? 8000 : 4000)
  }, [])
  return (
    <ToastContext value={tell}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {told.map(one => (
          <p key={one.id} className={`toast ${one.tone}`}>
            {one.text}
          </p>
        ))}
      </div>
    </ToastContext>
  )
}
