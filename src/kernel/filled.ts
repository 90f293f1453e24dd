// A name that cannot be seen is no name: blanks, and marks that only steer how the text beside them is drawn.
import { Refusal, reason } from './refusal.ts'

const blanks = '\\s\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800'
const unseen = new RegExp(`^[${blanks}]*$`, 'u')
/** For a schema: somewhere in it there is something to see. */
export const seenPattern = `[^${blanks}]`
export const isUnseen = (text: string): boolean => unseen.test(text)

/** The text without blanks around it; refused where nothing of it can be seen. */
export function filled(text: string, path: string): string {
  if (isUnseen(text)) throw new Refusal(reason('field.required', path))
  return text.trim()
}
