// A name that cannot be seen is no name: blanks, and marks that only steer how the text beside them is drawn.
import { Refusal, reason } from './refusal.ts'

const unseen = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u
export const isUnseen = (text: string): boolean => unseen.test(text)

/** The text without blanks around it; refused where nothing of it can be seen. */
export function filled(text: string, path: string): string {
  if (isUnseen(text)) throw new Refusal(reason('field.required', path))
  return text.trim()
}
