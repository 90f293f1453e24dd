// Every table of sentences: a reason from the server finds its words here. Features add theirs.
import type { Texts } from '#kernel/text.ts'
import { metaText } from '#meta/meta.text.ts'
import { shellText } from './shell.text.ts'

export const texts: Texts = { ...metaText, ...shellText }
