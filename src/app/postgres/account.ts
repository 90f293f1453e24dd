import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Problem } from '../problem.ts'

export type Account = { name: string; uid: number; gid: number }

/** PostgreSQL refuses to run as root: the account it gets instead; undefined when we are an ordinary user. */
export function serverAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readAccounts()
  const owner = existsSync(cluster)
    ? accounts.find(one => one.uid === statSync(cluster).uid && one.uid !== 0)
    : undefined
  return owner ?? accounts.find(one => one.name === 'baton') ?? makeAccount() ?? fallback(accounts)
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .flatMap(line => {
      const [name, , uid, gid] = line.split(':')
      return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
    })
}

function makeAccount(): Account | undefined {
  try {
    execFileSync(
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        'baton',
      ],
      { stdio: 'ignore' },
    )
  } catch {
    // no useradd, or a twin was faster: what counts is whether the account is there now
  }
  return readAccounts().find(one => one.name === 'baton')
}

function fallback(accounts: Account[]): Account {
  const found = accounts.find(one => one.name === 'postgres') ?? accounts.find(one => one.name === 'nobody')
  if (!found) throw new Problem('postgres.noAccount')
  return found
}

/** May this account walk down to the folder? Only what exists is asked. */
export function canEnter(folder: string, account: Account): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && !mayEnter(at, account)) return false
    if (at === dirname(at)) return true
  }
}

function mayEnter(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
