// better-auth keeps the logins: password and second step today; passkeys and OIDC are its plugins later.
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { hashedCodes, newBackupCodes } from './backupCode.service.ts'

export type AuthOptions = { readonly secret: string; readonly publicUrl: string | undefined }

const day = 24 * 3600
/** Only this server writes it, so that nobody chooses the address under which a session is listed. */
export const addressHeader = 'x-baton-address'

// its own types of dates and its own few connections: business transactions are never waited for
const poolFor = ({ pool }: Database) =>
  new pg.Pool({ connectionString: pool.options.connectionString, max: 3, connectionTimeoutMillis: 5000 })

export function makeAuth(database: Database, { secret, publicUrl }: AuthOptions) {
  const pool = poolFor(database)
  pool.on('error', () => undefined)
  const options = {
    ...authOptions(secret, publicUrl),
    database: { db: kyselyOn(pool), type: 'postgres', schemaName: 'auth' },
  } satisfies BetterAuthOptions
  const auth = betterAuth(options)
  return { options, handle: (request: Request): Promise<Response> => auth.handler(request), close: () => pool.end() }
}
export type Auth = ReturnType<typeof makeAuth>

const kyselyOn = (pool: pg.Pool) => new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) })

// kept as hashes: a code given is hashed before it is compared, and what is already a hash stays one
const secondStep = twoFactor({
  issuer: 'Baton',
  trustDeviceMaxAge: 30 * day,
  backupCodeOptions: {
    customBackupCodesGenerate: newBackupCodes,
    storeBackupCodes: { encrypt: async codes => hashedCodes(codes), decrypt: async codes => codes },
  },
})

function authOptions(secret: string, publicUrl: string | undefined) {
  return {
    secret,
    basePath: '/api/auth',
    ...(publicUrl !== undefined && { baseURL: publicUrl }),
    trustedOrigins: (request?: Request) => originsOf(request, publicUrl),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: {
      expiresIn: 30 * day,
      updateAge: day,
      additionalFields: { orgId: { type: 'string', required: false, input: false } },
    },
    plugins: [secondStep],
    // ours are in the database and know the organisation: `lockout.service.ts`
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'baton',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId() },
    },
  } satisfies BetterAuthOptions
}

/** The page's own address, under either scheme: behind a proxy that ends TLS we see only http. */
function originsOf(request: Request | undefined, publicUrl: string | undefined): string[] {
  const host = request && new URL(request.url).host
  return [...(publicUrl ? [new URL(publicUrl).origin] : []), ...(host ? [`http://${host}`, `https://${host}`] : [])]
}
