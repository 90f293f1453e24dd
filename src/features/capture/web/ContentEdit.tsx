import { langs } from '#kernel/text.ts'
import { useEntityOf } from '#ui/useEntity.ts'
import type { FormContent } from '../capture.schema.ts'
import { FieldsEdit } from './FieldsEdit.tsx'
import { useFormText } from './useForms.ts'
import { WordsEdit } from './WordsEdit.tsx'

type Props = { readonly content: FormContent; readonly onContent: (content: FormContent) => void }
type Part = { readonly content: FormContent; readonly put: (more: Partial<FormContent>) => void }

export function ContentEdit({ content, onContent }: Props) {
  const t = useFormText()
  const lead = useEntityOf('lead')
  const put = (more: Partial<FormContent>) => onContent({ ...content, ...more })
  return (
    <>
      <Words content={content} put={put} />
      <section className="card">
        <header>
          <h2>{t('form.part.fields')}</h2>
        </header>
        <div className="body">
          {lead && <FieldsEdit lead={lead} content={content} onFields={fields => put({ fields })} />}
        </div>
      </section>
      <After content={content} put={put} />
      <Hosts content={content} put={put} />
    </>
  )
}

function Words({ content, put }: Part) {
  const t = useFormText()
  const same = { langs: content.langs }
  return (
    <section className="card">
      <header>
        <h2>{t('form.part.words')}</h2>
      </header>
      <div className="body">
        <div className="row wrap">
          <span className="t2">{t('form.langs')}</span>
          {langs.map(lang => (
            <label key={lang} className="row tight">
              <input
                type="checkbox"
                checked={content.langs.includes(lang)}
                disabled={content.langs.length === 1 && content.langs[0] === lang}
                onChange={event =>
                  put({
                    langs: langs.filter(one => (one === lang ? event.target.checked : content.langs.includes(one))),
                  })
                }
              />
              {t(`form.lang.${lang}`)}
            </label>
          ))}
          <label className="row tight">
            <input
              type="checkbox"
              checked={content.showLogo}
              onChange={event => put({ showLogo: event.target.checked })}
            />
            {t('form.logo')}
          </label>
        </div>
        <WordsEdit
          {...same}
          name={t('form.heading')}
          max={100}
          value={content.title}
          onValue={title => put({ title: title ?? { en: '', zh: '' } })}
        />
        <WordsEdit
          {...same}
          name={t('form.intro')}
          max={1000}
          long
          value={content.intro}
          onValue={intro => put({ intro })}
        />
      </div>
    </section>
  )
}

function After({ content, put }: Part) {
  const t = useFormText()
  const same = { langs: content.langs, long: true }
  return (
    <section className="card">
      <header>
        <h2>{t('form.part.after')}</h2>
      </header>
      <div className="body">
        <WordsEdit
          {...same}
          name={t('form.consent')}
          say={t('form.consentSay')}
          max={2000}
          value={content.consent}
          onValue={consent => put({ consent })}
        />
        <WordsEdit
          {...same}
          name={t('form.thanks')}
          max={1000}
          value={content.thanks}
          onValue={thanks => put({ thanks })}
        />
        <label>
          <span className="t2">{t('form.redirect')}</span>
          <input
            className="inp"
            type="url"
            maxLength={500}
            value={content.redirectUrl ?? ''}
            onChange={event => put({ redirectUrl: event.target.value || null })}
          />
        </label>
      </div>
    </section>
  )
}

function Hosts({ content, put }: Part) {
  const t = useFormText()
  return (
    <section className="card">
      <header>
        <h2>{t('form.part.hosts')}</h2>
      </header>
      <div className="body">
        <label>
          <span className="t2">{t('form.hosts')}</span>
          <textarea
            className="inp"
            rows={3}
            placeholder={t('form.hostLike')}
            defaultValue={content.hosts.join('\n')}
            onChange={event => put({ hosts: event.target.value.split(/\s+/).filter(Boolean) })}
          />
        </label>
      </div>
    </section>
  )
}
