import './PictureCard.css'
import { useRef, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { RowsSkeleton } from './CardSkeleton.tsx'
import { Problem } from './Problem.tsx'
import { Reasons } from './WhyNot.tsx'

type Words = Readonly<Record<'title' | 'say' | 'none' | 'add' | 'change' | 'remove' | 'sure' | 'keep', string>>
type Props = {
  readonly words: Words
  /** Undefined until it is known, null where there is none. */
  readonly picture: { readonly src: string; readonly name: string } | null | undefined
  readonly problem?: { readonly error: unknown; readonly onRetry: () => unknown } | undefined
  readonly busy: boolean
  readonly refused: readonly Reason[]
  readonly onChange: (file: File) => Promise<void>
  readonly onRemove: () => Promise<void>
}

/** One picture of the company: shown on white, as on paper, changed and removed. */
export function PictureCard({ words, picture, problem, busy, refused, onChange, onRemove }: Props) {
  return (
    <section className="card">
      <header>
        <h2>{words.title}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{words.say}</p>
        {problem && <Problem {...problem} />}
        {picture === undefined && !problem && <RowsSkeleton rows={1} />}
        {picture !== undefined && (
          <>
            {picture ? (
              <span className="logoshown">
                <img src={picture.src} alt={picture.name} />
              </span>
            ) : (
              <p className="t3">{words.none}</p>
            )}
            {refused.length > 0 && <Reasons reasons={refused} />}
            <Buttons words={words} has={picture !== null} busy={busy} onChange={onChange} onRemove={onRemove} />
          </>
        )}
      </div>
    </section>
  )
}

type ButtonsProps = Pick<Props, 'words' | 'busy' | 'onChange' | 'onRemove'> & { readonly has: boolean }

function Buttons({ words, has, busy, onChange, onRemove }: ButtonsProps) {
  const input = useRef<HTMLInputElement>(null)
  const [asking, ask] = useState(false)
  const label = has ? words.change : words.add
  const chosen = (field: HTMLInputElement) => {
    const [file] = field.files ?? []
    // the same file again is a change again
    field.value = ''
    if (file) void onChange(file)
  }
  return (
    <div className="row">
      <input
        ref={input}
        className="vh"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={label}
        onChange={event => chosen(event.currentTarget)}
      />
      {asking ? (
        <>
          <span className="t2">{words.sure}</span>
          <Button size="sm" bad onClick={() => onRemove().then(() => ask(false))}>
            {words.remove}
          </Button>
          <Button size="sm" kind="text" onClick={() => ask(false)}>
            {words.keep}
          </Button>
        </>
      ) : (
        <>
          <Button size="sm" busy={busy} onClick={() => input.current?.click()}>
            {label}
          </Button>
          {has && (
            <Button size="sm" kind="text" disabled={busy} onClick={() => ask(true)}>
              {words.remove}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
