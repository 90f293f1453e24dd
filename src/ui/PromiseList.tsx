import type { Reason } from '#kernel/refusal.ts'
import './PromiseList.css'
import { Button } from './Button.tsx'
import { figured } from './figured.ts'
import { Icon } from './Icon.tsx'
import { Tag } from './Marks.tsx'
import { useLang, useReason } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Promised<F> = { readonly ok: boolean; readonly say: Reason; readonly fixes: readonly F[] }
type Props<F> = {
  readonly words: { readonly title: string; readonly bad: (count: number) => string; readonly good: string }
  readonly items: readonly Promised<F>[]
  /** Absent for who may not change it. */
  readonly onFix?: ((fix: F) => unknown) | undefined
  readonly refused?: readonly Reason[]
}

/** What a document promises that may not be kept, each with the smallest change that passes, made in one tap. */
export function PromiseList<F extends { readonly say: Reason }>({ words, items, onFix, refused = [] }: Props<F>) {
  if (items.length === 0) return null
  const count = items.filter(one => !one.ok).length
  return (
    <section className="card promise">
      <header>
        <h2>{words.title}</h2>
        <span className="grow" />
        <Tag tone={count > 0 ? 'late' : 'ok'}>{count > 0 ? words.bad(count) : words.good}</Tag>
      </header>
      <ul className="body promises">
        {items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fresh check is a fresh list
          <Item key={i} item={item} onFix={onFix} />
        ))}
      </ul>
      {refused.length > 0 && (
        <div className="body" role="alert">
          <Reasons reasons={refused} />
        </div>
      )}
    </section>
  )
}

type ItemProps<F> = { readonly item: Promised<F>; readonly onFix: ((fix: F) => unknown) | undefined }

function Item<F extends { readonly say: Reason }>({ item, onFix }: ItemProps<F>) {
  const reason = useReason()
  const { lang } = useLang()
  const say = (one: Reason) => reason(figured(one, lang === 'zh' ? 'zh-CN' : 'en-US'))
  return (
    <li>
      <Icon name={item.ok ? 'check' : 'warn'} />
      <div>
        <p>{say(item.say)}</p>
        {onFix && item.fixes.length > 0 && (
          <div className="row">
            {item.fixes.map(one => (
              <Button key={say(one.say)} size="sm" onClick={() => onFix(one)}>
                {say(one.say)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </li>
  )
}
