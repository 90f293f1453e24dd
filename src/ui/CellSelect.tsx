import { useState } from 'react'

export type Choice = { readonly value: string; readonly text: string }

type Props = {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly disabled?: boolean
  readonly onChange: (value: string) => void
}

/**
 * A choice in a cell of a large table. Until somebody comes near, it holds only what is chosen: thousands of cells with
 * all their choices keep a browser busy for seconds.
 */
export function CellSelect({ label, value, choices, disabled, onChange }: Props) {
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  const shown = near ? choices : choices.filter(one => one.value === value)
  return (
    <select
      aria-label={label}
      value={value}
      disabled={disabled}
      onPointerEnter={come}
      onPointerDown={come}
      onFocus={come}
      onChange={event => onChange(event.target.value)}
    >
      {shown.map(one => (
        <option key={one.value} value={one.value}>
          {one.text}
        </option>
      ))}
    </select>
  )
}
