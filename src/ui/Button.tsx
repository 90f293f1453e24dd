import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { Link } from './Link.tsx'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>

export interface ButtonProps extends Native {
  kind?: 'primary' | 'plain' | 'text'
  size?: 'sm' | 'md' | 'lg'
  icon?: IconName
  /** A link that looks like a button. */
  href?: string
  busy?: boolean
  bad?: boolean
  /** For one width only: `dk` desk, `ph` phone. */
  only?: 'dk' | 'ph'
  children?: ReactNode
}

const kinds = { primary: 'pri', plain: '', text: 'txt' } as const

export function Button({ kind = 'plain', size = 'md', icon, href, busy, bad, only, children, ...rest }: ButtonProps) {
  const name = [
    'btn',
    kinds[kind],
    size === 'md' ? '' : size,
    children == null ? 'ico' : '',
    busy ? 'busy' : '',
    bad ? 'bad' : '',
    only ?? '',
  ]
    .filter(Boolean)
    .join(' ')
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  )
  if (href !== undefined) {
    return (
      <Link className={name} href={href} aria-label={rest['aria-label']} title={rest.title}>
        {inside}
      </Link>
    )
  }
  return (
    <button type="button" {...rest} className={name} aria-busy={busy || undefined} disabled={busy || rest.disabled}>
      {inside}
    </button>
  )
}
