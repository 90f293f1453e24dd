import { describe } from 'vitest'
import { walkInChinese } from './walk.ts'

describe('at the desk every page shows itself to everyone', () => walkInChinese('desk'))
