import type { Result } from './compare.ts'
import { goals } from './plan.ts'

export const tableHead = `
| measure | clients | floor /s | product /s | p50 ms floor · product | CPU ms: pg floor · pg product + app | product ÷ floor (quartiles) | goal |
|---|---|---|---|---|---|---|---|`

const goalOf = ({ measure, clients }: Result): number | undefined => goals[measure]?.[clients === 1 ? 0 : 1]

export const isReached = (result: Result): boolean => result.failed === 0 && result.ratio >= (goalOf(result) ?? 0)

export function resultLine(result: Result): string {
  const { measure, clients, floor, product, floorP50, productP50, ratio, quartiles, failed, cpu } = result
  const percent = (value: number) => `${Math.round(value * 100)}`
  const goal = goalOf(result)
  const verdict = goal === undefined ? '–' : `${percent(goal)} % ${isReached(result) ? 'reached' : 'missed'}`
  const cells = [
    measure,
    clients,
    Math.round(floor),
    Math.round(product),
    `${floorP50.toFixed(1)} · ${productP50.toFixed(1)}`,
    `${cpu.floorPg.toFixed(2)} · ${cpu.productPg.toFixed(2)} + ${cpu.app.toFixed(2)}`,
    `**${percent(ratio)} %** (${percent(quartiles[0])}–${percent(quartiles[1])})`,
    `${verdict}${failed > 0 ? `, ${failed} failed` : ''}`,
  ]
  return `| ${cells.join(' | ')} |`
}
