import { type Part, saidParts } from '#kernel/parts.ts'
import { useLang } from './useText.tsx'

/** Under the name of a kit: what one contains. */
export function PartsSaid({ parts }: { readonly parts: readonly Part[] | null | undefined }) {
  const { lang } = useLang()
  const said = saidParts(parts, lang)
  return said && <small className="t3 kitparts">{said}</small>
}
