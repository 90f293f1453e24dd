import './Problem.css'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

type Props = {
  title: string /** One sentence that teaches what would stand here. */
  say?: string
  icon?: IconName
  action?: ReactNode
}

/** An empty place says what belongs here and how to begin. */
export function Empty({ title, say, icon, action }: Props) {
  return (
    <div className="empty">
      {icon ? <Icon name={icon} /> : <i className="logo" aria-hidden="true" />}
      <h2 className="b">{title}</h2>
      {say && <p className="t2">{say}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  )
}
