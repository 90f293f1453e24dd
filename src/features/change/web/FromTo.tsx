import type { ReactNode } from 'react'

type Props = { readonly from: ReactNode; readonly to: ReactNode; readonly same: boolean }

/** What it was, struck through, and what it is to be. */
export const FromTo = ({ from, to, same }: Props) => (
  <span className="nw">
    {!same && from !== null && <del className="was">{from}</del>}
    {to}
  </span>
)
