// Whom a page shuts out, as axe finds it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Seat } from './person.ts'

const axe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js')
const source = readFileSync(axe, 'utf8')
// what is in order is not described: a quarter of the time
const asked = `axe.run({ resultTypes: ['violations'] }).then(result => result.violations)`

type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }

/** Run beside the page, not in a script of it: its policy lets in no script that is not its own. */
export async function shutOut({ page }: Pick<Seat, 'page'>): Promise<string[]> {
  // once a document: inside the app the next page is the same one
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(source)
  const violations = (await page.evaluate(asked)) as Finding[] // axe's own result
  return violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(
      one =>
        `${one.id}: ${one.nodes
          .slice(0, 3)
          .map(node => node.target.join(' '))
          .join(' | ')}`,
    )
}
