import { useText } from '#ui/useText.tsx'
import { registrationText } from '../registration.text.ts'
import { registrationPageText } from '../registrationPage.text.ts'

const texts = { ...registrationText, ...registrationPageText }
export const useRegistrationText = () => useText(texts)
