import type { Database } from '#kernel/db.ts'
import { emailKey } from '#kernel/keys.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { SignUp } from '../people.schema.ts'
import { loginFor } from './lockout.service.ts'
import { hasOrganisation, hasOrganisationYet, holdFirstSignUp } from './login.sql.ts'
import { problemsOf } from './org.service.ts'
import { createOrganisation } from './people.service.ts'

/** Whoever comes first founds the first company; later ones only where the operator has opened the door. */
export async function signUpOffer(database: Database, allow: boolean): Promise<{ open: boolean; first: boolean }> {
  const first = !(await hasOrganisationYet(database))
  return { open: first || allow, first }
}

export type SignUpRules = { readonly allow: boolean; readonly address: string }

export async function signUp(
  database: Database,
  input: SignUp,
  { allow, address }: SignUpRules,
): Promise<{ orgId: string; email: string }> {
  const email = emailKey(input.email)
  const { company, name, password, lang, zone, currency } = input
  refuseAll([
    ...(email ? [] : [reason('people.badEmail', 'email')]),
    ...(company.trim() === '' ? [reason('schema.required', 'company')] : []),
    ...(name.trim() === '' ? [reason('schema.required', 'name')] : []),
    ...problemsOf({ ...(zone !== undefined && { zone }), ...(currency !== undefined && { currency }) }),
  ])
  if (!email) throw new Refusal(reason('people.badEmail', 'email'))
  // asked before the password, so that a closed door answers nothing about logins
  if (!(await signUpOffer(database, allow)).open) throw closed()
  const authId = await loginFor(database, email, password, address)
  const owner = { name, email, ...(authId === undefined ? { password } : { authId }) }
  const given = { ...(lang && { lang }), ...(zone && { zone }), ...(currency && { currency }) }
  const { orgId } = await createOrganisation(database, { name: company, owner, ...given }, async tx => {
    await holdFirstSignUp(tx)
    if (!allow && (await hasOrganisation(tx))) throw closed()
  })
  return { orgId, email }
}

const closed = (): Refusal => new Refusal('people.signUpClosed', 'forbidden')
