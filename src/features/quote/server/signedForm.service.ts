// The part of a customer's page where somebody signs: the same on a quote and on a contract.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import type { Form, Visit } from '#features/link/server/scope.service.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import { quotePageText as text } from '../page.text.ts'
import { isTrapped, readSigned, type Signed } from '../reply.rules.ts'

/** Only a machine fills what nobody sees. */
export const trapField = ({ say }: Visit): Markup =>
  html`<p class="away" aria-hidden="true"><label>${say(text['quote.page.website'])}<input type="text" name="website" tabindex="-1" autocomplete="off"></label></p>`
export const isMachine = (form: Form): boolean => isTrapped(form)

/** Name, position and, where the one script runs, a pad to draw on. */
export const signingFields = ({ say }: Visit, form: Form | undefined): Markup => html`
<label class="name" for="name">${say(text['quote.page.name'])}</label>
<input type="text" id="name" name="name" value="${form?.name}" maxlength="100" autocomplete="name" required>
<label class="name" for="title">${say(text['quote.page.role'])}</label>
<input type="text" id="title" name="title" value="${form?.title}" maxlength="100" autocomplete="organization-title">
<div id="drawing" class="off"><label class="name" for="pad">${say(text['quote.page.draw'])}</label>
<canvas id="pad" class="pad" width="600" height="200" role="img" aria-label="${say(text['quote.page.draw'])}"></canvas>
<button class="plain" type="button" id="wipe">${say(text['quote.page.clear'])}</button></div>
<input type="hidden" id="signature" name="signature" value="">`

export function mustSign(form: Form): Signed {
  const read = readSigned(form)
  if (Array.isArray(read)) throw new Refusal(read)
  return read
}

const words: Readonly<Record<string, Label>> = text
/** What is said where a form was refused. */
export const signingWords = (key: string): Label | undefined => words[key]
