import './marks.css'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

/** Han names show the family name, others their first letter. */
export const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '?'

type PersonProps = {
  name?: string | null
  me?: boolean
  size?: 'md' | 'lg' /** Only the disc; the name goes to the title. */
  disc?: boolean
}

export function Person({ name, me, size = 'md', disc }: PersonProps) {
  const t = useText(uiText)
  const shown = name || t('ui.nobody')
  const face = (
    <i
      className={`av${me ? ' me' : ''}${size === 'lg' ? ' lg' : ''}`}
      {...(disc ? { role: 'img', 'aria-label': shown, title: shown } : { 'aria-hidden': true })}
    >
      {name ? initial(name) : '?'}
    </i>
  )
  return disc ? (
    face
  ) : (
    <span className="who1">
      {face}
      <span className="cut">{shown}</span>
    </span>
  )
}
