import { useEffect, useState } from 'react'
import { usePlace } from './Link.tsx'

/** The sheet for a new record: opened by the page's own button, or by an address with `?new` from anywhere. */
export function useMaking(byAddress = true): readonly [boolean, (open: boolean) => void] {
  const { path, search, go } = usePlace()
  const [making, setMaking] = useState(false)
  const isAsked = byAddress && new URLSearchParams(search).has('new')
  useEffect(() => {
    if (!isAsked) return
    setMaking(true)
    // it is a wish, not a place: asked for again it must differ from where one is
    const rest = new URLSearchParams(search)
    rest.delete('new')
    go(rest.size > 0 ? `${path}?${rest}` : path, { replace: true })
  }, [isAsked, path, search, go])
  return [making, setMaking]
}
