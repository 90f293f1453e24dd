import './settings.css'
import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { shellText } from './shell.text.ts'
import { useSettings } from './useSettings.ts'

/** Everything that business people set themselves; a person finds what their role may change. */
export function SettingsPage() {
  const t = useText(shellText)
  const label = useLabel()
  const session = useSession()
  const pages = useSettings()
  return (
    <>
      <PageTop title={t('shell.settings')} />
      <ul className="settings">
        {pages.map(
          ({ path, settings }) =>
            settings &&
            mayDo(session, settings.access) && (
              <li key={path}>
                <Link className="card" href={path}>
                  <b>{label(settings.label)}</b>
                  <span>{label(settings.say)}</span>
                </Link>
              </li>
            ),
        )}
      </ul>
    </>
  )
}
