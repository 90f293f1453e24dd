import { Tag } from '#ui/Marks.tsx'
import { useNow } from '#ui/useNow.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { PriceList } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'

type Said = Pick<PriceList, 'levels' | 'region' | 'validFrom' | 'validUntil' | 'currency' | 'taxMode'>

/** Whom a list is for and when it holds, in one line. */
export function PriceListWords({ list }: { list: Said }) {
  const t = useText(priceListText)
  const { levels, region, validFrom, validUntil, currency, taxMode } = list
  const who = levels.length > 0 ? t('price.level', { levels: levels.join('、') }) : t('price.everyone')
  return (
    <span className="t3">
      {[who, region, currency, t(`price.${taxMode}`)].filter(Boolean).join(' · ')}
      {validFrom && (
        <>
          {' · '}
          {t('price.from')} <When at={validFrom} />
        </>
      )}
      {validUntil && (
        <>
          {' · '}
          {t('price.until')} <When at={validUntil} />
        </>
      )}
    </span>
  )
}

/** Why a list holds not now. */
export function PriceListState({ list }: { list: Pick<PriceList, 'state' | 'validFrom' | 'validUntil'> }) {
  const t = useText(priceListText)
  const now = useNow().getTime()
  if (list.state === 'inactive') return <Tag>{t('price.inactive')}</Tag>
  if (list.validFrom && Date.parse(list.validFrom) > now) return <Tag tone="warm">{t('price.later')}</Tag>
  if (list.validUntil && Date.parse(list.validUntil) <= now) return <Tag>{t('price.over')}</Tag>
  return <Tag tone="ok">{t('price.active')}</Tag>
}
