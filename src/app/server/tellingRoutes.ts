// What is told and asked: surveys and links to customers, mail of records, notices.
import type { FastifyInstance } from 'fastify'
import { emailApi } from '#features/email/email.api.ts'
import { emailHandlers } from '#features/email/server/email.routes.ts'
import { linkApi } from '#features/link/link.api.ts'
import { linkHandlers } from '#features/link/server/link.routes.ts'
import { noticeApi } from '#features/notice/notice.api.ts'
import { noticeHandlers } from '#features/notice/server/notice.routes.ts'
import { surveyHandlers } from '#features/survey/server/survey.routes.ts'
import { surveyApi } from '#features/survey/survey.api.ts'
import type { FeatureParts } from './features.ts'
import { type MountContext, mount } from './mount.ts'

type TellingParts = Pick<FeatureParts, 'bots' | 'email' | 'mailServer' | 'sendLetter'>

export function mountTelling(app: FastifyInstance, context: MountContext, parts: TellingParts): void {
  const { bots, email, mailServer, sendLetter: send } = parts
  mount(app, surveyApi, context, surveyHandlers({ send, server: mailServer !== null }))
  mount(app, linkApi, context, linkHandlers)
  mount(app, emailApi, context, emailHandlers(email))
  mount(app, noticeApi, context, noticeHandlers(mailServer, bots))
}
