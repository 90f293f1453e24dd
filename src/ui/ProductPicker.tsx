import './ProductPicker.css'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Button } from './Button.tsx'
import type { LineProduct } from './LineAdd.tsx'
import { Money } from './Money.tsx'
import { Sheet } from './Sheet.tsx'
import { Skeleton } from './Skeleton.tsx'
import { uiText } from './ui.text.ts'
import { useCatalogue } from './useCatalogue.tsx'
import { useText } from './useText.tsx'

type Props = {
  find: (q: string) => Promise<readonly LineProduct[]>
  onClose: () => void
  onAdd: (products: readonly LineProduct[]) => void
}

/** Many at once: what was ticked stays ticked over several searches. */
export function ProductPicker({ find, onClose, onAdd }: Props) {
  const t = useText(uiText)
  const [q, setQ] = useState('')
  const { Make } = useCatalogue()
  const [making, setMaking] = useState(false)
  const asked = useDeferredValue(q.trim())
  const [picked, setPicked] = useState<readonly LineProduct[]>([])
  const found = useQuery({
    queryKey: ['product', 'pick', asked],
    queryFn: () => find(asked),
    staleTime: 30_000,
    placeholderData: old => old,
  })
  const has = (id: string) => picked.some(one => one.id === id)
  const toggle = (product: LineProduct) =>
    setPicked(has(product.id) ? picked.filter(one => one.id !== product.id) : [...picked, product])
  const footer = (
    <Button
      kind="primary"
      disabled={picked.length === 0}
      onClick={() => {
        onAdd(picked)
        onClose()
      }}
    >
      {t('lines.addPicked', { count: picked.length })}
    </Button>
  )
  return (
    <Sheet open onClose={onClose} title={t('lines.pickTitle')} width={480} footer={footer}>
      <div className="pickask">
        <Input
          value={q}
          autoFocus
          placeholder={t('lines.pickSearch')}
          aria-label={t('lines.pickSearch')}
          onChange={event => setQ(event.target.value)}
        />
      </div>
      {found.isPending && <Skeleton shape="list" />}
      {found.data?.length === 0 && <p className="t3">{t('lines.none')}</p>}
      {found.data?.length === 0 && Make && asked && (
        <Button icon="plus" onClick={() => setMaking(true)}>
          {t('lines.make', { name: asked })}
        </Button>
      )}
      {Make && making && (
        <Sheet open onClose={() => setMaking(false)} title={t('lines.makeTitle')} width={520}>
          <Make
            draft={{ name: asked }}
            onCancel={() => setMaking(false)}
            onDone={made => {
              onAdd([...picked, made])
              onClose()
            }}
          />
        </Sheet>
      )}
      {found.data?.map(product => (
        <label key={product.id} className="pickrow">
          <input type="checkbox" checked={has(product.id)} onChange={() => toggle(product)} />
          <span className="pn cut">{product.name}</span>
          <small>{product.code}</small>
          <span className="grow" />
          <small className="nw">{product.cost && <Money amount={product.cost} />}</small>
        </label>
      ))}
    </Sheet>
  )
}
