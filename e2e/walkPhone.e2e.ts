import { describe } from 'vitest'
import { walkInChinese } from './walk.ts'

describe('on the phone, in the dark, every page shows itself to everyone', () => walkInChinese('phone'))
