import { Tag } from '#ui/Marks.tsx'
import { useSurveyText } from './useSurveyText.ts'

const toneOf = (score: number): 'ok' | 'warn' | 'late' => (score >= 4 ? 'ok' : score === 3 ? 'warn' : 'late')

export function ScoreTag({ score }: { readonly score: number }) {
  const t = useSurveyText()
  return <Tag tone={toneOf(score)}>{t('survey.stars', { score })}</Tag>
}
