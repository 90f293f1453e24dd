// The demo company of the first start: a machinery maker with a past of four months, made by the verbs people use.
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { peopleText } from '#features/people/people.text.ts'
import { hasOrganisation } from '#features/people/server/login.sql.ts'
import { inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { sealerOf } from '#kernel/sealed.ts'
import { type Lang, render } from '#kernel/text.ts'
import { terminalLang } from '../problem.ts'
import type { AppParts } from '../server/app.ts'
import { authSecret } from '../server/secret.ts'
import { demoText } from './demo.text.ts'
import { companyName, foundCompany, people } from './people.ts'
import { playDemo } from './plot.ts'

/** Only where there is no organisation yet; answers the lines that tell the logins, later where they are kept. */
export async function ensureDemo({ config }: AppParts, app: FastifyInstance): Promise<string[]> {
  const database = app.baton.db
  const lang = terminalLang(process.env)
  const file = join(config.dataDir, 'demo.txt')
  // stands there as long as the past is being made
  const unfinished = join(config.dataDir, 'demo.unfinished')
  if (await inOrg(database, newId(), { mode: 'read' }, hasOrganisation)) {
    const kept = existsSync(file) ? [render(demoText['demo.kept'], lang, { file })] : []
    return existsSync(unfinished) ? [...kept, render(demoText['demo.cutOff'], lang, { file: unfinished })] : kept
  }
  const password = newPassword()
  writeFileSync(unfinished, '')
  const company = await foundCompany(database, { password })
  const lines = loginLines(lang, password, file)
  // kept before the rest is made: a start that is cut off must not leave people without their password
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  const bots = { sealer: sealerOf(authSecret(config.dataDir, config.authSecret)), hosts: config.botHosts }
  const refused = await playDemo({ ...company, bots, filesFolder: join(config.dataDir, 'files') })
  rmSync(unfinished)
  for (const { scene, refusal } of refused) app.log.warn({ scene, reasons: refusal.reasons }, 'demo')
  return refused.length > 0 ? [...lines, render(demoText['demo.failed'], lang)] : lines
}

/** Told over the phone without mistakes: no 0 or O, no 1 or l. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const drawn = [...randomBytes(12)].map(byte => letters[byte % letters.length])
  return [drawn.slice(0, 4), drawn.slice(4, 8), drawn.slice(8)].map(part => part.join('')).join('-')
}

function loginLines(lang: Lang, password: string, file: string): string[] {
  const head = render(demoText['demo.made'], lang, { name: companyName, password, file })
  const logins = Object.values(people).map(({ email, name, role }) => {
    const roles = render(peopleText[`role.${role}`], lang)
    return `  ${render(demoText['demo.login'], lang, { email: email.padEnd(26), who: name, roles })}`
  })
  return [head, ...logins]
}
