import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../problem.ts'
import { type Place, reasonOf } from './place.ts'
import { runProgram } from './run.ts'

const roleNames = ['postgres', 'baton_owner', 'baton_app', 'baton_ops'] as const
export type RoleName = (typeof roleNames)[number]
export type Passwords = Record<RoleName, string>

/** The cluster's folder with its passwords, made on the first call. */
export async function openCluster(place: Place, durable: boolean): Promise<Passwords> {
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await makeCluster(place, durable)
  checkVersion(place)
  return readPasswords(place)
}

export function readPasswords(place: Place): Passwords {
  try {
    return JSON.parse(readFileSync(join(place.cluster, 'baton-passwords.json'), 'utf8')) as Passwords // as: only we write it
  } catch (error) {
    throw new Problem('postgres.folder', { folder: place.cluster, why: reasonOf(error) })
  }
}

// Made beside and renamed when whole: a start that is killed here leaves nothing that looks like a database.
async function makeCluster(place: Place, durable: boolean): Promise<void> {
  const half = `${place.cluster}.new`
  const passwords = Object.fromEntries(
    roleNames.map(role => [role, randomBytes(24).toString('base64url')]),
  ) as Passwords // as: one entry per role name
  try {
    rmSync(half, { recursive: true, force: true })
    mkdirSync(half, { mode: 0o700 })
    giveTo(place, half)
    const passwordFile = join(dirname(half), 'initdb.pw')
    writePrivate(place, passwordFile, passwords.postgres)
    const done = await runProgram(place, 'initdb', initdbArguments(half, passwordFile, durable), dirname(half))
    rmSync(passwordFile, { force: true })
    if (done.code !== 0) throw new Error(done.output.trim().split('\n').at(-1))
    writePrivate(place, join(half, 'baton-passwords.json'), JSON.stringify(passwords))
    renameSync(half, place.cluster)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('postgres.folder', { folder: place.cluster, why: reasonOf(error) })
  }
}

function initdbArguments(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    '-D',
    folder,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=und',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
}

export function writePrivate(place: Place, file: string, text: string): void {
  rmSync(file, { force: true })
  writeFileSync(file, text, { mode: 0o600 })
  giveTo(place, file)
}

function giveTo(place: Place, path: string): void {
  if (place.account) chownSync(path, place.account.uid, place.account.gid)
}

function checkVersion(place: Place): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  const brought = place.version.split('.')[0] ?? ''
  if (found !== brought) throw new Problem('postgres.version', { folder: place.cluster, found, brought })
}
