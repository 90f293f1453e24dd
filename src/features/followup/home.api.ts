import { endpoint } from '#kernel/api.ts'
import { Home } from './home.schema.ts'

export const homeApi = {
  home: endpoint({ method: 'GET', path: '/home', mode: 'read', plan: 'free', access: 'signedIn', reply: Home }),
}
