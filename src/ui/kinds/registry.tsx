import './kinds.css'
import type { FieldKind } from '#meta/entity.ts'
import { CellChoice, CellMulti, EditChoice, EditMulti, ShowChoice, ShowMulti } from './choice.tsx'
import type { KindView } from './kind.ts'
import { CellMoney, ShowMoney } from './money.tsx'
import {
  CellEmail,
  CellNumber,
  CellPhone,
  CellText,
  CellYesNo,
  EditEmail,
  EditLong,
  EditNumber,
  EditPhone,
  EditText,
  EditYesNo,
  ShowEmail,
  ShowLong,
  ShowNumber,
  ShowPhone,
  ShowText,
  ShowYesNo,
} from './plain.tsx'
import { CellReference, EditReference, ShowReference } from './reference.tsx'
import { EditRegion } from './region.tsx'
import { CellDate, CellInstant, EditDate, EditInstant, ShowDate, ShowInstant } from './time.tsx'

const words = ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'empty', 'notEmpty'] as const
const regions = ['startsWith', ...words.filter(op => op !== 'startsWith')] as const
const figures = ['gte', 'lte', 'between', 'is', 'isNot', 'empty', 'notEmpty'] as const
const times = ['within', 'between', 'gte', 'lte', 'is', 'isNot', 'empty', 'notEmpty'] as const
const names = ['in', 'notIn', 'empty', 'notEmpty'] as const

// biome-ignore format: a table
const kinds = {
  text:        { Show: ShowText,      Cell: CellText,      Edit: EditText,      filterOps: words },
  longText:    { Show: ShowLong,      Cell: CellText,      Edit: EditLong,      filterOps: words },
  number:      { Show: ShowNumber,    Cell: CellNumber,    Edit: EditNumber,    filterOps: figures, right: true },
  money:       { Show: ShowMoney,     Cell: CellMoney,     Edit: EditNumber,    filterOps: figures, right: true },
  date:        { Show: ShowDate,      Cell: CellDate,      Edit: EditDate,      filterOps: times },
  instant:     { Show: ShowInstant,   Cell: CellInstant,   Edit: EditInstant,   filterOps: times },
  choice:      { Show: ShowChoice,    Cell: CellChoice,    Edit: EditChoice,    filterOps: names },
  multiChoice: { Show: ShowMulti,     Cell: CellMulti,     Edit: EditMulti,     filterOps: ['empty', 'notEmpty'] },
  yesNo:       { Show: ShowYesNo,     Cell: CellYesNo,     Edit: EditYesNo,     filterOps: ['is', 'empty', 'notEmpty'] },
  reference:   { Show: ShowReference, Cell: CellReference, Edit: EditReference, filterOps: names },
  user:        { Show: ShowReference, Cell: CellReference, Edit: EditReference, filterOps: names },
  phone:       { Show: ShowPhone,     Cell: CellPhone,     Edit: EditPhone,     filterOps: words },
  email:       { Show: ShowEmail,     Cell: CellEmail,     Edit: EditEmail,     filterOps: words },
  region:      { Show: ShowText,      Cell: CellText,      Edit: EditRegion,    filterOps: regions },
} as const satisfies Record<FieldKind, KindView>

/** The registry seen as one type: a literal table has a different type per kind. */
export const kindOf = (kind: FieldKind): KindView => kinds[kind]
