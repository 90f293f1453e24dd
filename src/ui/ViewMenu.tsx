import { Dropdown, Modal } from 'antd'
import { useState } from 'react'
import type { View } from '#meta/view.schema.ts'
import { Button } from './Button.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'
import { useTold } from './useTold.ts'
import type { ViewStore } from './useViews.ts'
import { ViewName } from './ViewName.tsx'
import type { viewText } from './view.text.ts'

type Act = 'save' | 'saveAs' | 'reset' | 'gone'
type Props = {
  view: View
  store: ViewStore
  changed: boolean
  mayEdit: boolean
  share: boolean
  on: Readonly<Record<Act, () => unknown>>
}

/** What can be done with the view that is open. */
export function ViewMenu({ view, store, changed, mayEdit, share, on }: Props) {
  const t = useText(uiText)
  const work = useTold()
  const [asking, ask] = useState<'rename' | 'delete'>()
  const begins = store.choice.viewId === view.id
  const group = store.items.filter(one => one.shared === view.shared).map(one => one.id)
  const at = group.indexOf(view.id)
  const swap = (to: number) => {
    const ids = group.filter(id => id !== view.id)
    ids.splice(to, 0, view.id)
    return work(store.order(view.shared, ids))
  }
  const entry = (when: boolean, text: keyof typeof viewText, act: () => unknown) =>
    when ? [{ key: text, label: t(text), danger: text === 'view.delete', onClick: () => void act() }] : []
  const items = [
    ...entry(changed && mayEdit, 'view.save', on.save),
    ...entry(changed, 'view.reset', on.reset),
    ...entry(true, 'view.saveAs', on.saveAs),
    ...entry(true, begins ? 'view.beginNot' : 'view.begin', () => work(store.begin(begins ? null : view.id))),
    ...entry(mayEdit, 'view.rename', () => ask('rename')),
    ...entry(share, view.shared ? 'view.unshare' : 'view.share', () =>
      work(store.edit(view, { shared: !view.shared })),
    ),
    ...entry(mayEdit && at > 0, 'view.forward', () => swap(at - 1)),
    ...entry(mayEdit && at < group.length - 1, 'view.back', () => swap(at + 1)),
    ...entry(mayEdit, 'view.delete', () => ask('delete')),
  ]
  const remove = () =>
    work(
      store.remove(view).then(() => {
        ask(undefined)
        on.gone()
      }),
      t('view.deleted', { name: view.name }),
    )
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button size="sm" kind="text" icon="more" aria-label={t('view.menu', { name: view.name })} />
      </Dropdown>
      <Modal
        open={asking === 'rename'}
        title={t('view.rename')}
        footer={null}
        width={340}
        onCancel={() => ask(undefined)}
        destroyOnHidden
      >
        <ViewName name={view.name} onName={name => store.edit(view, { name }).then(() => ask(undefined))} />
      </Modal>
      <Modal
        open={asking === 'delete'}
        title={t('view.deleteSure', { name: view.name })}
        okText={t('view.delete')}
        cancelText={t('ui.cancel')}
        okButtonProps={{ danger: true }}
        width={360}
        onOk={remove}
        onCancel={() => ask(undefined)}
        destroyOnHidden
      >
        {view.shared ? t('view.deleteShared') : null}
      </Modal>
    </>
  )
}
