// Where we are and how to go elsewhere, without naming a router: the app gives both, tests give their own.
import { type AnchorHTMLAttributes, createContext, type MouseEvent, useContext } from 'react'

export interface Place {
  path: string
  /** With its leading `?`, or empty. */
  search: string
  /** What stands for `$id` in the address. */
  params: Readonly<Record<string, string>>
  /** Which entry of the history this is: going back brings the same again. */
  entry?: string | undefined
  go: (href: string, how?: { replace?: boolean }) => void
  preload?: (href: string) => void
}

const PlaceContext = createContext<Place>({ path: '/', search: '', params: {}, go: () => {} })

export const PlaceProvider = PlaceContext.Provider
export const usePlace = (): Place => useContext(PlaceContext)
export const useGo = (): Place['go'] => useContext(PlaceContext).go

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

export function Link({ href, onClick, ...rest }: LinkProps) {
  const place = usePlace()
  const inside = href.startsWith('/') && !href.startsWith('/api/') && !href.startsWith('//') && !rest.target
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!inside || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    place.go(href)
  }
  return <a {...rest} href={href} onClick={click} onPointerEnter={() => inside && place.preload?.(href)} />
}
