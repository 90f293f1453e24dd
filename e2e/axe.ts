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
  await page.evaluate(hideRepeated)
  await page.evaluate(source)
  const violations = (await page.evaluate(asked)) as Finding[] // axe's own result
  await page.evaluate(showRepeated)
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

/**
 * Cells that are built exactly like two above them in their column, but for their words: a table of two thousand choices
 * would be looked at for most of a minute. One that differs in a class, a style, an attribute or in having words at all
 * is looked at, and so is one in a row of another make. Hidden, not left out: axe compares every element of the page with
 * every one that is left out.
 */
function hideRepeated(): void {
  // what tells one row from the next, not how either is built
  const own = new Set(['id', 'for', 'name', 'value', 'href', 'aria-label', 'aria-labelledby', 'title', 'data-row-key'])
  const madeAs = ({ tagName, attributes }: Element): string => {
    const said = [...attributes].map(({ name, value }) =>
      own.has(name) ? `${name}${value.trim() && '…'}` : `${name}=${value}`,
    )
    return `${tagName}[${said.sort().join()}]`
  }
  const builtLike = (element: Element): string => {
    const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent?.trim())
    const within = element.tagName === 'SELECT' ? '' : [...element.children].map(builtLike).join()
    return `${madeAs(element)}${words ? '…' : ''}(${within})`
  }
  const hide = (cell: Element) => {
    if (!(cell instanceof HTMLElement) || cell.style.visibility) return
    cell.dataset.asAbove = ''
    cell.style.visibility = 'hidden'
  }
  for (const body of document.querySelectorAll('tbody')) {
    const cells = [...body.children].flatMap(row =>
      [...row.children].map((cell, column) => ({ cell, built: `${madeAs(row)} ${column} ${builtLike(cell)}` })),
    )
    for (const alike of Map.groupBy(cells, one => one.built).values()) for (const { cell } of alike.slice(2)) hide(cell)
  }
}

function showRepeated(): void {
  for (const cell of document.querySelectorAll<HTMLElement>('[data-as-above]')) {
    delete cell.dataset.asAbove
    cell.style.removeProperty('visibility')
    if (cell.getAttribute('style') === '') cell.removeAttribute('style')
  }
}
