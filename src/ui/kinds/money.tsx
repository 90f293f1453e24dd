import { Money } from '../Money.tsx'
import { isBlank, type ShowProps } from './kind.ts'
import { Nothing } from './plain.tsx'

const currencyOf = ({ record }: ShowProps): string | undefined =>
  typeof record?.currency === 'string' ? record.currency : undefined

export const ShowMoney = (props: ShowProps) =>
  isBlank(props.value) ? <Nothing /> : <Money amount={String(props.value)} currency={currencyOf(props)} />
export const CellMoney = (props: ShowProps) =>
  isBlank(props.value) ? null : <Money amount={String(props.value)} currency={currencyOf(props)} />
