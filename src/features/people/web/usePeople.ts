import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { peopleApi, signInApi } from '../people.api.ts'

export const peopleCalls = client(peopleApi, send)
export const signInCalls = client(signInApi, send)

const post = (path: string, body: object): Promise<unknown> =>
  send({ method: 'POST', path: `/auth${path}`, query: {}, body })

export const signIn = (email: string, password: string): Promise<unknown> =>
  post('/sign-in/email', { email, password, rememberMe: true })
export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  post('/change-password', { currentPassword, newPassword })

/** Which of my sessions this one is; asking also moves its end on. */
export async function currentSession(): Promise<string | undefined> {
  const found = await send({ method: 'GET', path: '/auth/get-session', query: {}, body: undefined })
  return typeof found === 'object' && found !== null && 'id' in found ? String(found.id) : undefined
}
