import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { peopleApi, signInApi } from '../people.api.ts'
import type { StepOffer } from '../secondStep.schema.ts'

export const peopleCalls = client(peopleApi, send)
export const signInCalls = client(signInApi, send)

const post = (path: string, body: object): Promise<unknown> =>
  send({ method: 'POST', path: `/auth${path}`, query: {}, body })

/** True where a code is still owed. */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await post('/sign-in/email', { email, password, rememberMe: true })
  return typeof answer === 'object' && answer !== null && 'secondStep' in answer
}
export const giveCode = (code: string, trustDevice: boolean): Promise<unknown> =>
  post('/second-step/verify', { code, trustDevice })
export const enableStep = async (password: string): Promise<StepOffer> =>
  (await post('/second-step/enable', { password })) as StepOffer // the route's own type
export const confirmStep = (code: string): Promise<unknown> => post('/second-step/confirm', { code })
export const disableStep = (password: string, code: string): Promise<unknown> =>
  post('/second-step/disable', { password, code })
export const newStepCodes = async (password: string): Promise<readonly string[]> =>
  ((await post('/second-step/codes', { password })) as Pick<StepOffer, 'codes'>).codes // as above
export const freshProof = async (code: string): Promise<string> =>
  ((await post('/second-step/fresh', { code })) as { proof: string }).proof // as above
export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  post('/change-password', { currentPassword, newPassword })

/** Which of my sessions this one is; asking also moves its end on. */
export async function currentSession(): Promise<string | undefined> {
  const found = await send({ method: 'GET', path: '/auth/get-session', query: {}, body: undefined })
  return typeof found === 'object' && found !== null && 'id' in found ? String(found.id) : undefined
}
