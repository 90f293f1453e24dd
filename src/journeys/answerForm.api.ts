import { FormAnswer } from '#features/capture/capture.schema.ts'
import { endpoint, MoveBody } from '#kernel/api.ts'

export const answerFormApi = {
  /** What was held back is a lead after all, or belongs to one. */
  take: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/form-answers/:id/moves/take',
    access: 'form.review',
    body: MoveBody,
    reply: FormAnswer,
  }),
}
