import { heavy, type IconName, icons } from './icons.ts'

export type { IconName } from './icons.ts'

/** A picture beside words. Alone in a button, the button carries the label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="i"
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={heavy[name] ? { strokeWidth: heavy[name] } : undefined}
    >
      <path d={icons[name]} />
    </svg>
  )
}
