import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { QrPicture } from '#ui/QrPicture.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import type { LeadForm } from '../capture.schema.ts'
import { useCampaignList, useFormText } from './useForms.ts'

type Props = { readonly form: LeadForm; readonly open: boolean; readonly onClose: () => void }

/** The ways to the form: a link, a code to print, lines for a site, an address for scripts. */
export function ShareSheet({ form, open, onClose }: Props) {
  const t = useFormText()
  const campaigns = useCampaignList()
  const [code, setCode] = useState('')
  const campaign = campaigns.find(one => one.code === code)
  const address = location.origin + form.path + (code && `?c=${code}`)
  const api = `${location.origin}/api/public/forms/${form.path.slice('/f/'.length)}`
  const frame = `<iframe src="${address}" title="${form.content.title.zh || form.content.title.en}" style="width:100%;height:720px;border:0"></iframe>`
  const call = `fetch('${api}', {\n  method: 'POST',\n  headers: { 'content-type': 'application/json' },\n  body: JSON.stringify({ fields: { ${form.content.fields.map(one => `'${one.key}': '…'`).join(', ')} }${form.content.consent ? ', consent: true' : ''} }),\n})`
  return (
    <Sheet open={open} onClose={onClose} title={t('form.share')} width={480}>
      <div className="stack">
        <section className="stack">
          <h3>{t('form.link')}</h3>
          <p className="t2">{t('form.linkSay')}</p>
          {campaigns.length > 0 && (
            <label className="stack">
              <span className="t2">{t('form.codeOf')}</span>
              <select className="inp" value={code} onChange={event => setCode(event.target.value)}>
                <option value="">{t('form.codeAsForm')}</option>
                {campaigns.map(one => (
                  <option key={one.id} value={one.code}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Copied text={address} />
          <a className="link" href={address} target="_blank" rel="noopener">
            {t('form.open')}
          </a>
          <QrPicture
            address={address}
            alt={t('form.qr')}
            fileName={campaign ? `${form.name} ${campaign.name}` : form.name}
            png={t('form.png')}
            svg={t('form.svg')}
          />
        </section>
        <section className="stack">
          <h3>{t('form.embed')}</h3>
          <p className="t2">{t('form.embedSay')}</p>
          <Copied text={frame} />
        </section>
        <section className="stack">
          <h3>{t('form.script')}</h3>
          <Copied text={call} />
        </section>
      </div>
    </Sheet>
  )
}

function Copied({ text }: { text: string }) {
  const t = useFormText()
  const tell = useToast()
  const [at, setAt] = useState<HTMLElement | null>(null)
  const take = async () => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      tell(t('form.copied'))
    } else if (at) {
      // without https the browser has no clipboard to give: the text can be copied once it is selected
      getSelection()?.selectAllChildren(at)
    }
  }
  return (
    <div className="stack">
      <code className="form-code" ref={setAt}>
        {text}
      </code>
      <div className="row">
        <Button size="sm" icon="copy" onClick={take}>
          {t('form.copy')}
        </Button>
      </div>
    </div>
  )
}
