import { Button } from './Button.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Said = {
  readonly name: string
  readonly unit: string
  readonly unitQty: string
  readonly price: string
  readonly discountValue?: string | null
}
type Props = {
  readonly theirs: readonly Said[]
  readonly mine: readonly Said[]
  readonly onMine: () => void
  readonly onTheirs: () => void
}

/** Somebody else saved other lines meanwhile: what theirs say, and whose shall stay. Nothing is lost before one chooses. */
export function LinesClash({ theirs, mine, onMine, onTheirs }: Props) {
  const t = useText(uiText)
  const own = new Set(mine.map(said))
  const other = theirs.map(said).filter(line => !own.has(line))
  return (
    <section className="conflict" role="alert">
      <b className="b">{t('form.linesClash')}</b>
      <ul>
        {other.length === 0 && <li className="t2">{t('form.fewerLines')}</li>}
        {other.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="row">
        <Button size="sm" onClick={onMine}>
          {t('form.keepMine')}
        </Button>
        <Button size="sm" onClick={onTheirs}>
          {t('form.takeTheirs')}
        </Button>
      </div>
    </section>
  )
}

/** What of a line two people may have said differently. */
export const said = ({ name, unit, unitQty, price, discountValue }: Said): string =>
  [name, `${unitQty} ${unit}`, `× ${price}`, Number(discountValue) > 0 && `− ${discountValue}`]
    .filter(Boolean)
    .join(' ')
