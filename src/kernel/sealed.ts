// Secrets of others that we must be able to use: readable only with the server's own secret, and only where they were
// put: `place` is part of what is checked, so that a row copied over another one opens nothing.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export type Sealer = {
  readonly seal: (text: string, place: string) => string
  /** Undefined where it was sealed by another server's secret, or for another place. */
  readonly open: (sealed: string, place: string) => string | undefined
}

const method = 'aes-256-gcm'

export function sealerOf(secret: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'baton sealed', 32))
  return {
    seal: (text, place) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(method, key, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const cipher = createDecipheriv(method, key, bytes.subarray(0, 12), { authTagLength: 16 })
        cipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
