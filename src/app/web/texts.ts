// Every table of sentences: a reason from the server finds its words here. Features add theirs.
import { contactText } from '#features/contact/contact.text.ts'
import { customerText } from '#features/customer/customer.text.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import type { Texts } from '#kernel/text.ts'
import { metaText } from '#meta/meta.text.ts'
import { shellText } from './shell.text.ts'

export const texts: Texts = {
  ...kernelText,
  ...metaText,
  ...shellText,
  ...customerText,
  ...contactText,
}
