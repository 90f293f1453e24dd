// `npm run -s password -- e-mail`: a link for a new password on stdout; with `--stdin` the password itself is read
// from there; `--clear-second-step` also forgets the phone. For the owner who forgot it where no mail goes out.
import { text } from 'node:stream/consumers'
import { clearStepOf, openReset, resetPassword } from '#features/people/server/reset.service.ts'
import { type Database, openDatabase } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { problemText } from '../problem.text.ts'
import { Problem, terminalLang } from '../problem.ts'
import { type Config, readConfig } from '../server/config.ts'
import { joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'

const given = process.argv.slice(2)
const email = given.find(word => !word.startsWith('--'))?.trim()

try {
  if (!email) throw new Problem('password.usage')
  const config = readConfig(process.env)
  const databases = await joinDatabases(config)
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown, max: 1 })
  try {
    process.stdout.write(`${await run(db, config, email)}\n`)
  } finally {
    await db.pool.end()
    await databases.stop()
  }
} catch (error) {
  endWith(error, terminalLang(process.env))
}

async function run(db: Database, config: Config, person: string): Promise<string> {
  const password = given.includes('--stdin') ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
  if (password !== undefined && (password.length < 8 || password.length > 128)) throw new Problem('password.length')
  const token = await openReset(db, person)
  if (token === undefined) throw new Problem('password.nobody', { email: person })
  if (given.includes('--clear-second-step')) {
    await clearStepOf(db, person)
    // the link alone is for whatever reads it
    process.stderr.write(`${said('password.stepCleared', person)}\n`)
  }
  if (password === undefined) return `${config.publicUrl ?? `http://localhost:${config.port}`}/reset#${token}`
  try {
    await resetPassword(db, { token, password })
  } catch (error) {
    // somebody else used a link of this login in the same moment
    throw error instanceof Refusal ? new Problem('password.nobody', { email: person }) : error
  }
  return said('password.set', person)
}

function said(key: 'password.set' | 'password.stepCleared', email: string): string {
  return render(problemText[key], terminalLang(process.env), { email })
}
