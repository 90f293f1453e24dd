import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { Dropdown } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Icon } from './Icon.tsx'
import { Link } from './Link.tsx'
import { AskForm } from './MoveAsk.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = {
  cardKey: string
  name: string
  href: string | undefined
  /** For keyboard, finger and eye without a mouse: the same moves as by dragging. */
  places: readonly { key: string; title: string }[]
  onPlace: (column: string) => void
  asked: { title: string; fields: readonly Field[] } | undefined
  refused: readonly Reason[] | undefined
  onFill: (values: Record<string, unknown>) => Promise<void>
  onBack: () => void
  onCalm: () => void
  children: ReactNode
}

export function BoardItem({
  cardKey,
  name,
  href,
  places,
  onPlace,
  asked,
  refused,
  onFill,
  onBack,
  onCalm,
  children,
}: Props) {
  const t = useText(uiText)
  const root = useRef<HTMLElement>(null)
  const [dragged, setDragged] = useState(false)
  const [over, setOver] = useState<'above' | 'below'>()
  const still = asked !== undefined
  useEffect(() => {
    const element = root.current
    if (!element) return
    return draggable({
      element,
      canDrag: () => !still,
      getInitialData: () => ({ card: cardKey }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [cardKey, still])
  useEffect(() => {
    const element = root.current
    if (!element) return
    const sideOf = (y: number): 'above' | 'below' => {
      const { top, height } = element.getBoundingClientRect()
      return y < top + height / 2 ? 'above' : 'below'
    }
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.card !== cardKey,
      getData: ({ input }) => ({ over: cardKey, side: sideOf(input.clientY) }),
      onDrag: ({ location }) => setOver(sideOf(location.current.input.clientY)),
      onDragLeave: () => setOver(undefined),
      onDrop: () => setOver(undefined),
    })
  }, [cardKey])
  const items = places.map(place => ({ key: place.key, label: place.title }))
  const looks = ['bcard', over, dragged && 'dragged', asked && 'lift', refused && 'back'].filter(Boolean).join(' ')
  return (
    <article ref={root} className={looks} aria-label={name}>
      <h3 title={name}>
        {href ? (
          // a link drags its address by itself; here the card is what moves
          <Link href={href} draggable={false}>
            {name}
          </Link>
        ) : (
          name
        )}
      </h3>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [{ key: 'to', type: 'group', label: t('board.moveTo'), children: items }],
          onClick: ({ key }) => onPlace(key),
        }}
      >
        <button type="button" className="grip" aria-label={t('board.menu', { name })} aria-haspopup="menu">
          <Icon name="more" />
        </button>
      </Dropdown>
      {children}
      {asked && (
        <div className="gate">
          <p className="b">{t('board.missing', { count: asked.fields.length, column: asked.title })}</p>
          <AskForm
            fields={asked.fields}
            onGo={onFill}
            onClose={onBack}
            go={t('board.fill')}
            back={t('board.putBack')}
            stacked
          />
        </div>
      )}
      {refused && (
        <div className="whynot" role="alert">
          <Reasons reasons={refused} />
          <button type="button" className="link" onClick={onCalm}>
            {t('ui.close')}
          </button>
        </div>
      )}
    </article>
  )
}
