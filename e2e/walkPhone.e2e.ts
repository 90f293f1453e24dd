import { describe } from 'vitest'
import { walkInChinese } from './walk.ts'

describe('on the phone every page shows itself to everyone', () => walkInChinese('phone'))
