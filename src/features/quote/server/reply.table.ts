import { table } from '#kernel/table.ts'

export const quoteQuestions = table('quote_questions', {
  id: 'uuid',
  quoteId: 'uuid',
  linkId: 'uuid',
  askedAt: 'timestamptz',
  name: 'text',
  question: 'text',
  address: 'text',
  answer: 'text?',
  answeredAt: 'timestamptz?',
  answeredBy: 'uuid?',
})

export const quoteReplies = table('quote_replies', {
  id: 'uuid',
  quoteId: 'uuid',
  linkId: 'uuid',
  kind: 'text',
  at: 'timestamptz',
  name: 'text?',
  title: 'text?',
  reason: 'text?',
  words: 'text?',
  address: 'text',
  agent: 'text',
  lang: 'text',
  content: 'text',
  contentHash: 'text',
  chosen: 'jsonb',
  gross: 'numeric',
  fileId: 'uuid?',
})
