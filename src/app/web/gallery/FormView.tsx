import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Offline } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLang } from '#ui/useText.tsx'
import { moveNames, words } from './sample.ts'
import { listFields, makeRows } from './sampleLists.ts'

const fields: Field[] = listFields.map(field => (field.key === 'name' ? { ...field, required: true } : field))
const [record] = makeRows(1)

let tries = 0

/** The first save is refused at its fields, the second meets someone else's edit, the third goes through. */
async function save(): Promise<void> {
  tries += 1
  if (tries === 1) throw new Refusal([{ key: 'gallery.wrongPhone', path: 'phone' }, { key: 'gallery.open' }])
  if (tries === 2)
    throw new Refusal([{ key: 'gallery.open', path: 'amount' }], 'conflict', {
      version: 3,
      fields: { amount: { yours: '1300.00', theirs: '1500.00' } },
    })
}

export function FormView() {
  const { lang } = useLang()
  return (
    <>
      <PageTop title={words.customer[lang]} />
      <div className="rec-grid">
        <section className="card">
          <header>
            <h2>{words.title[lang]}</h2>
          </header>
          <div className="body">
            <RecordForm
              fields={fields}
              record={record ?? {}}
              version={1}
              draftKey="gallery.form"
              onSave={save}
              onCancel={() => {}}
            />
          </div>
        </section>
        <div className="stack">
          <section className="card">
            <header>
              <h2>{words.title[lang]}</h2>
            </header>
            <div className="body">
              <FieldList fields={fields} record={record ?? {}} />
            </div>
          </section>
          <section className="card">
            <Empty
              title={words.deals[lang]}
              say={words.customer[lang]}
              action={<Button kind="primary">{moveNames.ship?.[lang]}</Button>}
            />
          </section>
          <section className="card">
            <Problem error={new Offline()} onRetry={() => {}} />
          </section>
          <section className="card">
            <Skeleton shape="list" />
          </section>
        </div>
      </div>
    </>
  )
}
