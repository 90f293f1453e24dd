// Which parts of which features stand on every record page. Features add theirs here.
import { lazy } from 'react'
import type { Slots } from '#ui/slots.tsx'

const ContactsPart = lazy(async () => ({
  default: (await import('#features/contact/web/ContactsPart.tsx')).ContactsPart,
}))

const QuotesPart = lazy(async () => ({
  default: (await import('#features/quote/web/QuotesPart.tsx')).QuotesPart,
}))

export const slots: Slots = { related: [ContactsPart, QuotesPart] }
