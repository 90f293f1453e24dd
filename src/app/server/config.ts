import { fileURLToPath } from 'node:url'
import { Problem, type ProblemKey } from '../problem.ts'

type Environment = Readonly<Record<string, string | undefined>>

export type Config = {
  readonly port: number
  readonly host: string
  /** The embedded database, uploaded files and the log live here. */
  readonly dataDir: string
  /** Unset: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly adminUrl: string | undefined
  readonly opsUrl: string | undefined
  /** How people reach this server, for links in mails; without it the address of the request. */
  readonly publicUrl: string | undefined
  /** Believe X-Forwarded-For: only behind a proxy of one's own. */
  readonly trustProxy: boolean
  /** The mail server; without it nobody gets notices by mail. */
  readonly smtpUrl: string | undefined
  /** Where group bots may be reached beside their own services, as `host:port`: for a proxy of one's own. */
  readonly botHosts: readonly string[]
  /** Mail comes in for addresses of this domain: by a port of our own, or by a mailbox that is looked into. */
  readonly mailIn: MailInConfig | undefined
  /** Signs sign-in sessions; unset: made once and kept in the data folder. */
  readonly authSecret: string | undefined
  /** Anyone may found a further organisation; the first one always. */
  readonly allowSignUp: boolean
  /** Make the demo company when there is no organisation yet; unset: only in the embedded PostgreSQL. */
  readonly demo: boolean
  readonly logLevel: LogLevel
  /** '-' is stderr; unset: stderr, or at a terminal a file of the data folder. */
  readonly logFile: string | undefined
}

export type MailInConfig = {
  readonly domain: string
  readonly port: number | undefined
  readonly imapUrl: string | undefined
  /** The server whose Authentication-Results are believed. */
  readonly trusted: string | undefined
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const ownFolder = fileURLToPath(new URL('../../../.data', import.meta.url))

/** Reads the environment; a value that cannot be used is refused in one line that names it. */
export function readConfig(env: Environment): Config {
  const ask = asker(env)
  return {
    port: ask('PORT', 'config.port', portOf) ?? 3000,
    host: ask('HOST', 'port.host', text => text) ?? '0.0.0.0',
    dataDir: ask('DATA_DIR', 'postgres.folder', text => text) ?? ownFolder,
    databaseUrl: ask('DATABASE_URL', 'config.url', postgresUrlOf),
    adminUrl: ask('DATABASE_ADMIN_URL', 'config.url', postgresUrlOf),
    opsUrl: ask('DATABASE_OPS_URL', 'config.url', postgresUrlOf),
    publicUrl: ask('PUBLIC_URL', 'config.web', webUrlOf),
    trustProxy: ask('TRUST_PROXY', 'config.switch', switchOf) ?? false,
    smtpUrl: ask('SMTP_URL', 'config.smtp', smtpUrlOf),
    botHosts:
      ask('BOT_HOSTS', 'port.host', text =>
        text
          .split(',')
          .map(host => host.trim())
          .filter(Boolean),
      ) ?? [],
    mailIn: mailInOf(ask),
    authSecret: ask('AUTH_SECRET', 'config.secret', secretOf),
    allowSignUp: ask('ALLOW_SIGN_UP', 'config.switch', switchOf) ?? false,
    // an invented company is welcome in a trial, not in somebody's own database
    demo: ask('DEMO', 'config.switch', switchOf) ?? !env.DATABASE_URL?.trim(),
    logLevel: ask('LOG_LEVEL', 'config.level', levelOf) ?? 'info',
    logFile: ask('LOG_FILE', 'postgres.folder', text => text),
  }
}

function asker(env: Environment) {
  return <T>(name: string, wrong: ProblemKey, read: (text: string) => T | undefined): T | undefined => {
    const value = env[name]?.trim()
    if (!value) return undefined
    const found = read(value)
    if (found === undefined) throw new Problem(wrong, { name, value: withoutPassword(value) })
    return found
  }
}

function mailInOf(ask: ReturnType<typeof asker>): MailInConfig | undefined {
  const domain = ask('MAIL_IN_DOMAIN', 'config.domain', domainOf)
  const port = ask('MAIL_IN_PORT', 'config.port', portOf)
  const imapUrl = ask('MAIL_IN_IMAP_URL', 'config.imap', imapUrlOf)
  const trusted = ask('MAIL_IN_TRUST', 'config.domain', domainOf)
  if (!domain && (port || imapUrl)) throw new Problem('config.domain', { name: 'MAIL_IN_DOMAIN', value: '' })
  return domain && (port || imapUrl) ? { domain, port, imapUrl, trusted } : undefined
}

function domainOf(text: string): string | undefined {
  return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text) ? text.toLowerCase() : undefined
}

function imapUrlOf(text: string): string | undefined {
  const url = urlOf(text)
  return url && /^imaps?:$/.test(url.protocol) && url.hostname && url.username ? text : undefined
}

function portOf(text: string): number | undefined {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65535 ? port : undefined
}

function postgresUrlOf(text: string): string | undefined {
  return /^postgres(ql)?:$/.test(urlOf(text)?.protocol ?? '') ? text : undefined
}

function webUrlOf(text: string): string | undefined {
  return /^https?:$/.test(urlOf(text)?.protocol ?? '') ? text.replace(/\/+$/, '') : undefined
}

function smtpUrlOf(text: string): string | undefined {
  const url = urlOf(text)
  return url && /^smtps?:$/.test(url.protocol) && url.hostname ? text : undefined
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

function switchOf(text: string): boolean | undefined {
  if (/^(on|true|yes|1)$/i.test(text)) return true
  return /^(off|false|no|0)$/i.test(text) ? false : undefined
}

/** A guessed one would let anyone make a session. */
function secretOf(text: string): string | undefined {
  return text.length >= 32 ? text : undefined
}

function levelOf(text: string): LogLevel | undefined {
  return logLevels.find(level => level === text.toLowerCase())
}

/** Lines and logs never show a password. */
function withoutPassword(text: string): string {
  return text.replace(/:\/\/([^:@/]*):[^@]*@/, '://$1:…@')
}
