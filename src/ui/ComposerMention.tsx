import { useQuery } from '@tanstack/react-query'
import type { Named } from './composing.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = {
  /** Under which the people are kept: the record's own. */
  draftKey: string
  asked: string
  people: () => Promise<readonly Named[]>
  onPick: (person: Named) => void
}

/** Who can be named here, narrowed by what is written after the @. */
export function ComposerMention({ draftKey, asked, people, onPick }: Props) {
  const t = useText(uiText)
  const found = useQuery({ queryKey: ['mentionable', draftKey], queryFn: people, staleTime: 60_000 })
  const hits = found.data?.filter(one => one.name.toLowerCase().includes(asked.toLowerCase())).slice(0, 6) ?? []
  if (hits.length === 0) return null
  return (
    <fieldset className="phrases" aria-label={t('compose.mention')}>
      {hits.map(person => (
        <button key={person.id} type="button" className="chip" onClick={() => onPick(person)}>
          @{person.name}
        </button>
      ))}
    </fieldset>
  )
}
