import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { ConditionEdit } from '#ui/ConditionEdit.tsx'
import { kindOf } from '#ui/kinds/registry.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { useName } from '#ui/useLookup.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { isPlaced, methods, type Placed, type RuleInput } from '../assignment.schema.ts'
import { assignmentText } from '../assignment.text.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'

type Props = { rule: RuleInput; onRule: (rule: RuleInput) => void; onDone: () => void }

const peopleField: Field = { key: 'people', label: assignmentPageText['assign.people'], kind: 'user' }
const deptField: Field = {
  key: 'deptIds',
  label: assignmentPageText['assign.departments'],
  kind: 'reference',
  refEntity: 'department',
}
const { Edit } = kindOf('user')

export function RuleEdit({ rule, onRule, onDone }: Props) {
  const t = useText(assignmentPageText)
  const say = useText(assignmentText)
  const lead = useEntityOf('lead')
  return (
    <div className="assign-edit">
      <label>
        <span className="t2">{t('assign.name')}</span>
        <input
          className="inp"
          maxLength={60}
          value={rule.name}
          onChange={event => onRule({ ...rule, name: event.target.value })}
        />
      </label>
      <div>
        <span className="t2">{t('assign.when')}</span>
        {lead && (
          <ConditionEdit
            fields={lead.fields}
            text={rule.condition}
            onText={condition => onRule({ ...rule, condition })}
          />
        )}
      </div>
      <label>
        <span className="t2">{t('assign.method')}</span>
        <select
          className="inp"
          value={rule.method}
          onChange={event =>
            onRule({ ...rule, method: methods.find(one => one === event.target.value) ?? rule.method })
          }
        >
          {methods.map(one => (
            <option key={one} value={one}>
              {say(`assignment.method.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {isPlaced(rule.method) ? (
        <Places rule={rule} method={rule.method} onRule={onRule} />
      ) : (
        <People rule={rule} onRule={onRule} />
      )}
      <label>
        <span className="t2">{t('assign.maxOpen')}</span>
        <input
          className="inp num"
          type="number"
          min={1}
          value={rule.maxOpen ?? ''}
          onChange={event =>
            onRule({
              ...rule,
              maxOpen: event.target.value ? Math.max(1, Math.round(Number(event.target.value))) : null,
            })
          }
        />
      </label>
      <div className="row tight">
        <label className="row tight">
          <input
            type="checkbox"
            checked={rule.active}
            onChange={event => onRule({ ...rule, active: event.target.checked })}
          />
          {t('assign.active')}
        </label>
        <span className="grow" />
        <Button size="sm" onClick={onDone}>
          {t('assign.done')}
        </Button>
      </div>
    </div>
  )
}

const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function People({ rule, onRule }: Pick<Props, 'rule' | 'onRule'>) {
  const label = useLabel()
  const weightOf = (userId: string) => rule.people.find(one => one.userId === userId)?.weight ?? 1
  return (
    <>
      <div>
        <span className="t2">{label(peopleField.label)}</span>
        <Edit
          id="assign-people"
          field={peopleField}
          many
          value={rule.people.map(one => one.userId)}
          onChange={value =>
            onRule({ ...rule, people: idsIn(value).map(userId => ({ userId, weight: weightOf(userId) })) })
          }
        />
      </div>
      {rule.method === 'weighted' && (
        <ul className="plain">
          {rule.people.map(({ userId, weight }) => (
            <Weight
              key={userId}
              userId={userId}
              weight={weight}
              onWeight={next =>
                onRule({
                  ...rule,
                  people: rule.people.map(one => (one.userId === userId ? { userId, weight: next } : one)),
                })
              }
            />
          ))}
        </ul>
      )}
      <div>
        <span className="t2">{label(deptField.label)}</span>
        <Edit
          id="assign-depts"
          field={deptField}
          many
          value={rule.deptIds}
          onChange={value => onRule({ ...rule, deptIds: idsIn(value) })}
        />
      </div>
    </>
  )
}

type WeightProps = { userId: string; weight: number; onWeight: (weight: number) => void }

function Weight({ userId, weight, onWeight }: WeightProps) {
  const t = useText(assignmentPageText)
  const name = useName('user', userId) ?? ''
  return (
    <li className="row tight">
      <span className="grow">{name}</span>
      <input
        className="inp num"
        type="number"
        min={1}
        max={100}
        aria-label={t('assign.weightOf', { name })}
        value={weight}
        onChange={event => onWeight(Math.min(100, Math.max(1, Math.round(Number(event.target.value)) || 1)))}
      />
    </li>
  )
}

type PlaceProps = { id: string; method: Placed; value: string; onValue: (value: string) => void }
const { Edit: EditRegion } = kindOf('region')

/** A region is chosen or typed, as in the lead itself. */
function PlaceValue({ id, method, value, onValue }: PlaceProps) {
  const t = useText(assignmentPageText)
  const label = t(`assign.place.${method}`)
  if (method !== 'region')
    return (
      <input
        className="inp"
        maxLength={100}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={event => onValue(event.target.value)}
      />
    )
  return (
    <div>
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <EditRegion
        id={id}
        field={regionField}
        value={value}
        onChange={next => onValue(typeof next === 'string' ? next : '')}
      />
    </div>
  )
}

const regionField: Field = {
  key: 'region',
  kind: 'region',
  label: assignmentPageText['assign.place.region'],
  maxLength: 100,
}

type PlacesProps = Pick<Props, 'rule' | 'onRule'> & { method: Placed }

function Places({ rule, method, onRule }: PlacesProps) {
  const t = useText(assignmentPageText)
  const put = (at: number, next: RuleInput['places'][number] | undefined) =>
    onRule({
      ...rule,
      places: next ? rule.places.map((old, i) => (i === at ? next : old)) : rule.places.filter((_, i) => i !== at),
    })
  return (
    <div className="stack">
      <span className="t2">{t('assign.places')}</span>
      {rule.places.map((place, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is the place where it stands
        <div key={at} className="assign-place">
          <PlaceValue
            id={`assign-value-${at}`}
            method={method}
            value={place.value}
            onValue={value => put(at, { ...place, value })}
          />
          <Edit
            id={`assign-place-${at}`}
            field={{ ...peopleField, required: true }}
            value={place.userId || null}
            onChange={value => put(at, { ...place, userId: typeof value === 'string' ? value : '' })}
          />
          <Button
            size="sm"
            kind="text"
            icon="x"
            aria-label={t('assign.remove', { name: place.value })}
            onClick={() => put(at, undefined)}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        onClick={() => onRule({ ...rule, places: [...rule.places, { value: '', userId: '' }] })}
      >
        {t('assign.addPlace')}
      </Button>
    </div>
  )
}
