// What is broken of customers' own affairs: what they think, what they paid last, who they are twice.
import type { Break } from './breaks.ts'
import { captureBreaks } from './captureBreaks.ts'
import { changeBreaks } from './changeBreaks.ts'
import { contractBreaks } from './contractBreaks.ts'
import { dealBreaks } from './dealBreaks.ts'
import { priceBreaks } from './priceBreaks.ts'
import { quoteBreaks } from './quoteBreaks.ts'
import { registrationBreaks } from './registrationBreaks.ts'
import { surveyBreaks } from './surveyBreaks.ts'
import { tellBreaks } from './tellBreaks.ts'
import { twinBreaks } from './twinBreaks.ts'

export const frontBreaks: readonly Break[] = [
  ...dealBreaks,
  ...captureBreaks,
  ...surveyBreaks,
  ...registrationBreaks,
  ...quoteBreaks,
  ...changeBreaks,
  ...contractBreaks,
  ...priceBreaks,
  ...twinBreaks,
  ...tellBreaks,
]
