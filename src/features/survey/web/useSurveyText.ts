import { useText } from '#ui/useText.tsx'
import { feedbackText } from '../feedback.text.ts'
import { surveyText } from '../survey.text.ts'

const all = { ...surveyText, ...feedbackText }

export const useSurveyText = () => useText(all)
