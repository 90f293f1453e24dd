import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { shape } from '#kernel/api.ts'
import { shapeProblem } from '#kernel/validate.ts'
import { Problem } from '../../problem.ts'

const Word = Type.String({ pattern: '^[a-z_][a-zA-Z0-9_]*$' })
// never out of its folder
const Path = Type.String({ pattern: '^(?!/)(?!.*(?:^|/)\\.\\.(?:/|$)).+$' })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const Manifest = shape({
  format: Type.Literal('baton-backup-1'),
  madeAt: Type.String(),
  postgres: Type.String(),
  jobSchema: Type.Integer(),
  migrations: Type.Array(shape({ name: Type.String(), hash: Type.String() })),
  tables: Type.Array(
    shape({
      schema: Word,
      name: Word,
      columns: Type.Array(Word),
      rows: Type.Integer(),
      bytes: Type.Integer(),
      sha256: Hash,
    }),
  ),
  files: Type.Array(shape({ path: Path, bytes: Type.Integer(), sha256: Hash })),
})
export type Manifest = Static<typeof Manifest>
export type TablePart = Manifest['tables'][number]
export type FilePart = Manifest['files'][number]

const manifestFile = (folder: string): string => join(folder, 'manifest.json')
export const tableFile = (folder: string, { schema, name }: Pick<TablePart, 'schema' | 'name'>): string =>
  join(folder, 'tables', `${schema}.${name}.copy`)
export const filesFolder = (folder: string): string => join(folder, 'files')

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(manifestFile(folder), 'utf8').catch((error: unknown) => {
    throw new Problem('restore.noBackup', { folder, why: error instanceof Error ? error.message : String(error) })
  })
  const manifest: unknown = parse(text)
  const problem = shapeProblem(Manifest, manifest)
  if (problem) throw new Problem('restore.noBackup', { folder, why: `manifest.json ${problem}` })
  const seal = await readFile(sealFile(folder), 'utf8').catch(() => undefined)
  if (seal !== sealOf(text)) {
    const why = seal === undefined ? `is missing` : `does not fit manifest.json`
    throw new Problem('restore.damaged', { file: sealFile(folder), why })
  }
  return manifest as Manifest // just held against its schema
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(manifestFile(folder), text, { mode: 0o600 })
  await writeFile(sealFile(folder), sealOf(text), { mode: 0o600 })
}

// a list that lost a table would pass every other proof; `sha256sum -c` reads it too
const sealFile = (folder: string): string => join(folder, 'manifest.sha256')
const sealOf = (text: string): string => `${createHash('sha256').update(text).digest('hex')}  manifest.json\n`

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
