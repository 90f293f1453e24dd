import type { ReactNode } from 'react'
import { Link } from './Link.tsx'

type Key = string | boolean | null | undefined
type Props<T extends Key> = {
  /** What is chosen here, for whoever does not see it; inside a form its field says that. */
  label?: string
  all: readonly T[]
  value: T | undefined
  say: (one: T) => ReactNode
  onPick: (one: T) => void
  /** What else one of them carries: its language, a word more. */
  more?: (one: T) => { readonly title?: string; readonly lang?: string }
  disabled?: boolean | undefined
  id?: string | undefined
  describedBy?: string | undefined
}

/** A few choices side by side, of which one holds. */
export function Segmented<T extends Key>({ label, all, value, say, onPick, more, ...field }: Props<T>) {
  return (
    <fieldset className="seg" aria-label={label} id={field.id} aria-describedby={field.describedBy}>
      {all.map(one => (
        <button
          key={String(one)}
          type="button"
          className={one === value ? 'on' : ''}
          aria-pressed={one === value}
          disabled={field.disabled}
          onClick={() => onPick(one)}
          {...more?.(one)}
        >
          {say(one)}
        </button>
      ))}
    </fieldset>
  )
}

type PlacesProps = {
  label: string
  places: readonly { readonly href: string; readonly label: string; readonly on: boolean }[]
}

/** The same for pages that stand side by side, each with an address of its own. */
export function SegmentedLinks({ label, places }: PlacesProps) {
  return (
    <nav className="seg" aria-label={label}>
      {places.map(({ href, label: name, on }) => (
        <Link key={href} href={href} aria-current={on ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  )
}
