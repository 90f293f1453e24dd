import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { surveyText } from '../survey.text.ts'

const toneOf = (score: number): 'ok' | 'warn' | 'late' => (score >= 4 ? 'ok' : score === 3 ? 'warn' : 'late')

export function ScoreTag({ score }: { readonly score: number }) {
  const t = useText(surveyText)
  return <Tag tone={toneOf(score)}>{t('survey.stars', { score })}</Tag>
}
