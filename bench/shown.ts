import type { Result } from './compare.ts'
import { goals } from './plan.ts'

export const tableHead = `
| measure | clients | floor /s | fixed plans /s | product /s | p50 ms floor · product | CPU ms floor: pg + own | CPU ms product: pg + server + caller | product ÷ floor (quartiles) | ÷ fixed plans | goal |
|---|---|---|---|---|---|---|---|---|---|---|`

const goalOf = ({ measure, clients }: Result): number | undefined => goals[measure]?.[clients === 1 ? 0 : 1]

const ms = (value: number): string => value.toFixed(2)

export const isReached = (result: Result): boolean => result.failed === 0 && result.ratio >= (goalOf(result) ?? 0)

export function resultLine(result: Result): string {
  const { measure, clients, perSecond, p50, ratio, quartiles, ofFixed, failed, cpu } = result
  const percent = (value: number) => `${Math.round(value * 100)}`
  const goal = goalOf(result)
  const verdict = goal === undefined ? '–' : `${percent(goal)} % ${isReached(result) ? 'reached' : 'missed'}`
  const cells = [
    measure,
    clients,
    Math.round(perSecond.floor),
    Math.round(perSecond.fixed),
    Math.round(perSecond.product),
    `${p50.floor.toFixed(1)} · ${p50.product.toFixed(1)}`,
    `${ms(cpu.floor.pg)} + ${ms(cpu.floor.own)}`,
    `${ms(cpu.product.pg)} + ${ms(cpu.product.own)} + ${ms(cpu.product.caller)}`,
    `**${percent(ratio)} %** (${percent(quartiles[0])}–${percent(quartiles[1])})`,
    `${percent(ofFixed)} %`,
    `${verdict}${failed > 0 ? `, ${failed} failed` : ''}`,
  ]
  return `| ${cells.join(' | ')} |`
}
