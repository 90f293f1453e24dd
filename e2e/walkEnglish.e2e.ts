import { describe } from 'vitest'
import { walkInEnglish } from './walk.ts'

describe('in a browser that asks for English every page leaves no sentence in Chinese', walkInEnglish)
